package io.awsconfig.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The defaults mode {@code auto}.
 */
class AutoDefaultsTests {

	@Test
	void timeoutsAreThoseTheSdkHasForInRegion() {
		AttributeMap ofTheSdk = defaultsOfTheSdk(DefaultsMode.IN_REGION);
		AttributeMap ours = new AutoDefaults(() -> "eu-west-1").of("eu-west-1")
			.get()
			.merge(defaultsOfTheSdk(DefaultsMode.STANDARD));
		assertThat(ours.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT)).isEqualTo(Duration.ofMillis(1100))
			.isEqualTo(ofTheSdk.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT));
		assertThat(ours).isEqualTo(ofTheSdk);
	}

	@Test
	void timeoutsAreThoseOfStandardInEveryOtherCase() {
		assertThat(new AutoDefaults(() -> "us-east-1").of("eu-west-1").get()).isEqualTo(AttributeMap.empty());
		assertThat(new AutoDefaults(() -> null).of("eu-west-1").get()).isEqualTo(AttributeMap.empty());
		assertThat(defaultsOfTheSdk(DefaultsMode.CROSS_REGION)).isEqualTo(defaultsOfTheSdk(DefaultsMode.STANDARD));
	}

	@Test
	void regionIsLookedForOnceWhateverTheAnswer() {
		AtomicInteger asked = new AtomicInteger();
		AutoDefaults defaults = new AutoDefaults(() -> {
			asked.incrementAndGet();
			return null;
		});
		Supplier<AttributeMap> options = defaults.of("eu-west-1");
		assertThat(asked).hasValue(0);
		options.get();
		options.get();
		defaults.of("us-east-1").get();
		assertThat(asked).hasValue(1);
		assertThat(defaults.of("eu-west-1")).isSameAs(options);
	}

	@Test
	void instanceMetadataIsAskedWithTheFirstRequestAndNotBefore(@TempDir Path home) {
		try (LocalServer metadata = new LocalServer(); LocalServer dynamoDb = new LocalServer()) {
			new ApplicationContextRunner()
				.withInitializer(new FakeMachine(home).withoutVariable("AWS_EC2_METADATA_DISABLED")
					.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url())
					.variable("AWS_METADATA_SERVICE_TIMEOUT", "20")
					.variable("AWS_DEFAULTS_MODE", "auto")
					.withRegionAndKeys()
					.variable("AWS_ENDPOINT_URL", dynamoDb.url()))
				.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
				.run((context) -> {
					DynamoDbClient client = context.getBean(DynamoDbClient.class);
					DynamoDbAsyncClient async = context.getBean(DynamoDbAsyncClient.class);
					assertThat(metadata.requests()).isEmpty();
					client.listTables();
					assertThat(metadata.requests()).extracting((request) -> request.uri().getPath())
						.startsWith("/latest/api/token")
						.contains("/latest/meta-data/placement/region");
					int requests = metadata.requests().size();
					client.listTables();
					async.listTables().join();
					assertThat(metadata.requests()).hasSize(requests);
					assertThat(dynamoDb.requests()).hasSize(3);
				});
		}
	}

	@Test
	void executionEnvironmentOfAwsTellsTheRegionWithoutInstanceMetadata(@TempDir Path home) {
		try (LocalServer metadata = new LocalServer(); LocalServer dynamoDb = new LocalServer()) {
			new ApplicationContextRunner()
				.withInitializer(new FakeMachine(home).withoutVariable("AWS_EC2_METADATA_DISABLED")
					.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url())
					.variable("AWS_EXECUTION_ENV", "AWS_Lambda_java17")
					.withRegionAndKeys()
					.variable("AWS_ENDPOINT_URL", dynamoDb.url()))
				.withPropertyValues("aws.defaults-mode=auto")
				.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
				.run((context) -> {
					context.getBean(DynamoDbClient.class).listTables();
					assertThat(dynamoDb.requests()).hasSize(1);
					assertThat(metadata.requests()).isEmpty();
				});
		}
	}

	/**
	 * What the SDK gives to the HTTP client of a client in that mode.
	 */
	private static AttributeMap defaultsOfTheSdk(DefaultsMode mode) {
		Recorder recorder = new Recorder();
		DynamoDbClient.builder()
			.region(Region.EU_WEST_1)
			.defaultsMode(mode)
			.httpClientBuilder(recorder)
			.build()
			.close();
		return recorder.defaults;
	}

	private static final class Recorder implements SdkHttpClient.Builder<Recorder> {

		private AttributeMap defaults = AttributeMap.empty();

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			this.defaults = defaults;
			return new HttpStandIn();
		}

	}

}
