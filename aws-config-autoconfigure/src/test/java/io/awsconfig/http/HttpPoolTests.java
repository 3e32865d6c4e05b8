package io.awsconfig.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What HTTP clients are made of, and who shares one.
 */
@Timeout(60)
class HttpPoolTests {

	private static final AttributeMap NO_DEFAULTS = AttributeMap.empty();

	private final FakeMachine machine;

	private final FakeKind kind = new FakeKind();

	private final HttpPool<String, FakeClient> pool = new HttpPool<>(this.kind, new Certificates(() -> null), true);

	HttpPoolTests(@TempDir Path home) {
		this.machine = new FakeMachine(home);
	}

	@Test
	void everyTuningReachesTheClient() {
		AttributeMap options = create("aws.http.connection-timeout=1s", "aws.http.read-timeout=2000",
				"aws.http.write-timeout=PT3S", "aws.http.connection-acquire-timeout=4s",
				"aws.http.connection-max-idle-timeout=5s", "aws.http.connection-time-to-live=6m",
				"aws.http.tls-negotiation-timeout=7s", "aws.http.max-connections=8", "aws.http.tcp-keepalive=true",
				"aws.http.protocol=http2")
			.options();
		assertThat(options.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
		assertThat(options.get(SdkHttpConfigurationOption.READ_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.get(SdkHttpConfigurationOption.WRITE_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.get(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT)).isEqualTo(Duration.ofSeconds(4));
		assertThat(options.get(SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT))
			.isEqualTo(Duration.ofSeconds(5));
		assertThat(options.get(SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE)).isEqualTo(Duration.ofMinutes(6));
		assertThat(options.get(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
		assertThat(options.get(SdkHttpConfigurationOption.MAX_CONNECTIONS)).isEqualTo(8);
		assertThat(options.get(SdkHttpConfigurationOption.TCP_KEEPALIVE)).isTrue();
		assertThat(options.get(SdkHttpConfigurationOption.PROTOCOL)).isEqualTo(Protocol.HTTP2);
	}

	@Test
	void nothingIsSaidThatNobodyWrote() {
		assertThat(create().options()).isEqualTo(NO_DEFAULTS);
	}

	@Test
	void defaultsOfTheServiceCountBelowTheSettings() {
		AttributeMap defaults = AttributeMap.builder()
			.put(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofSeconds(70))
			.put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, Duration.ofSeconds(3))
			.build();
		AttributeMap options = this.pool.prepare(settings("aws.http.connection-timeout=1s"), null)
			.apply(defaults)
			.target()
			.options();
		assertThat(options.get(SdkHttpConfigurationOption.READ_TIMEOUT)).isEqualTo(Duration.ofSeconds(70));
		assertThat(options.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void clientsThatWantTheSameShareOne() {
		assertThat(create("aws.http.read-timeout=2s", "aws.region=eu-west-1"))
			.isSameAs(create("aws.http.read-timeout=2000ms", "aws.region=eu-west-3"))
			.isNotSameAs(create("aws.http.read-timeout=3s"))
			.isNotSameAs(create());
		assertThat(this.kind.made).hasSize(3);
	}

	@Test
	void proxiesAndBundlesTellClientsApart() {
		HttpOptions options = options("aws.http.proxy.endpoint=http://localhost:1", "aws.http.proxy.username=jane",
				"aws.http.proxy.password=swordfish", "aws.http.ssl.bundle=one");
		assertThat(options)
			.isEqualTo(options("aws.http.proxy.endpoint=http://localhost:1", "aws.http.proxy.username=jane",
					"aws.http.proxy.password=swordfish", "aws.http.ssl.bundle=one"))
			.isNotEqualTo(options("aws.http.proxy.endpoint=http://localhost:2", "aws.http.proxy.username=jane",
					"aws.http.proxy.password=swordfish", "aws.http.ssl.bundle=one"))
			.isNotEqualTo(options("aws.http.proxy.endpoint=http://localhost:1", "aws.http.proxy.username=jane",
					"aws.http.proxy.password=other", "aws.http.ssl.bundle=one"))
			.isNotEqualTo(options("aws.http.proxy.endpoint=http://localhost:1", "aws.http.proxy.username=jane",
					"aws.http.proxy.password=swordfish", "aws.http.ssl.bundle=two"));
		assertThat(options.toString()).doesNotContain("swordfish");
	}

	private HttpOptions options(String... properties) {
		return HttpOptions.of(settings(properties));
	}

	@Test
	void implementationOfSomebodyElseCannotBeGivenAProxy() {
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> create("aws.http.proxy.endpoint=http://localhost:1"))
			.withMessageContaining(
					"The HTTP client 'java.lang.String' cannot be given what 'aws.http.proxy.endpoint' says.")
			.withMessageContaining("Where: \"aws.http.proxy.endpoint\"");
	}

	@Test
	void serviceWithDefaultsOfItsOwnHasAClientOfItsOwn() {
		AttributeMap defaults = AttributeMap.builder().put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP2).build();
		assertThat(this.pool.prepare(settings(), null).apply(defaults).target()).isNotSameAs(create());
	}

	@Test
	void whoSharesAClientCannotCloseIt() {
		FakeClient shared = this.pool.prepare(settings(), null).apply(NO_DEFAULTS);
		shared.close();
		assertThat(this.kind.made).singleElement().satisfies((client) -> assertThat(client.closings).hasValue(0));
	}

	@Test
	void poolClosesEachClientOnceAndMakesNoMore() {
		create();
		create("aws.http.read-timeout=2s");
		this.pool.close();
		this.pool.close();
		assertThat(this.kind.made).hasSize(2).allSatisfy((client) -> assertThat(client.closings).hasValue(1));
		assertThatIllegalStateException().isThrownBy(this::create).withMessage("The application has been closed");
		assertThat(this.kind.made).hasSize(2);
	}

	@Test
	void clientThatCannotBeClosedDoesNotKeepTheOthersOpen() {
		create().failOnClose = true;
		create("aws.http.read-timeout=2s").failOnClose = true;
		create("aws.http.read-timeout=3s");
		this.pool.close();
		assertThat(this.kind.made).hasSize(3).allSatisfy((client) -> assertThat(client.closings).hasValue(1));
	}

	@Test
	void manyAtOnceMakeOneClient() throws Exception {
		int threads = 16;
		AwsSettings settings = settings();
		this.kind.whileBuilding = () -> LockSupport.parkNanos(20_000_000);
		CyclicBarrier barrier = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<FakeClient>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(executor.submit(() -> {
					barrier.await();
					return this.pool.prepare(settings, null).apply(NO_DEFAULTS).target();
				}));
			}
			Set<FakeClient> clients = ConcurrentHashMap.newKeySet();
			for (Future<FakeClient> future : futures) {
				clients.add(future.get());
			}
			assertThat(clients).hasSize(1);
			assertThat(this.kind.made).hasSize(1);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void closingWhileClientsAreMadeLeavesNoneOpen() throws Exception {
		int threads = 8;
		AtomicInteger number = new AtomicInteger();
		AwsSettings settings = settings();
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(executor.submit(() -> {
					while (!Thread.currentThread().isInterrupted()) {
						AttributeMap another = AttributeMap.builder()
							.put(SdkHttpConfigurationOption.MAX_CONNECTIONS, number.incrementAndGet())
							.build();
						this.pool.prepare(settings, null).apply(another);
					}
				}));
			}
			await().until(() -> this.kind.made.size() >= threads);
			this.pool.close();
			for (Future<?> future : futures) {
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(30, TimeUnit.SECONDS))
					.withCauseInstanceOf(IllegalStateException.class)
					.withMessageContaining("The application has been closed");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.kind.made).hasSizeGreaterThanOrEqualTo(threads)
			.allSatisfy((client) -> assertThat(client.closings).hasValue(1));
	}

	@Test
	void clientThatIsMadeWhileThePoolClosesIsClosedAsWell() {
		this.kind.whileBuilding = this.pool::close;
		assertThatIllegalStateException().isThrownBy(this::create).withMessage("The application has been closed");
		assertThat(this.kind.made).singleElement().satisfies((client) -> assertThat(client.closings).hasValue(1));
	}

	@Test
	void whatIsDiscoveredLaterIsAskedForWithTheFirstRequestOfEachAwsClient() {
		AtomicInteger asked = new AtomicInteger();
		Supplier<AttributeMap> discovered = () -> {
			asked.incrementAndGet();
			return AttributeMap.builder()
				.put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, Duration.ofMillis(1100))
				.build();
		};
		FakeClient first = this.pool.prepare(settings(), discovered).apply(NO_DEFAULTS);
		FakeClient second = this.pool.prepare(settings(), discovered).apply(NO_DEFAULTS);
		assertThat(asked).hasValue(0);
		assertThat(this.kind.made).isEmpty();
		assertThat(first.target()).isSameAs(first.target()).isSameAs(second.target());
		assertThat(asked).hasValue(2);
		assertThat(this.kind.made).hasSize(1);
		assertThat(first.target().options().get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT))
			.isEqualTo(Duration.ofMillis(1100));
	}

	@Test
	void unsharedClientIsThatOfWhoAskedForIt() {
		HttpPool<String, FakeClient> unshared = new HttpPool<>(this.kind, new Certificates(() -> null), false);
		FakeClient client = unshared.prepare(settings(), null).apply(NO_DEFAULTS);
		assertThat(unshared.prepare(settings(), null).apply(NO_DEFAULTS)).isNotSameAs(client);
		client.close();
		assertThat(client.closings).hasValue(1);
	}

	private FakeClient create(String... properties) {
		return this.pool.prepare(settings(properties), null).apply(NO_DEFAULTS).target();
	}

	private AwsSettings settings(String... properties) {
		Map<String, Object> map = new LinkedHashMap<>();
		Arrays.stream(properties)
			.forEach((property) -> map.put(property.substring(0, property.indexOf('=')),
					property.substring(property.indexOf('=') + 1)));
		return AwsSetup.on(this.machine.properties(map)).settings();
	}

	private static final class FakeKind extends HttpKind<String, String, FakeClient> {

		private final List<FakeClient> made = new CopyOnWriteArrayList<>();

		private volatile Runnable whileBuilding = () -> {
		};

		FakeKind() {
			super(SettingCatalog.HTTP_SYNC, "fake", String.class, () -> List.of("fake"));
		}

		@Override
		String createBuilder(String service) {
			return service;
		}

		@Override
		FakeClient create(String service, HttpProxy proxy, AttributeMap options) {
			return build(service, options);
		}

		@Override
		FakeClient build(String builder, AttributeMap options) {
			FakeClient client = new FakeClient(null, options);
			this.made.add(client);
			this.whileBuilding.run();
			return client;
		}

		@Override
		FakeClient share(Supplier<FakeClient> client, String name) {
			return new FakeClient(client, NO_DEFAULTS);
		}

		@Override
		String nameOf(FakeClient client) {
			return "Fake";
		}

	}

	private static final class FakeClient implements SdkAutoCloseable {

		private final Supplier<FakeClient> target;

		private final AttributeMap options;

		private final AtomicInteger closings = new AtomicInteger();

		private volatile boolean failOnClose;

		FakeClient(Supplier<FakeClient> target, AttributeMap options) {
			this.target = target;
			this.options = options;
		}

		FakeClient target() {
			return this.target.get();
		}

		AttributeMap options() {
			return this.options;
		}

		@Override
		public void close() {
			this.closings.incrementAndGet();
			if (this.failOnClose) {
				throw new IllegalStateException("Cannot be closed");
			}
		}

	}

}
