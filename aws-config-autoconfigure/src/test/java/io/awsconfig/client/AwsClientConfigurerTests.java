package io.awsconfig.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.AwsClientId;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.withSettings;

class AwsClientConfigurerTests {

	@TempDir
	Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
	}

	static Stream<AwsSetting<?>> profileSettings() {
		return SettingCatalog.getSettings()
			.stream()
			.filter((setting) -> setting.getReach() == SettingReach.CLIENT_PROFILE);
	}

	@ParameterizedTest
	@MethodSource("profileSettings")
	void settingStandsInTheProfileOfTheClientUnderEveryKey(AwsSetting<?> setting) {
		String value = switch (setting.getName()) {
			case "account_id_endpoint_mode" -> "required";
			case "sdk_ua_app_id" -> "shop";
			case "auth_scheme_preference" -> "sigv4a,sigv4";
			case "sigv4a_signing_region_set" -> "us-west-2,eu-west-1";
			case "request_checksum_calculation", "response_checksum_validation" -> "WHEN_REQUIRED";
			case "request_min_compression_size_bytes" -> "77";
			default -> "true";
		};
		String other = value.equals("true") ? "false" : value;
		AwsClientConfigurer configurer = Configurers.create(this.machine, setting.getPropertyName() + "=" + value,
				"aws.services.s3." + setting.getShortPropertyName() + "=" + other);
		try (KmsClient kms = configurer.configure(KmsClient.builder()).build();
				S3Client s3 = configurer.configure(S3Client.builder()).build()) {
			ClientOverrideConfiguration override = kms.serviceClientConfiguration().overrideConfiguration();
			assertThat(override.defaultProfileName()).hasValue(ClientProfile.NAME);
			assertThat(setting.getFileKeys()).isNotEmpty().allSatisfy((key) -> {
				assertThat(profileOf(override).property(key)).hasValue(value);
				assertThat(profileOf(s3.serviceClientConfiguration().overrideConfiguration()).property(key))
					.hasValue(other);
			});
		}
	}

	private static Profile profileOf(ClientOverrideConfiguration override) {
		return override.defaultProfileFileSupplier().orElseThrow().get().profile(ClientProfile.NAME).orElseThrow();
	}

	@Test
	void applicationIdOfTheCommandLineAndOfTheServiceBeatsTheVariableThatTheSdkReadsItself() {
		System.setProperty("sdk.ua.appId", "jvm");
		try {
			AwsClientConfigurer configurer = Configurers.onCommandLine(this.machine, "aws.sdk-ua-app-id=line",
					"aws.services.s3.sdk-ua-app-id=own");
			assertThat(configurer.configure(KmsClient.builder()).overrideConfiguration().appId()).hasValue("line");
			assertThat(configurer.configure(S3Client.builder()).overrideConfiguration().appId()).hasValue("own");
		}
		finally {
			System.clearProperty("sdk.ua.appId");
		}
	}

	@Test
	void compressionReachesTheClient() {
		AwsClientConfigurer configurer = Configurers.create(this.machine, "aws.disable-request-compression=true",
				"aws.request-min-compression-size-bytes=77");
		assertThat(configurer.configure(KmsClient.builder()).overrideConfiguration().compressionConfiguration())
			.hasValueSatisfying((compression) -> {
				assertThat(compression.requestCompressionEnabled()).isFalse();
				assertThat(compression.minimumCompressionThresholdInBytes()).isEqualTo(77);
			});
	}

	@Test
	void whatTheCallerHadSetInTheOverrideConfigurationIsKept() {
		ExecutionInterceptor interceptor = new ExecutionInterceptor() {
		};
		RetryStrategy strategy = DefaultRetryStrategy.doNotRetry();
		Supplier<ProfileFile> files = () -> ProfileFile.aggregator().build();
		AwsClientConfigurer configurer = Configurers.create(this.machine, "aws.max-attempts=9",
				"aws.sdk-ua-app-id=settings", "aws.disable-request-compression=true");
		S3ClientBuilder builder = S3Client.builder()
			.overrideConfiguration((override) -> override.addExecutionInterceptor(interceptor)
				.putHeader("x-own", "kept")
				.apiCallTimeout(Duration.ofSeconds(3))
				.retryStrategy(strategy)
				.appId("mine")
				.compressionConfiguration((compression) -> compression.requestCompressionEnabled(true))
				.defaultProfileFileSupplier(files)
				.defaultProfileName("own"));
		ClientOverrideConfiguration override = configurer.configure(builder).overrideConfiguration();
		assertThat(override.executionInterceptors()).contains(interceptor);
		assertThat(override.headers()).containsEntry("x-own", List.of("kept"));
		assertThat(override.apiCallTimeout()).hasValue(Duration.ofSeconds(3));
		assertThat(override.retryStrategy()).hasValue(strategy);
		assertThat(override.retryStrategyConfigurator()).isEmpty();
		assertThat(override.appId()).hasValue("mine");
		assertThat(override.compressionConfiguration().orElseThrow().requestCompressionEnabled()).isTrue();
		assertThat(override.defaultProfileFileSupplier()).hasValue(files);
		assertThat(override.defaultProfileName()).hasValue("own");
	}

	@Test
	void whatTheCallerSetsAfterwardsWins() {
		URI endpoint = URI.create("http://localhost:1");
		AnonymousCredentialsProvider anonymous = AnonymousCredentialsProvider.create();
		try (S3Client client = Configurers.create(this.machine, "aws.endpoint-url=http://localhost:2")
			.configure(S3Client.builder())
			.region(Region.US_WEST_2)
			.endpointOverride(endpoint)
			.credentialsProvider(anonymous)
			.build()) {
			S3ServiceClientConfiguration configuration = client.serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.US_WEST_2);
			assertThat(configuration.endpointOverride()).hasValue(endpoint);
			assertThat(configuration.credentialsProvider()).isSameAs(anonymous);
		}
	}

	@Test
	void whatABuilderDoesNotTellIsReplacedByTheSettings() {
		S3ClientBuilder builder = S3Client.builder()
			.region(Region.US_WEST_2)
			.endpointOverride(URI.create("http://localhost:1"))
			.credentialsProvider(AnonymousCredentialsProvider.create());
		try (S3Client client = Configurers.create(this.machine, "aws.endpoint-url=http://localhost:2")
			.configure(builder)
			.build()) {
			S3ServiceClientConfiguration configuration = client.serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(configuration.endpointOverride()).hasValue(URI.create("http://localhost:2"));
			assertThat(configuration.credentialsProvider()).isNotInstanceOf(AnonymousCredentialsProvider.class);
		}
	}

	@Test
	void customizersAreCalledInOrderForTheBuildersOfTheirType() {
		List<String> calls = new ArrayList<>();
		AwsClientCustomizer<AwsClientBuilder<?, ?>> every = (builder, target) -> calls.add("every " + target.service());
		AwsClientCustomizer<S3ClientBuilder> lambda = (builder, target) -> {
			builder.forcePathStyle(true);
			calls.add("lambda " + target.service());
		};
		AwsClientCustomizer<S3ClientBuilder> typed = new AwsClientCustomizer<>() {

			@Override
			public void customize(S3ClientBuilder builder, AwsClientId target) {
				calls.add("typed " + target.service());
			}

		};
		AwsClientConfigurer configurer = Configurers.create(this.machine, List.of(typed, every, lambda));
		configurer.configure(S3Client.builder());
		assertThat(calls).containsExactly("typed s3", "every s3", "lambda s3");
		calls.clear();
		configurer.configure(S3AsyncClient.builder());
		configurer.configure(StsClient.builder());
		assertThat(calls).containsExactly("every s3", "every sts");
	}

	@Test
	void customizersWinOverTheSettings() {
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer = (builder, target) -> builder.region(Region.US_WEST_2);
		try (S3Client client = Configurers.create(this.machine, List.of(customizer))
			.configure(S3Client.builder())
			.build()) {
			assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.US_WEST_2);
		}
	}

	@Test
	void customizersWinOverEveryProperty() {
		AnonymousCredentialsProvider anonymous = AnonymousCredentialsProvider.create();
		RetryStrategy strategy = DefaultRetryStrategy.doNotRetry();
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer = (builder, target) -> {
			builder.region(Region.US_WEST_2)
				.credentialsProvider(anonymous)
				.fipsEnabled(false)
				.dualstackEnabled(true)
				.defaultsMode(DefaultsMode.IN_REGION);
			builder.endpointOverride(URI.create("http://localhost:1"));
			builder.overrideConfiguration(builder.overrideConfiguration()
				.copy((override) -> override.appId("mine")
					.retryStrategy(strategy)
					.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, false)
					.compressionConfiguration((compression) -> compression.requestCompressionEnabled(true)
						.minimumCompressionThresholdInBytes(1))));
		};
		AwsClientConfigurer configurer = Configurers.create(this.machine, List.of(customizer),
				"aws.services.s3.region=eu-west-3", "aws.services.s3.access-key-id=own",
				"aws.services.s3.secret-access-key=secret", "aws.services.s3.endpoint-url=http://localhost:2",
				"aws.use-fips-endpoint=true", "aws.use-dualstack-endpoint=false", "aws.defaults-mode=mobile",
				"aws.sdk-ua-app-id=settings", "aws.max-attempts=9", "aws.disable-host-prefix-injection=true",
				"aws.disable-request-compression=true", "aws.request-min-compression-size-bytes=77");
		S3ClientBuilder builder = configurer.configure(S3Client.builder());
		try (S3Client client = builder.build()) {
			S3ServiceClientConfiguration configuration = client.serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.US_WEST_2);
			assertThat(configuration.credentialsProvider()).isSameAs(anonymous);
			assertThat(configuration.endpointOverride()).hasValue(URI.create("http://localhost:1"));
			ClientOverrideConfiguration override = configuration.overrideConfiguration();
			assertThat(override.appId()).hasValue("mine");
			assertThat(override.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(1);
			assertThat(override.advancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION)).hasValue(false);
			assertThat(override.compressionConfiguration().orElseThrow().minimumCompressionThresholdInBytes())
				.isEqualTo(1);
		}
	}

	@Test
	void customizersKnowServiceAndNameOfTheirClient() {
		List<AwsClientId> targets = new ArrayList<>();
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer = (builder, target) -> targets.add(target);
		AwsSettings settings = Configurers.settings(this.machine, "aws.clients.archive.service=s3");
		AwsClientConfigurer configurer = new AwsClientConfigurer(settings, AnonymousCredentialsProvider.create(),
				() -> Region.EU_WEST_1, List.of(customizer));
		configurer.configure(S3Client.builder());
		configurer.configure(S3AsyncClient.builder(), Objects.requireNonNull(settings.findClient("archive")));
		assertThat(targets).containsExactly(AwsClientId.ofService("s3"), new AwsClientId("s3", "archive"));
	}

	@Test
	void customizersOfPresignersWinAndThoseOfAllClientsAreNotCalledForThem() {
		List<AwsClientId> targets = new ArrayList<>();
		AwsClientCustomizer<S3Presigner.Builder> pathStyle = (builder, target) -> {
			targets.add(target);
			builder.region(Region.US_WEST_2)
				.serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build());
		};
		AwsClientCustomizer<AwsClientBuilder<?, ?>> clients = (builder, target) -> builder.fipsEnabled(true);
		AwsSettings settings = Configurers.settings(this.machine, "aws.clients.archive.service=s3",
				"aws.endpoint-url=http://localhost:2");
		AwsClientConfigurer configurer = new AwsClientConfigurer(settings,
				StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")), () -> Region.EU_WEST_1,
				List.of(clients, pathStyle));
		try (S3Presigner presigner = configurer.configure(S3Presigner.builder()).build();
				S3Presigner named = configurer
					.configure(S3Presigner.builder(), Objects.requireNonNull(settings.findClient("archive")))
					.build()) {
			assertThat(List.of(presigner, named)).allSatisfy((each) -> assertThat(each
				.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
					.getObjectRequest((get) -> get.bucket("bucket").key("key")))
				.url()
				.toString()).startsWith("http://localhost:2/bucket/key?").contains("%2Fus-west-2%2Fs3%2F"));
		}
		assertThat(targets).extracting(AwsClientId::name).containsExactly(null, "archive");
	}

	@Test
	void builderThatIsAMockIsConfigured() {
		S3ClientBuilder builder = mock(S3ClientBuilder.class, withSettings().defaultAnswer(RETURNS_SELF));
		given(builder.overrideConfiguration()).willReturn(null);
		assertThat(Configurers.create(this.machine).configure(builder)).isSameAs(builder);
		verify(builder).region(Region.EU_CENTRAL_1);
	}

	@Test
	void manyThreadsShareOneProfileOfAService() throws Exception {
		AwsClientConfigurer configurer = Configurers.create(this.machine, "aws.services.s3.s3-use-arn-region=true");
		int threads = 64;
		CountDownLatch all = new CountDownLatch(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		Set<ProfileFile> profiles = Collections.newSetFromMap(new IdentityHashMap<>());
		try {
			Callable<ProfileFile> configure = () -> {
				all.countDown();
				all.await();
				return configurer.configure(S3Client.builder())
					.overrideConfiguration()
					.defaultProfileFileSupplier()
					.orElseThrow()
					.get();
			};
			for (Future<ProfileFile> profile : executor.invokeAll(Collections.nCopies(threads, configure))) {
				profiles.add(profile.get());
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(profiles).hasSize(1);
	}

}
