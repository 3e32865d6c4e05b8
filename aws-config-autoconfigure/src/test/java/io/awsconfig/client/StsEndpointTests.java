package io.awsconfig.client;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the endpoint that STS is called at, by {@link StsEndpoint}, in the clients of
 * {@link SettingsCredentialsClientConfigurer} and {@link AwsClientConfigurer}. What is
 * asserted is the signed request, on its way to the wire.
 */
class StsEndpointTests {

	private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

	private FakeMachine machine;

	@BeforeEach
	void setUp(@TempDir Path home) {
		this.machine = new FakeMachine(home);
	}

	@Test
	void endpointIsRegionalByDefault() {
		this.machine.variable("AWS_REGION", "eu-west-1");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.eu-west-1.amazonaws.com eu-west-1");
		assertThat(callOfApplication()).isEqualTo("https://sts.eu-west-1.amazonaws.com eu-west-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global",
			"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
			"us-east-1", "us-east-2", "us-west-1", "us-west-2" })
	void endpointIsGlobalInLegacyRegionsWhenLegacy(String region) {
		this.machine.variable("AWS_REGION", region).variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.amazonaws.com us-east-1");
		assertThat(callOfApplication()).isEqualTo("https://sts.amazonaws.com us-east-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "eu-south-1", "af-south-1", "me-south-1", "ap-east-1", "us-gov-west-1" })
	void endpointIsRegionalInOtherRegionsWhenLegacy(String region) {
		this.machine.variable("AWS_REGION", region).variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts." + region + ".amazonaws.com " + region);
	}

	@Test
	void endpointOfAnotherPartitionIsItsOwnWhenLegacy() {
		this.machine.variable("AWS_REGION", "cn-north-1").variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.cn-north-1.amazonaws.com.cn cn-north-1");
	}

	@Test
	void endpointIsRegionalWhenSharedConfigFileSaysSo() {
		this.machine.config("""
				[default]
				region = eu-west-1
				sts_regional_endpoints = regional
				""");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.eu-west-1.amazonaws.com eu-west-1");
	}

	@Test
	void endpointIsGlobalWhenSharedConfigFileSaysLegacy() {
		this.machine.config("""
				[default]
				region = eu-west-1
				sts_regional_endpoints = legacy
				""");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.amazonaws.com us-east-1");
	}

	@Test
	void endpointIsGlobalInRegionAwsGlobal() {
		this.machine.variable("AWS_REGION", "aws-global").variable("AWS_STS_REGIONAL_ENDPOINTS", "regional");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.amazonaws.com us-east-1");
		assertThat(callOfApplication()).isEqualTo("https://sts.amazonaws.com us-east-1");
	}

	@Test
	void endpointOfCredentialsIsGlobalWithoutRegion() {
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.amazonaws.com us-east-1");
	}

	@Test
	void clientOfApplicationNeedsRegion() {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::callOfApplication)
			.withMessageContaining("No AWS Region is set");
	}

	@Test
	void onlyStsDoesWithoutRegion() {
		AwsSettings settings = settings();
		SettingsCredentialsClientConfigurer clients = new SettingsCredentialsClientConfigurer(settings,
				regions(settings));
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> clients.configure(S3Client.builder(), CREDENTIALS, null));
	}

	@Test
	void regionOfProfileWinsOverThatOfApplication() {
		this.machine.variable("AWS_REGION", "eu-west-1");
		assertThat(callOfCredentials("ap-east-1")).isEqualTo("https://sts.ap-east-1.amazonaws.com ap-east-1");
	}

	@Test
	void regionOfStsWinsOverThatOfAllServices() {
		this.machine.variable("AWS_REGION", "eu-west-1").systemProperty("aws.services.sts.region", "eu-west-3");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.eu-west-3.amazonaws.com eu-west-3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS" })
	void endpointThatIsSetWins(String variable) {
		this.machine.variable("AWS_REGION", "eu-west-1")
			.variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy")
			.variable(variable, "http://localhost:4566");
		assertThat(callOfCredentials(null)).isEqualTo("http://localhost:4566 eu-west-1");
		assertThat(callOfApplication()).isEqualTo("http://localhost:4566 eu-west-1");
	}

	@Test
	void endpointThatIsSetNeedsNoRegion() {
		this.machine.variable("AWS_ENDPOINT_URL_STS", "http://localhost:4566");
		assertThat(callOfCredentials(null)).isEqualTo("http://localhost:4566 us-east-1");
	}

	@Test
	void endpointThatIsIgnoredDoesNotWin() {
		this.machine.variable("AWS_REGION", "eu-west-1")
			.variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy")
			.variable("AWS_ENDPOINT_URL", "http://localhost:4566")
			.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.amazonaws.com us-east-1");
	}

	@Test
	void endpointWithFipsIsRegional() {
		this.machine.variable("AWS_REGION", "us-west-2")
			.variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy")
			.variable("AWS_USE_FIPS_ENDPOINT", "true");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts-fips.us-west-2.amazonaws.com us-west-2");
	}

	@Test
	void endpointWithFipsAndWithoutRegionIsThatOfTheRegionOfTheGlobalOne() {
		this.machine.variable("AWS_USE_FIPS_ENDPOINT", "true");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts-fips.us-east-1.amazonaws.com us-east-1");
	}

	@Test
	void endpointWithDualStackIsRegional() {
		this.machine.variable("AWS_REGION", "us-west-2")
			.variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy")
			.variable("AWS_USE_DUALSTACK_ENDPOINT", "true");
		assertThat(callOfCredentials(null)).isEqualTo("https://sts.us-west-2.api.aws us-west-2");
	}

	@Test
	void regionOfOtherServicesStaysAsItIs() {
		this.machine.variable("AWS_REGION", "eu-west-1").variable("AWS_STS_REGIONAL_ENDPOINTS", "legacy");
		AwsSettings settings = settings();
		try (S3Client client = new AwsClientConfigurer(settings, CREDENTIALS, regions(settings), List.of())
			.configure(S3Client.builder())
			.build()) {
			assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
		}
	}

	private String callOfCredentials(@Nullable String region) {
		AwsSettings settings = settings();
		return call(new SettingsCredentialsClientConfigurer(settings, regions(settings)).configure(StsClient.builder(),
				CREDENTIALS, region));
	}

	private String callOfApplication() {
		AwsSettings settings = settings();
		return call(new AwsClientConfigurer(settings, CREDENTIALS, regions(settings), List.of())
			.configure(StsClient.builder()));
	}

	private AwsSettings settings() {
		return AwsSetup.on(this.machine).settings();
	}

	private static SettingsRegionProvider regions(AwsSettings settings) {
		return new SettingsRegionProvider(settings, () -> {
			throw new AssertionError("The instance metadata service is switched off");
		});
	}

	/**
	 * Call STS up to the point where the request would leave.
	 * @return the endpoint and the Region that the request is signed for
	 */
	private static String call(StsClientBuilder builder) {
		AtomicReference<SdkHttpRequest> request = new AtomicReference<>();
		builder.overrideConfiguration(builder.overrideConfiguration().copy((override) -> {
			override.addExecutionInterceptor(new ExecutionInterceptor() {

				@Override
				public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
					request.set(context.httpRequest());
					throw new StopException();
				}

			});
		}));
		try (StsClient client = builder.build()) {
			assertThatExceptionOfType(StopException.class).isThrownBy(() -> client
				.assumeRole((role) -> role.roleArn("arn:aws:iam::123456789012:role/reader").roleSessionName("test")));
		}
		SdkHttpRequest sent = request.get();
		boolean standardPort = sent.port() == 443;
		return "%s://%s%s %s".formatted(sent.protocol(), sent.host(), standardPort ? "" : ":" + sent.port(),
				sent.firstMatchingHeader("Authorization").orElse("").split("/")[2]);
	}

	private static final class StopException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
