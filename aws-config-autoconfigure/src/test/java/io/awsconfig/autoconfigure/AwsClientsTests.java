package io.awsconfig.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.bean.AwsClients;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;

class AwsClientsTests {

	private final ApplicationContextRunner contextRunner;

	AwsClientsTests(@TempDir Path directory) {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(new FakeMachine(directory).withRegionAndKeys())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@Test
	void presignerIsInjectedWithTheSettingsOfItsService() {
		this.contextRunner
			.withPropertyValues("aws.services.s3.region=eu-west-3", "aws.services.s3.use-dualstack-endpoint=true")
			.run((context) -> {
				String url = context.getBean(S3Presigner.class)
					.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
						.getObjectRequest((get) -> get.bucket("bucket").key("key")))
					.url()
					.toString();
				assertThat(url).startsWith("https://bucket.s3.dualstack.eu-west-3.amazonaws.com/key?")
					.contains("X-Amz-Credential=akid%2F", "%2Feu-west-3%2Fs3%2F");
			});
	}

	@Test
	void everyClientOfAModuleHasItsName() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeanNamesForType(SdkClient.class)).contains("s3Client", "s3AsyncClient",
					"dynamoDbClient", "dynamoDbAsyncClient", "dynamoDbStreamsClient", "dynamoDbStreamsAsyncClient",
					"stsClient", "stsAsyncClient", "ssoOidcClient", "sqsAsyncClient", "iamClient", "cloudWatchClient");
			assertThat(context.getBeanNamesForType(SdkPresigner.class)).containsExactly("s3Presigner");
			assertThat(context).hasBean("s3TransferManager")
				.hasBean("dynamoDbEnhancedClient")
				.hasBean("dynamoDbEnhancedAsyncClient");
		});
	}

	@Test
	void onlyInterfacesOfClientsAreBeans() {
		this.contextRunner.run((context) -> {
			for (String name : context.getBeanNamesForType(SdkClient.class)) {
				Class<?> type = context.getType(name);
				assertThat(type).isInterface();
				assertThat(name).isEqualTo(StringUtils.uncapitalize(type.getSimpleName()));
			}
		});
	}

	@Test
	void customizerOfOneClientMayUseAnother() {
		this.contextRunner.withUserConfiguration(UsesAnotherClient.class).run((context) -> {
			assertThat(context.getBean(S3Client.class).serviceClientConfiguration().endpointOverride())
				.hasValue(URI.create("http://dynamodb.eu-central-1"));
		});
	}

	@Test
	void threadsThatComeTogetherGetTheSameClient() {
		int threads = 16;
		this.contextRunner.run((context) -> {
			CyclicBarrier start = new CyclicBarrier(threads);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			try {
				List<Future<DynamoDbClient>> futures = new ArrayList<>();
				for (int i = 0; i < threads; i++) {
					futures.add(executor.submit(() -> {
						start.await();
						return context.getBean(DynamoDbClient.class);
					}));
				}
				Set<DynamoDbClient> clients = Collections.newSetFromMap(new IdentityHashMap<>());
				for (Future<DynamoDbClient> future : futures) {
					clients.add(future.get());
				}
				assertThat(clients).hasSize(1);
			}
			finally {
				executor.shutdownNow();
			}
		});
	}

	@Test
	void clientsAreClosedWithTheApplicationAfterAllBeans() {
		UsesClientToTheLast[] user = new UsesClientToTheLast[1];
		this.contextRunner.withPropertyValues("aws.endpoint-url=http://localhost:1", "aws.max-attempts=1")
			.withBean(UsesClientToTheLast.class)
			.run((context) -> {
				user[0] = context.getBean(UsesClientToTheLast.class);
				user[0].client = user[0].clients.getObject();
			});
		assertThat(user[0].failure).isInstanceOf(SdkClientException.class).hasMessageContaining("Connection refused");
		assertThatIllegalStateException().isThrownBy(user[0].client::listBuckets).withMessageContaining("shut down");
	}

	@Test
	void clientsAreNotMadeAfterTheApplication() {
		AwsClients[] clients = new AwsClients[1];
		this.contextRunner.run((context) -> clients[0] = context.getBean(AwsClients.class));
		assertThatIllegalStateException().isThrownBy(() -> clients[0].closeLater(mock(S3Client.class)))
			.withMessage("The application has been closed");
	}

	@Configuration(proxyBeanMethods = false)
	static class UsesAnotherClient {

		@Bean
		AwsClientCustomizer<S3ClientBuilder> customizer(ObjectProvider<DynamoDbClient> clients) {
			return (builder, target) -> {
				DynamoDbClient other = clients.getObject();
				builder.endpointOverride(URI
					.create("http://" + other.serviceName() + "." + other.serviceClientConfiguration().region()));
			};
		}

	}

	static class UsesClientToTheLast implements DisposableBean {

		final ObjectProvider<S3Client> clients;

		S3Client client;

		Throwable failure;

		UsesClientToTheLast(ObjectProvider<S3Client> clients) {
			this.clients = clients;
		}

		@Override
		public void destroy() {
			this.failure = catchThrowable(this.client::listBuckets);
		}

	}

}
