package io.awsconfig.wire;

import io.awsconfig.testsupport.Proves;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which files are read, and which of their sections.
 */
class ProfileWireTests extends WireTest {

	private static final Place CONFIG_REGION = new Place(Place.Kind.CONFIG_FILE, "region");

	private static final String OTHER = """
			region = us-west-2
			aws_access_key_id = AKIDOTHER
			aws_secret_access_key = other-secret
			""";

	@EveryPlace
	@Proves(value = "profile", effect = "Region, signature and all else are those of the profile.")
	void profileDecidesRegionAndKeys(Place place) {
		WireApplication application = application(place, "kms", "other").without("aws.region")
			.set(CONFIG_REGION, "kms", "eu-west-3")
			.sections("[profile other]\n" + OTHER);
		if (place.isSet()) {
			application.withoutKeys();
		}
		application.use(KmsClient.class, KmsClient::listKeys);
		assertOther(place.isSet());
	}

	private static void assertOther(boolean other) {
		assertThat(lastRequest().host()).isEqualTo("kms." + (other ? "us-west-2" : "eu-west-3") + ".amazonaws.com");
		assertThat(lastRequest().authorization())
			.startsWith("AWS4-HMAC-SHA256 Credential=" + (other ? "AKIDOTHER" : "AKIDAPPLICATION") + "/");
	}

	@EveryPlace
	@Proves(value = "config_file", effect = "Region, signature and all else are those of the file.")
	void configFileDecidesRegionAndKeys(Place place) {
		WireApplication application = application(place, "kms", this.home.resolve("other-config")).without("aws.region")
			.set(CONFIG_REGION, "kms", "eu-west-3");
		application.machine().file("other-config", "[default]\n" + OTHER);
		if (place.isSet()) {
			application.withoutKeys();
		}
		application.use(KmsClient.class, KmsClient::listKeys);
		assertOther(place.isSet());
	}

	@EveryPlace
	@Proves(value = "shared_credentials_file", effect = "Requests are signed with the access keys of the file.")
	void credentialsFileDecidesKeys(Place place) {
		WireApplication application = application(place, "kms", this.home.resolve("other-credentials")).withoutKeys()
			.set(new Place(Place.Kind.CREDENTIALS_FILE, "aws_access_key_id"), "kms", "AKIDHOME")
			.set(new Place(Place.Kind.CREDENTIALS_FILE, "aws_secret_access_key"), "kms", "source-secret");
		application.machine().file("other-credentials", "[default]\n" + OTHER);
		application.use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().authorization())
			.startsWith("AWS4-HMAC-SHA256 Credential=" + (place.isSet() ? "AKIDOTHER" : "AKIDHOME") + "/");
	}

	@EveryPlace
	@Proves(value = "services", effect = "The clients of a service have its settings in that section, as its endpoint.")
	void servicesSectionDecidesTheEndpoint(Place place) {
		application(place, "kms", "local").sections("""
				[services local]
				kms =
				  endpoint_url = https://section.test
				""").use(KmsClient.class, KmsClient::listKeys);
		assertThat(lastRequest().host()).isEqualTo(place.isSet() ? "section.test" : "kms.eu-central-1.amazonaws.com");
	}

}
