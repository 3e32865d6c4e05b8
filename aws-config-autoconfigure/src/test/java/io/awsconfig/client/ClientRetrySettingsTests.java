package io.awsconfig.client;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class ClientRetrySettingsTests {

	@TempDir
	private Path home;

	private final RetryStrategies strategies = new RetryStrategies(System::nanoTime, () -> 0.5);

	private FakeMachine machine;

	private @Nullable RetryStrategy application;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	@Test
	void rulesOf2026ApplyWithoutAnySetting() {
		assertThat(retries(KmsClient.builder())).isInstanceOf(StandardRetryStrategy.class)
			.satisfies(this::isOurs)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(3));
		assertThat(retries(DynamoDbClient.builder()).maxAttempts()).isEqualTo(4);
		assertThat(retries(DynamoDbAsyncClient.builder()).maxAttempts()).isEqualTo(4);
		assertThat(retries(DynamoDbStreamsClient.builder()).maxAttempts()).isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource({ "standard,", "adaptive,", "standard, 6", "adaptive, 6" })
	void modeAndAttemptsHoldTogether(String mode, Integer maxAttempts) {
		List<String> properties = new ArrayList<>(List.of("aws.retry-mode=" + mode));
		if (maxAttempts != null) {
			properties.add("aws.max-attempts=" + maxAttempts);
		}
		String[] all = properties.toArray(String[]::new);
		Class<?> type = mode.equals("standard") ? StandardRetryStrategy.class : AdaptiveRetryStrategy.class;
		assertThat(retries(KmsClient.builder(), all)).isInstanceOf(type).satisfies(this::isOurs);
		assertThat(retries(KmsClient.builder(), all).maxAttempts()).isEqualTo((maxAttempts != null) ? maxAttempts : 3);
		assertThat(retries(DynamoDbClient.builder(), all).maxAttempts())
			.isEqualTo((maxAttempts != null) ? maxAttempts : 4);
	}

	@Test
	void everySourceReachesTheClient() {
		this.machine.config("[default]\nretry_mode = adaptive\nmax_attempts = 2\n");
		assertThat(retries(KmsClient.builder())).isInstanceOf(AdaptiveRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(2));
		assertThat(retries(KmsClient.builder(), "aws.max-attempts=3").maxAttempts()).isEqualTo(3);
		this.machine.variable("AWS_MAX_ATTEMPTS", "4").variable("AWS_RETRY_MODE", "standard");
		assertThat(retries(KmsClient.builder(), "aws.max-attempts=3")).isInstanceOf(StandardRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(4));
		this.machine.systemProperty("aws.maxAttempts", "5").systemProperty("aws.retryMode", "adaptive");
		assertThat(retries(KmsClient.builder(), "aws.max-attempts=3")).isInstanceOf(AdaptiveRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(5));
		this.machine.variable("AWS_NEW_RETRIES_2026", "false");
		assertThat(retries(KmsClient.builder())).satisfies(this::isOfTheSdk);
		this.machine.systemProperty("aws.newRetries2026", "true");
		assertThat(retries(KmsClient.builder())).satisfies(this::isOurs);
	}

	@Test
	void settingsOfTheServiceComeFirst() {
		String[] properties = { "aws.retry-mode=adaptive", "aws.max-attempts=5", "aws.new-retries-2026=false",
				"aws.services.kms.retry-mode=standard", "aws.services.kms.max-attempts=7",
				"aws.services.kms.new-retries-2026=true" };
		assertThat(retries(KmsClient.builder(), properties)).isInstanceOf(StandardRetryStrategy.class)
			.satisfies(this::isOurs)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(7));
		assertThat(retries(S3Client.builder(), properties)).isInstanceOf(AdaptiveRetryStrategy.class)
			.satisfies(this::isOfTheSdk)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(5));
	}

	@Test
	void servicesSectionOfTheConfigFileCounts() {
		this.machine.config(
				"[default]\nservices = mine\n[services mine]\nkms =\n  max_attempts = 8\n  retry_mode = adaptive\n");
		assertThat(retries(KmsClient.builder())).isInstanceOf(AdaptiveRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(8));
		assertThat(retries(S3Client.builder()).maxAttempts()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "legacy,, 4, 9", "legacy, 6, 6, 6" })
	void legacyModeIsTheSdks(String mode, Integer maxAttempts, int expected, int dynamoDb) {
		String[] properties = (maxAttempts != null)
				? new String[] { "aws.retry-mode=" + mode, "aws.max-attempts=" + maxAttempts }
				: new String[] { "aws.retry-mode=" + mode };
		assertThat(retries(KmsClient.builder(), properties)).isInstanceOf(LegacyRetryStrategy.class)
			.satisfies(this::isOfTheSdk)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(expected));
		assertThat(retries(DynamoDbClient.builder(), properties)).isInstanceOf(LegacyRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(dynamoDb));
	}

	@Test
	void olderRulesAreTheSdks() {
		String older = "aws.new-retries-2026=false";
		assertThat(retries(KmsClient.builder(), older)).isInstanceOf(LegacyRetryStrategy.class)
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(4));
		assertThat(retries(DynamoDbClient.builder(), older).maxAttempts()).isEqualTo(9);
		assertThat(retries(KmsClient.builder(), older, "aws.defaults-mode=standard"))
			.isInstanceOf(StandardRetryStrategy.class)
			.satisfies(this::isOfTheSdk);
		assertThat(retries(KmsClient.builder(), older, "aws.retry-mode=adaptive"))
			.isInstanceOf(AdaptiveRetryStrategy.class)
			.satisfies(this::isOfTheSdk);
		assertThat(retries(KmsClient.builder(), older, "aws.max-attempts=6").maxAttempts()).isEqualTo(6);
		assertThat(retries(KmsClient.builder(), "aws.defaults-mode=legacy")).isInstanceOf(StandardRetryStrategy.class)
			.satisfies(this::isOurs);
	}

	@ParameterizedTest
	@EnumSource(names = { "STANDARD", "ADAPTIVE", "ADAPTIVE_V2" })
	void modeOfTheCallerGetsTheRulesOf2026(RetryMode mode) {
		RetryStrategy strategy = retries(
				KmsClient.builder().overrideConfiguration((override) -> override.retryStrategy(mode)),
				"aws.retry-mode=legacy", "aws.max-attempts=9");
		assertThat(strategy)
			.isInstanceOf((mode == RetryMode.STANDARD) ? StandardRetryStrategy.class : AdaptiveRetryStrategy.class)
			.satisfies(this::isOurs);
		assertThat(strategy.maxAttempts()).isEqualTo(9);
	}

	@Test
	void changeOfTheCallerIsAppliedToTheRulesOf2026() {
		RetryStrategy strategy = retries(
				KmsClient.builder()
					.overrideConfiguration((override) -> override.retryStrategy((retries) -> retries.maxAttempts(7))),
				"aws.retry-mode=adaptive", "aws.max-attempts=9");
		assertThat(strategy).isInstanceOf(AdaptiveRetryStrategy.class).satisfies(this::isOurs);
		assertThat(strategy.maxAttempts()).isEqualTo(7);
	}

	@Test
	void whatTheCallerSaysIsLeftToTheSdkByTheOlderRules() {
		ClientOverrideConfiguration mode = configure(
				KmsClient.builder().overrideConfiguration((override) -> override.retryStrategy(RetryMode.STANDARD)),
				"aws.new-retries-2026=false")
			.overrideConfiguration();
		assertThat(mode.retryMode()).hasValue(RetryMode.STANDARD);
		assertThat(mode.retryStrategy()).isEmpty();
	}

	@Test
	@SuppressWarnings("deprecation")
	void policyOfTheCallerIsKept() {
		RetryPolicy policy = RetryPolicy.none();
		ClientOverrideConfiguration override = configure(
				KmsClient.builder().overrideConfiguration((before) -> before.retryPolicy(policy)))
			.overrideConfiguration();
		assertThat(override.retryPolicy()).hasValue(policy);
		assertThat(override.retryStrategy()).isEmpty();
	}

	@Test
	void strategyOfTheApplicationWins() {
		this.application = DefaultRetryStrategy.doNotRetry();
		assertThat(retries(KmsClient.builder(), "aws.max-attempts=9", "aws.new-retries-2026=false"))
			.satisfies((strategy) -> assertThat(strategy.maxAttempts()).isEqualTo(1));
		assertThat(configure(KmsClient.builder()).overrideConfiguration().retryStrategy()).hasValue(this.application);
		RetryStrategy own = DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build();
		assertThat(configure(KmsClient.builder().overrideConfiguration((override) -> override.retryStrategy(own)))
			.overrideConfiguration()
			.retryStrategy()).hasValue(own);
	}

	@Test
	void everyClientHasAQuotaOfItsOwn() {
		this.application = this.strategies.standard("application", 5);
		configure(KmsClient.builder());
		configure(KmsClient.builder());
		configure(S3Client.builder());
		assertThat(this.strategies.getStatus()).hasSizeLessThanOrEqualTo(3);
		List<RetryStrategy> three = List.of(retries(KmsClient.builder()), retries(KmsClient.builder()),
				retries(S3AsyncClient.builder()));
		assertThat(three).doesNotHaveDuplicates().allMatch((strategy) -> strategy.maxAttempts() == 5);
	}

	@Test
	void strategySurvivesTheRoundTripThroughAClientWithoutSharingItsQuota() {
		try (KmsClient first = configure(KmsClient.builder(), "aws.max-attempts=5", "aws.retry-mode=adaptive").build();
				KmsClient second = configure(KmsClient.builder()
					.overrideConfiguration(first.serviceClientConfiguration().overrideConfiguration())).build()) {
			RetryStrategy ofFirst = strategyOf(first.serviceClientConfiguration().overrideConfiguration());
			RetryStrategy ofSecond = strategyOf(second.serviceClientConfiguration().overrideConfiguration());
			assertThat(ofSecond).isInstanceOf(AdaptiveRetryStrategy.class).satisfies(this::isOurs).isNotSameAs(ofFirst);
			assertThat(ofSecond.maxAttempts()).isEqualTo(5);
			assertThat(this.strategies.getStatus()).hasSize(2);
		}
		assertThat(this.strategies.getStatus()).isEmpty();
	}

	@Test
	void clientsAreKnownUntilTheyAreClosed() {
		KmsClient kms = configure(KmsClient.builder(), "aws.services.kms.max-attempts=7").build();
		S3AsyncClient s3 = configure(S3AsyncClient.builder(), "aws.retry-mode=adaptive").build();
		assertThat(this.strategies.getStatus())
			.extracting(RetryStatus::service, RetryStatus::mode, RetryStatus::maxAttempts)
			.containsExactly(tuple("kms", "standard", 7), tuple("s3", "adaptive", 3));
		kms.close();
		assertThat(this.strategies.getStatus()).extracting(RetryStatus::service).containsExactly("s3");
		s3.close();
		assertThat(this.strategies.getStatus()).isEmpty();
	}

	@Test
	void changeOfACustomizerIsKnown() {
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer = (builder, target) -> {
			ClientOverrideConfiguration override = builder.overrideConfiguration();
			builder.overrideConfiguration(override
				.copy((copy) -> copy.retryStrategy(strategyOf(override).toBuilder().maxAttempts(6).build())));
		};
		try (KmsClient client = configurer(List.of(customizer)).configure(KmsClient.builder()).build()) {
			assertThat(strategyOf(client.serviceClientConfiguration().overrideConfiguration()).maxAttempts())
				.isEqualTo(6);
			assertThat(this.strategies.getStatus()).extracting(RetryStatus::maxAttempts).containsExactly(6);
		}
	}

	@Test
	void clientsOfCredentialsFollowTheSameRules() {
		SettingsCredentialsClientConfigurer clients = new SettingsCredentialsClientConfigurer(
				context(List.of(), "aws.services.sts.max-attempts=5"));
		try (StsClient sts = clients.configure(StsClient.builder(), AnonymousCredentialsProvider.create(), null)
			.build()) {
			assertThat(strategyOf(sts.serviceClientConfiguration().overrideConfiguration())).satisfies(this::isOurs);
			assertThat(this.strategies.getStatus()).extracting(RetryStatus::service, RetryStatus::maxAttempts)
				.containsExactly(tuple("sts", 5));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.retry-mode=turbo", "aws.max-attempts=0", "aws.max-attempts=-1",
			"aws.max-attempts=many", "aws.services.kms.retry-mode=turbo", "aws.services.kms.max-attempts=0",
			"aws.new-retries-2026=maybe" })
	void wrongValuesAreErrorsThatNameThem(String property) {
		String name = property.substring(0, property.indexOf('='));
		String value = property.substring(property.indexOf('=') + 1);
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> retries(KmsClient.builder(), property))
			.withMessageContaining("The value '" + value + "' of '" + name + "'");
	}

	private <B extends AwsClientBuilder<B, ?>> RetryStrategy retries(B builder, String... properties) {
		return strategyOf(configure(builder, properties).overrideConfiguration());
	}

	private <B extends AwsClientBuilder<B, ?>> B configure(B builder, String... properties) {
		return configurer(List.of(), properties).configure(builder);
	}

	private AwsClientConfigurer configurer(List<AwsClientCustomizer<?>> customizers, String... properties) {
		return new AwsClientConfigurer(context(customizers, properties),
				(client) -> AnonymousCredentialsProvider.create());
	}

	private ClientContext context(List<AwsClientCustomizer<?>> customizers, String... properties) {
		ClientExtensions extensions = new ClientExtensions(customizers, List.of(), List.of(), List.of(),
				() -> this.application);
		return new ClientContext(Configurers.settings(this.machine, properties), () -> Region.EU_WEST_1,
				() -> extensions, this.strategies, new AwsHttpClients(), new CallFailures(Clock.systemUTC()));
	}

	private static RetryStrategy strategyOf(ClientOverrideConfiguration override) {
		return override.retryStrategy().orElseThrow();
	}

	private void isOurs(RetryStrategy strategy) {
		assertThat(strategy.getClass().getPackageName()).isEqualTo("io.awsconfig.retry");
	}

	private void isOfTheSdk(RetryStrategy strategy) {
		assertThat(strategy.getClass().getPackageName()).startsWith("software.amazon.awssdk.");
	}

}
