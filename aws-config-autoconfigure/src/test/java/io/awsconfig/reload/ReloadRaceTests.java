package io.awsconfig.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.ClientContext;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many threads while the settings change: each sees one generation, and none a mixture.
 */
class ReloadRaceTests {

	private static final int THREADS = 64;

	private static final int RELOADS = 20;

	@TempDir
	private Path home;

	private static Map<String, Object> generation(int number) {
		return Map.of("aws.region", "xx-race-" + number, "aws.endpoint-url", "http://127.0.0.1:" + (1000 + number),
				"aws.sdk-ua-app-id", "race-" + number, "aws.clients.archive.service", "dynamodb",
				"aws.clients.archive.region", "xx-race-" + number, "aws.clients.archive.endpoint-url",
				"http://127.0.0.1:" + (1000 + number), "aws.access-key-id", "akid-" + number, "aws.secret-access-key",
				"secret-" + number, "aws.session-token", "secret-token-" + number);
	}

	private void run(AtomicReference<Map<String, Object>> properties,
			ContextConsumer<AssertableApplicationContext> consumer) {
		new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(source(properties)))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.run(consumer);
	}

	private static MapPropertySource source(AtomicReference<Map<String, Object>> properties) {
		return new MapPropertySource("application", properties.get());
	}

	@Test
	void nobodySeesAMixtureOfTwoGenerations() {
		AtomicReference<Map<String, Object>> properties = new AtomicReference<>(generation(0));
		run(properties, (context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			AwsCredentialsProvider credentials = context.getBean(AwsCredentialsProvider.class);
			SettingsReloader reloader = context.getBean(SettingsReloader.class);
			AtomicInteger finished = new AtomicInteger();
			AtomicInteger seen = new AtomicInteger();
			CountDownLatch started = new CountDownLatch(THREADS);
			ExecutorService threads = Executors.newFixedThreadPool(THREADS);
			try {
				List<Future<?>> all = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					int number = i;
					all.add(threads.submit(() -> {
						boolean last;
						int looks = 0;
						started.countDown();
						do {
							last = finished.get() == RELOADS;
							int before = finished.get();
							look(context, configurer, credentials, number % 3, before);
							looks++;
						}
						while (!last);
						seen.addAndGet(looks);
						return null;
					}));
				}
				assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
				for (int i = 1; i <= RELOADS; i++) {
					Map<String, Object> next = generation(i);
					properties.set(next);
					context.getEnvironment().getPropertySources().replace("application", source(properties));
					assertThat(reloader.reload("a test").failure()).isNull();
					finished.set(i);
				}
				for (Future<?> thread : all) {
					thread.get(120, TimeUnit.SECONDS);
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(seen.get()).isGreaterThanOrEqualTo(THREADS);
		});
	}

	private static void look(AssertableApplicationContext context, AwsClientConfigurer configurer,
			AwsCredentialsProvider credentials, int kind, int atLeast) {
		switch (kind) {
			case 0 -> {
				DynamoDbServiceClientConfiguration built;
				try (DynamoDbClient client = configurer.configure(DynamoDbClient.builder()).build()) {
					built = client.serviceClientConfiguration();
				}
				requireOneGeneration(built, atLeast);
			}
			case 1 -> {
				AwsSettings settings = context.getBean(AwsSettings.class);
				DynamoDbServiceClientConfiguration built;
				try (DynamoDbClient client = configurer
					.configure(DynamoDbClient.builder(), settings.findClient("archive"))
					.build()) {
					built = client.serviceClientConfiguration();
				}
				requireOneGeneration(built, atLeast);
				String region = settings.getValue(SettingCatalog.REGION);
				assertThat(region).endsWith("-" + (settings.getValue(SettingCatalog.ENDPOINT_URL).getPort() - 1000));
			}
			default -> {
				AwsCredentials unit = credentials.resolveCredentials();
				int number = numberIn(unit.accessKeyId());
				assertThat(unit.secretAccessKey()).isEqualTo("secret-" + number);
				assertThat(unit).extracting("sessionToken").isEqualTo("secret-token-" + number);
				assertThat(number).isGreaterThanOrEqualTo(atLeast);
			}
		}
	}

	private static void requireOneGeneration(DynamoDbServiceClientConfiguration built, int atLeast) {
		int number = numberIn(built.region().id());
		assertThat(built.endpointOverride().orElseThrow().getPort()).isEqualTo(1000 + number);
		assertThat(built.overrideConfiguration().defaultProfileFile().orElseThrow()).isNotNull();
		assertThat(number).isGreaterThanOrEqualTo(atLeast);
		AwsCredentials unit = ((AwsCredentialsProvider) built.credentialsProvider()).resolveCredentials();
		assertThat(unit.secretAccessKey()).isEqualTo("secret-" + numberIn(unit.accessKeyId()));
		// They change at once, so that they are never those of an earlier generation
		assertThat(numberIn(unit.accessKeyId())).isGreaterThanOrEqualTo(number);
	}

	private static int numberIn(String text) {
		return Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
	}

	@Test
	void reloadsAtOnceFollowEachOther() {
		AtomicReference<Map<String, Object>> properties = new AtomicReference<>(generation(0));
		run(properties, (context) -> {
			SettingsReloader reloader = context.getBean(SettingsReloader.class);
			properties.set(generation(1));
			context.getEnvironment().getPropertySources().replace("application", source(properties));
			CountDownLatch go = new CountDownLatch(1);
			ExecutorService threads = Executors.newFixedThreadPool(8);
			try {
				List<Future<Reload>> reloads = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					reloads.add(threads.submit(() -> {
						go.await();
						return reloader.reload("one of several");
					}));
				}
				go.countDown();
				int changed = 0;
				for (Future<Reload> each : reloads) {
					Reload reload = each.get(60, TimeUnit.SECONDS);
					assertThat(reload.failure()).isNull();
					changed += reload.isChange() ? 1 : 0;
				}
				assertThat(changed).isOne();
			}
			finally {
				threads.shutdownNow();
			}
		});
	}

	@Test
	void anApplicationThatIsClosedReloadsNothing() {
		AtomicReference<Map<String, Object>> properties = new AtomicReference<>(generation(0));
		AtomicReference<SettingsReloader> reloader = new AtomicReference<>();
		run(properties, (context) -> reloader.set(context.getBean(SettingsReloader.class)));
		assertThat(reloader.get().reload("too late").failure()).hasMessageContaining("closing");
	}

	/**
	 * Whoever makes a bean holds Spring's lock, and others need beans for what both need.
	 */
	@Test
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void whoMakesABeanWaitsForNobodyWhoNeedsABean() {
		AtomicReference<SettingsInForce> inForce = new AtomicReference<>();
		new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withBean("late", ClientContext.class, () -> {
				AtomicReference<ClientContext> ofOther = new AtomicReference<>();
				Thread other = new Thread(() -> ofOther.set(inForce.get().get().clients()));
				other.setDaemon(true);
				other.start();
				await().until(() -> other.getState() == Thread.State.WAITING);
				return inForce.get().get().clients();
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				inForce.set(context.getBean(SettingsInForce.class));
				assertThat(context.getBean("late")).isSameAs(inForce.get().get().clients());
			});
	}

}
