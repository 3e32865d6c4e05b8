package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The interceptors, metric publishers and plugins of the application, seen in the
 * requests of its clients.
 */
@Timeout(60)
class ClientExtensionsTests {

	private static final String TRAIL = "x-trail";

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(
					new FakeMachine(this.home).withRegionAndKeys().variable("AWS_ENDPOINT_URL", this.server.url()))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private List<String> trails() {
		return this.server.requests().stream().map((request) -> String.valueOf(request.header(TRAIL))).toList();
	}

	@Test
	void everyClientHasThemAllInTheirOrder() {
		this.contextRunner.withUserConfiguration(Extensions.class)
			.withPropertyValues("aws.clients.vault.service=kms")
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				context.getBean(DynamoDbAsyncClient.class).listTables().join();
				context.getBean("vault", KmsClient.class).listKeys();
				context.getBean(CredentialsContext.class)
					.clients()
					.get()
					.configure(StsClient.builder(), AnonymousCredentialsProvider.create(), null)
					.build()
					.getCallerIdentity();
				assertThat(trails()).containsExactlyElementsOf(Collections.nCopies(4, "first second plugin"));
				Publisher publisher = context.getBean(Publisher.class);
				assertThat(publisher.names).containsExactly("ApiCall", "ApiCall", "ApiCall", "ApiCall");
			});
	}

	@Test
	void theyComeAfterWhatTheBuilderHasAndAreNotAddedTwice() {
		this.contextRunner.withUserConfiguration(Extensions.class).run((context) -> {
			ExecutionInterceptor bean = context.getBean("first", ExecutionInterceptor.class);
			Publisher publisher = context.getBean(Publisher.class);
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			try (DynamoDbClient client = configurer.configure(configurer.configure(DynamoDbClient.builder()
				.overrideConfiguration((override) -> override.addExecutionInterceptor(trail("own"))
					.addExecutionInterceptor(bean)
					.addMetricPublisher(publisher))))
				.build()) {
				client.listTables();
			}
			assertThat(trails()).containsExactly("own first second plugin");
			assertThat(publisher.names).hasSize(1);
		});
	}

	@Test
	void customizerSeesThemAndWins() {
		this.contextRunner.withUserConfiguration(Extensions.class, RemovesInterceptors.class).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(trails()).containsExactly("plugin");
		});
	}

	@Test
	void publisherMayUseAClientWhicheverOfThemIsMadeFirst() {
		this.contextRunner.withUserConfiguration(UsesClient.class).run((context) -> {
			context.getBean(KmsClient.class).listKeys();
			// The publisher calls DynamoDB about it, and nothing about that
			assertThat(targets()).containsExactly("TrentService.ListKeys", "DynamoDB_20120810.ListTables");
		});
		this.server.requests().clear();
		this.contextRunner.withUserConfiguration(UsesClient.class)
			.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beanFactory) -> beanFactory.getBeanDefinition("publisher").setLazyInit(true)))
			.run((context) -> {
				context.getBean(KmsClient.class).listKeys();
				assertThat(targets()).containsExactly("TrentService.ListKeys", "DynamoDB_20120810.ListTables");
			});
	}

	@Test
	void threadsThatComeTogetherAllHaveThem() {
		int threads = 16;
		this.contextRunner.withUserConfiguration(LazyPublisher.class).run((context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			CountDownLatch all = context.getBean(LazyPublisher.class).all;
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			try {
				Callable<List<MetricPublisher>> configure = () -> {
					all.countDown();
					return configurer.configure(KmsClient.builder()).overrideConfiguration().metricPublishers();
				};
				for (Future<List<MetricPublisher>> publishers : executor
					.invokeAll(Collections.nCopies(threads, configure))) {
					assertThat(publishers.get()).containsExactly(context.getBean(Publisher.class));
				}
			}
			finally {
				executor.shutdownNow();
			}
		});
	}

	@Test
	void publisherIsClosedWithTheApplication() {
		Publisher[] publisher = new Publisher[1];
		this.contextRunner.withUserConfiguration(Extensions.class).run((context) -> {
			publisher[0] = context.getBean(Publisher.class);
			context.getBean(DynamoDbClient.class).close();
			assertThat(publisher[0].closed).as("others publish to it as well").isFalse();
		});
		assertThat(publisher[0].closed).isTrue();
	}

	@Test
	void beansThatAreNoCandidatesAreLeftOut() {
		this.contextRunner.withUserConfiguration(NoCandidates.class).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(trails()).containsExactly("null");
		});
	}

	private List<String> targets() {
		return this.server.requests().stream().map((Request request) -> request.header("X-Amz-Target")).toList();
	}

	private static ExecutionInterceptor trail(String name) {
		return new ExecutionInterceptor() {

			@Override
			public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context,
					ExecutionAttributes executionAttributes) {
				SdkHttpRequest request = context.httpRequest();
				String trail = request.firstMatchingHeader(TRAIL).map((before) -> before + " " + name).orElse(name);
				return request.toBuilder().putHeader(TRAIL, trail).build();
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Extensions {

		@Bean
		@Order(2)
		ExecutionInterceptor second() {
			return trail("second");
		}

		@Bean
		@Order(1)
		ExecutionInterceptor first() {
			return trail("first");
		}

		@Bean
		SdkPlugin plugin() {
			return (client) -> client.overrideConfiguration(client.overrideConfiguration()
				.copy((override) -> override.addExecutionInterceptor(trail("plugin"))));
		}

		@Bean
		Publisher publisher() {
			return new Publisher();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RemovesInterceptors {

		@Bean
		AwsClientCustomizer<AwsClientBuilder<?, ?>> withoutInterceptors() {
			return (builder, target) -> builder.overrideConfiguration(builder.overrideConfiguration()
				.copy((override) -> override.executionInterceptors(new ArrayList<>())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsesClient {

		@Bean
		MetricPublisher publisher(DynamoDbClient client) {
			return new MetricPublisher() {

				@Override
				public void publish(MetricCollection metrics) {
					client.listTables();
				}

				@Override
				public void close() {
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyPublisher {

		final CountDownLatch all = new CountDownLatch(16);

		@Bean
		@Lazy
		Publisher publisher() throws InterruptedException {
			// Made while all others are asking for it
			this.all.await();
			return new Publisher();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoCandidates {

		@Bean(autowireCandidate = false)
		ExecutionInterceptor mine() {
			return trail("mine");
		}

		@Bean(defaultCandidate = false)
		ExecutionInterceptor qualified() {
			return trail("qualified");
		}

		@Bean(defaultCandidate = false)
		AwsClientCustomizer<DynamoDbClientBuilder> ofOneClient() {
			return (builder, target) -> builder.overrideConfiguration(builder.overrideConfiguration()
				.copy((override) -> override.addExecutionInterceptor(trail("customizer"))));
		}

	}

	static final class Publisher implements MetricPublisher {

		private final List<String> names = new CopyOnWriteArrayList<>();

		private volatile boolean closed;

		@Override
		public void publish(MetricCollection metrics) {
			this.names.add(metrics.name());
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
