package io.awsconfig.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of the guide's page "Service-specific endpoints", looked at in built clients.
 */
class EndpointsTests {

	private static final String REAL_PROPERTY = "aws.endpointUrlS3";

	@TempDir
	Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
	}

	private Optional<String> endpointOfS3(String... properties) {
		AwsClientConfigurer configurer = Configurers.create(this.machine, properties);
		try (S3Client sync = configurer.configure(S3Client.builder()).build();
				S3AsyncClient async = configurer.configure(S3AsyncClient.builder()).build()) {
			Optional<URI> endpoint = sync.serviceClientConfiguration().endpointOverride();
			assertThat(async.serviceClientConfiguration().endpointOverride()).isEqualTo(endpoint);
			return endpoint.map(URI::toString);
		}
	}

	private Optional<String> endpointOfKms(String... properties) {
		try (KmsClient client = Configurers.create(this.machine, properties).configure(KmsClient.builder()).build()) {
			return client.serviceClientConfiguration().endpointOverride().map(URI::toString);
		}
	}

	private void globalAndServiceInFile() {
		this.machine.config("""
				[default]
				endpoint_url = http://file
				services = local
				[services local]
				s3 =
				  endpoint_url = http://file-s3
				""");
	}

	@Test
	void noEndpointIsSetWhereNoneIsConfigured() {
		assertThat(endpointOfS3()).isEmpty();
	}

	@Test
	void serviceSectionComesBeforeTheProfileItself() {
		globalAndServiceInFile();
		assertThat(endpointOfS3()).hasValue("http://file-s3");
		assertThat(endpointOfKms()).hasValue("http://file");
	}

	@Test
	void globalOneOfTheApplicationComesBeforeTheServicesOwnInTheFile() {
		globalAndServiceInFile();
		assertThat(endpointOfS3("aws.endpoint-url=http://app")).hasValue("http://app");
		assertThat(endpointOfS3("aws.endpoint-url=http://app", "aws.endpoint-url-s3=http://app-s3"))
			.hasValue("http://app-s3");
		assertThat(endpointOfKms("aws.endpoint-url=http://app", "aws.endpoint-url-s3=http://app-s3"))
			.hasValue("http://app");
	}

	@Test
	void globalOneOfTheEnvironmentComesBeforeTheServicesOwnOfTheApplication() {
		globalAndServiceInFile();
		this.machine.variable("AWS_ENDPOINT_URL", "http://env");
		assertThat(endpointOfS3("aws.services.s3.endpoint-url=http://app-s3")).hasValue("http://env");
		this.machine.variable("AWS_ENDPOINT_URL_S3", "http://env-s3");
		assertThat(endpointOfS3("aws.services.s3.endpoint-url=http://app-s3")).hasValue("http://env-s3");
		assertThat(endpointOfKms("aws.services.s3.endpoint-url=http://app-s3")).hasValue("http://env");
	}

	@Test
	void globalOneOfTheSystemPropertiesComesBeforeTheServicesOwnOfTheEnvironment() {
		this.machine.variable("AWS_ENDPOINT_URL_S3", "http://env-s3").systemProperty("aws.endpointUrl", "http://jvm");
		assertThat(endpointOfS3()).hasValue("http://jvm");
		this.machine.systemProperty("aws.endpointUrlS3", "http://jvm-s3");
		assertThat(endpointOfS3()).hasValue("http://jvm-s3");
		assertThat(endpointOfKms()).hasValue("http://jvm");
	}

	@Test
	void emptyEndpointIsNone() {
		globalAndServiceInFile();
		this.machine.variable("AWS_ENDPOINT_URL_S3", "").variable("AWS_ENDPOINT_URL", "");
		assertThat(endpointOfS3()).hasValue("http://file-s3");
	}

	@Test
	void identifierOfSeveralWordsFitsItsClient() {
		this.machine.variable("AWS_ENDPOINT_URL_SSO_OIDC", "http://oidc");
		try (SsoOidcClient client = Configurers.create(this.machine).configure(SsoOidcClient.builder()).build()) {
			assertThat(client.serviceClientConfiguration().endpointOverride()).hasValue(URI.create("http://oidc"));
		}
	}

	@Test
	void endpointInCodeComesFirst() {
		this.machine.variable("AWS_ENDPOINT_URL_S3", "http://env-s3")
			.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
		try (S3Client client = Configurers.create(this.machine)
			.configure(S3Client.builder())
			.endpointOverride(URI.create("http://code"))
			.build()) {
			assertThat(client.serviceClientConfiguration().endpointOverride()).hasValue(URI.create("http://code"));
		}
	}

	@Test
	void profileWithRoleUsesItsOwnServicesSectionOnly() {
		this.machine.variable("AWS_PROFILE", "B").config("""
				[profile A]
				aws_access_key_id = akid
				aws_secret_access_key = secret
				endpoint_url = https://profile-a-endpoint.aws/
				services = profileA
				[profile B]
				source_profile = A
				role_arn = arn:aws:iam::123456789012:role/roleB
				services = profileB
				[services profileA]
				dynamodb =
				  endpoint_url = https://profile-a-dynamodb-endpoint.aws
				[services profileB]
				s3 =
				  endpoint_url = https://profile-b-s3-endpoint.aws
				""");
		assertThat(endpointOfS3()).hasValue("https://profile-b-s3-endpoint.aws");
		assertThat(endpointOfKms()).isEmpty();
		try (DynamoDbClient client = Configurers.create(this.machine).configure(DynamoDbClient.builder()).build()) {
			assertThat(client.serviceClientConfiguration().endpointOverride()).isEmpty();
		}
	}

	@Test
	void ignoringSwitchesOffEveryConfiguredEndpoint() {
		globalAndServiceInFile();
		this.machine.variable("AWS_ENDPOINT_URL", "http://env")
			.variable("AWS_ENDPOINT_URL_S3", "http://env-s3")
			.systemProperty("aws.endpointUrlS3", "http://jvm-s3");
		assertThat(endpointOfS3("aws.ignore-configured-endpoint-urls=true")).isEmpty();
		assertThat(endpointOfKms("aws.ignore-configured-endpoint-urls=true")).isEmpty();
	}

	@Test
	void ignoringForOneServiceLeavesTheOthersAlone() {
		globalAndServiceInFile();
		assertThat(endpointOfS3("aws.services.s3.ignore-configured-endpoint-urls=true")).isEmpty();
		assertThat(endpointOfKms("aws.services.s3.ignore-configured-endpoint-urls=true")).hasValue("http://file");
		assertThat(endpointOfS3("aws.ignore-configured-endpoint-urls=true",
				"aws.services.s3.ignore-configured-endpoint-urls=false"))
			.hasValue("http://file-s3");
	}

	@Test
	void ignoringKeepsTheSdkFromFindingAnEndpointItself() {
		HttpStandIn http = new HttpStandIn();
		System.setProperty(REAL_PROPERTY, "http://jvm-s3");
		try (S3Client client = Configurers.create(this.machine, "aws.ignore-configured-endpoint-urls=true")
			.configure(S3Client.builder())
			.httpClient(http)
			.build()) {
			client.listBuckets();
			assertThat(http.lastHost()).isEqualTo("s3.eu-central-1.amazonaws.com");
		}
		finally {
			System.clearProperty(REAL_PROPERTY);
		}
	}

}
