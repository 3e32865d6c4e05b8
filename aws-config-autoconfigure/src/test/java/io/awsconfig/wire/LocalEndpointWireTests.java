package io.awsconfig.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import io.awsconfig.wire.Place.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the credentials endpoint of a container and the instance metadata service are
 * asked.
 */
class LocalEndpointWireTests extends WireTest {

	private static final String KEYS = """
			{"Code": "Success", "AccessKeyId": "ASIALOCAL", "SecretAccessKey": "source-secret",
			"Token": "source-token", "Expiration": "2126-11-21T12:00:00Z"}""";

	private LocalServer local;

	@BeforeEach
	void startServer() {
		this.local = new LocalServer().answering(LocalEndpointWireTests::answer);
	}

	@AfterEach
	void stopServer() {
		this.local.close();
	}

	private static Answer answer(Request request) {
		return switch (request.uri().getPath()) {
			case "/latest/api/token" -> Answer.of("source-token").with("x-aws-ec2-metadata-token-ttl-seconds", "21600");
			case "/latest/meta-data/iam/security-credentials/" -> Answer.of("my-role");
			default -> Answer.of(KEYS);
		};
	}

	private List<String> asked() {
		return this.local.requests().stream().map((request) -> request.method() + " " + request.uri()).toList();
	}

	private static void call(WireApplication application) {
		application.use(KmsClient.class, KmsClient::listKeys);
	}

	private static void callFails(WireApplication application) {
		application.use(KmsClient.class,
				(client) -> assertThatExceptionOfType(SdkException.class).isThrownBy(client::listKeys));
	}

	// Containers

	@EveryPlace
	@Proves(value = "container_credentials_full_uri", effect = "Requests are signed with the credentials from there.")
	void containerIsAsked(Place place) {
		WireApplication application = application(place, "kms", this.local.url() + "/v1/credentials?id=1");
		if (place.isSet()) {
			application.withoutKeys();
		}
		call(application);
		assertThat(asked()).containsExactlyElementsOf(place.isSet() ? List.of("GET /v1/credentials?id=1") : List.of());
		assertThat(CredentialsWireTests.signedBy(lastRequest()))
			.isEqualTo(place.isSet() ? "ASIALOCAL" : "AKIDAPPLICATION");
	}

	@EveryPlace
	@Proves(value = "container_authorization_token",
			effect = "The endpoint of the container is shown it in `Authorization`.")
	void containerIsShownTheToken(Place place) {
		call(application(place, "kms", "Basic source-token").withoutKeys()
			.with("aws.container-credentials-full-uri", this.local.url()));
		assertThat(this.local.onlyRequest().header("Authorization"))
			.isEqualTo(place.isSet() ? "Basic source-token" : null);
	}

	@EveryPlace
	@Proves(value = "container_authorization_token_file",
			effect = "The endpoint of the container is shown the content of the file in `Authorization`.")
	void containerIsShownTheTokenOfTheFile(Place place) throws IOException {
		Path file = Files.writeString(this.home.resolve("token"), "Basic source-token");
		call(application(place, "kms", file).withoutKeys()
			.with("aws.container-credentials-full-uri", this.local.url()));
		assertThat(this.local.onlyRequest().header("Authorization"))
			.isEqualTo(place.isSet() ? "Basic source-token" : null);
	}

	// Instance metadata

	@EveryPlace
	@Proves(value = "ec2_metadata_service_endpoint",
			effect = "The instance metadata service is asked there, and its answer signs the requests.")
	void instanceMetadataIsAsked(Place place) {
		WireApplication application = application(place, "kms", this.local.url());
		if (place.isSet()) {
			application.withoutKeys().machine().withoutVariable("AWS_EC2_METADATA_DISABLED");
		}
		call(application);
		assertThat(asked()).containsExactlyElementsOf(
				place.isSet() ? List.of("PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
						"GET /latest/meta-data/iam/security-credentials/my-role") : List.of());
		assertThat(CredentialsWireTests.signedBy(lastRequest()))
			.isEqualTo(place.isSet() ? "ASIALOCAL" : "AKIDAPPLICATION");
	}

	@EveryPlace
	@Proves(value = "ec2_metadata_disabled", effect = "The instance metadata service is not asked.")
	void instanceMetadataIsLeftAlone(Place place) {
		WireApplication application = onInstance(place, true);
		if (place.isSet()) {
			callFails(application);
		}
		else {
			call(application);
		}
		assertThat(this.local.requests()).hasSize(place.isSet() ? 0 : 3);
	}

	private WireApplication onInstance(Place place, Object value) {
		WireApplication application = application().withoutKeys()
			.with("aws.ec2-metadata-service-endpoint", this.local.url());
		application.machine().withoutVariable("AWS_EC2_METADATA_DISABLED");
		return application.set(place, "kms", value);
	}

	@EveryPlace
	@Proves(value = "ec2_metadata_v1_disabled",
			effect = "Without a session token, the instance metadata service is asked for nothing else.")
	void versionOneIsLeftAlone(Place place) {
		this.local.answering(
				(request) -> request.method().equals("PUT") ? Answer.of(403) : LocalEndpointWireTests.answer(request));
		WireApplication application = onInstance(place, true);
		if (place.isSet()) {
			callFails(application);
		}
		else {
			call(application);
		}
		assertThat(asked()).hasSize(place.isSet() ? 1 : 3).startsWith("PUT /latest/api/token");
	}

	@EveryPlace
	@Proves(value = "metadata_service_num_attempts", effect = "The instance metadata service is asked that often.")
	void instanceMetadataIsAskedAsOften(Place place) {
		this.local.answering(Answer.of(500));
		callFails(onInstance(place, 3));
		assertThat(asked()).hasSize(place.isSet() ? 3 : 1).containsOnly("PUT /latest/api/token");
	}

	@EveryPlace(except = { Kind.COMMAND_LINE, Kind.SYSTEM_PROPERTY, Kind.CREDENTIALS_FILE })
	@Proves(value = "metadata_service_timeout",
			effect = "The instance metadata service may take that many seconds to answer.")
	void instanceMetadataMayTakeAsLong(Place place) {
		CountDownLatch never = new CountDownLatch(1);
		this.local.answering((request) -> {
			if (request.method().equals("PUT")) {
				await(never);
			}
			return LocalEndpointWireTests.answer(request);
		});
		WireApplication application = onInstance(place, 30).with("aws.ec2-metadata-v1-disabled", true);
		if (place.isSet()) {
			call(application);
		}
		else {
			callFails(application);
		}
		assertThat(asked()).hasSize(place.isSet() ? 3 : 1);
	}

	/**
	 * Wait longer than one second, which is the default.
	 */
	private static void await(CountDownLatch never) {
		try {
			assertThat(never.await(1500, TimeUnit.MILLISECONDS)).isFalse();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@EveryPlace
	@Proves("region")
	void regionOfTheInstanceIsTakenWhereNoneIsSet(Place place) {
		WireApplication application = application().without("aws.region")
			.with("aws.ec2-metadata-service-endpoint", this.local.url());
		application.machine().withoutVariable("AWS_EC2_METADATA_DISABLED");
		this.local.answering((request) -> request.uri().getPath().endsWith("/region") ? Answer.of("eu-west-3")
				: LocalEndpointWireTests.answer(request));
		call(application.set(place, "kms", "us-west-2"));
		assertThat(lastRequest().host())
			.isEqualTo("kms." + (place.isSet() ? "us-west-2" : "eu-west-3") + ".amazonaws.com");
		assertThat(this.local.requests()).hasSize(place.isSet() ? 0 : 2);
	}

}
