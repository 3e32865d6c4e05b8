package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedProviderTests {

	private final CloseableProvider closeable = new CloseableProvider();

	@Test
	void clientThatIsClosedLeavesTheProviderOfTheApplicationToTheOthers(@TempDir Path home) {
		try (LocalServer server = new LocalServer()) {
			new ApplicationContextRunner().withInitializer(new FakeMachine(home).variable("AWS_REGION", "eu-central-1"))
				.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
				.withBean("own", AwsCredentialsProvider.class, () -> this.closeable)
				.withPropertyValues("aws.services.s3.endpoint-url=" + server.url())
				.run((context) -> {
					AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
					S3Client first = configurer.configure(S3Client.builder()).build();
					S3Client second = configurer.configure(S3Client.builder()).build();
					S3AsyncClient third = configurer.configure(S3AsyncClient.builder()).build();
					assertThat(first.serviceClientConfiguration().credentialsProvider())
						.isEqualTo(second.serviceClientConfiguration().credentialsProvider());
					first.listBuckets();
					first.close();
					assertThat(this.closeable.closed).hasValue(0);
					second.listBuckets();
					second.close();
					third.listBuckets().join();
					third.close();
					assertThat(this.closeable.closed).hasValue(0);
					assertThat(server.requests()).hasSize(3)
						.allSatisfy((request) -> assertThat(request.authorization()).contains("Credential=AKIDOWN/"));
				});
		}
		// By the application, whose bean it is
		assertThat(this.closeable.closed).hasValue(1);
	}

	@Test
	void everyWayToAskIsPassedOn() {
		AwsCredentialsProvider shared = WatchedProvider.of(this.closeable, new ProviderWatch("own", Clock.systemUTC()));
		assertThat(shared).isNotInstanceOf(AutoCloseable.class);
		assertThat(shared.resolveCredentials()).isSameAs(CloseableProvider.CREDENTIALS);
		assertThat(shared.resolveIdentity()).isSameAs(this.closeable.plain);
		assertThat(shared.resolveIdentity((request) -> {
		})).isSameAs(this.closeable.ofConsumer);
		assertThat(shared.resolveIdentity(ResolveIdentityRequest.builder().build())).isSameAs(this.closeable.ofRequest);
		assertThat(shared.identityType()).isEqualTo(AwsCredentialsIdentity.class);
		assertThat(shared).hasToString("the application's");
	}

	@Test
	void anonymousProviderIsHandedOutAsItIs() {
		AwsCredentialsProvider anonymous = AnonymousCredentialsProvider.create();
		assertThat(WatchedProvider.of(anonymous, new ProviderWatch("own", Clock.systemUTC()))).isSameAs(anonymous);
	}

	private static final class CloseableProvider implements AwsCredentialsProvider, SdkAutoCloseable {

		private static final AwsCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDOWN", "own-secret");

		private final AtomicInteger closed = new AtomicInteger();

		private final CompletableFuture<AwsCredentialsIdentity> plain = CompletableFuture.completedFuture(CREDENTIALS);

		private final CompletableFuture<AwsCredentialsIdentity> ofConsumer = CompletableFuture
			.completedFuture(CREDENTIALS);

		private final CompletableFuture<AwsCredentialsIdentity> ofRequest = CompletableFuture
			.completedFuture(CREDENTIALS);

		@Override
		public AwsCredentials resolveCredentials() {
			return CREDENTIALS;
		}

		@Override
		public CompletableFuture<AwsCredentialsIdentity> resolveIdentity() {
			return this.plain;
		}

		@Override
		public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
				Consumer<ResolveIdentityRequest.Builder> request) {
			return this.ofConsumer;
		}

		@Override
		public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
			return this.ofRequest;
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

		@Override
		public String toString() {
			return "the application's";
		}

	}

}
