package io.awsconfig.credentials.refresh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.FetchedCredentials;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What no interleaving of the threads that read {@link RefreshingCredentials} may break.
 */
@Timeout(120)
class RefreshingCredentialsRaceTests {

	private static final int THREADS = 64;

	/**
	 * Virtual time may pass while a real thread is still on its way.
	 */
	private static final Duration LIMIT = Duration.ofDays(1000);

	private final VirtualTime time = new VirtualTime();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger asking = new AtomicInteger();

	private final AtomicInteger overlaps = new AtomicInteger();

	private final FetchThreads fetches = new FetchThreads();

	private final CredentialsRefresher refresher = this.time.refresher(this.fetches, () -> 0.5);

	static Stream<Arguments> executors() throws Exception {
		List<Arguments> executors = new ArrayList<>();
		executors.add(Arguments.of("platform threads", Executors.newFixedThreadPool(THREADS)));
		try {
			executors.add(Arguments.of("virtual threads",
					Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)));
		}
		catch (NoSuchMethodException ex) {
			// An older Java
		}
		return executors.stream();
	}

	private RefreshingCredentials create(CredentialsFetcher fetcher) {
		RefreshingCredentials credentials = new RefreshingCredentials(RefreshingCredentialsTests.STEP, () -> {
			this.asked.incrementAndGet();
			if (this.asking.getAndIncrement() != 0) {
				this.overlaps.incrementAndGet();
			}
			try {
				return fetcher.fetch();
			}
			finally {
				this.asking.decrementAndGet();
			}
		}, this.refresher, LIMIT);
		this.refresher.add(credentials);
		return credentials;
	}

	private FetchedCredentials next() {
		return new FetchedCredentials(RefreshingCredentialsTests.keys(this.asked.get()),
				this.time.instant().plus(Duration.ofHours(1)));
	}

	private static int generation(AwsSessionCredentialsIdentity keys) {
		int generation = Integer.parseInt(keys.secretAccessKey().substring("secret-".length()));
		assertThat(keys).isEqualTo(RefreshingCredentialsTests.keys(generation));
		return generation;
	}

	private static List<Future<?>> start(ExecutorService executor, Task task) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(THREADS);
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int number = i;
			futures.add(executor.submit(() -> {
				barrier.await(60, TimeUnit.SECONDS);
				task.run(number);
				return null;
			}));
		}
		return futures;
	}

	private static void finish(ExecutorService executor, List<Future<?>> futures) throws Exception {
		for (Future<?> future : futures) {
			future.get(60, TimeUnit.SECONDS);
		}
		executor.shutdownNow();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void firstLoadIsOneRequestHoweverManyCallers(String name, ExecutorService executor) throws Exception {
		this.refresher.start();
		CountDownLatch answer = new CountDownLatch(1);
		AtomicInteger waiting = new AtomicInteger();
		RefreshingCredentials credentials = create(() -> {
			awaitUninterruptibly(answer);
			return next();
		});
		List<Future<?>> futures = start(executor, (number) -> {
			waiting.incrementAndGet();
			Object identity = (number % 2 == 0) ? credentials.get() : credentials.identity().join();
			assertThat(generation((AwsSessionCredentials) identity)).isEqualTo(1);
		});
		await().until(() -> waiting.get() == THREADS && this.asked.get() != 0);
		answer.countDown();
		finish(executor, futures);
		assertThat(this.asked).hasValue(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void firstLoadThatFailsIsOneRequestAndFailsForAll(String name, ExecutorService executor) throws Exception {
		this.refresher.start();
		RefreshingCredentials credentials = create(() -> {
			throw new CredentialsException(RefreshingCredentialsTests.STEP, "refused.", "Mend it.", null);
		});
		finish(executor,
				start(executor,
						(number) -> assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get)
							.withMessageContaining("refused.")));
		assertThat(this.asked).hasValue(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void readersOverManyExpiriesSeeNoMixtureAndNoStepBack(String name, ExecutorService executor) throws Exception {
		this.refresher.start();
		RefreshingCredentials credentials = create(this::next);
		credentials.get();
		AtomicBoolean over = new AtomicBoolean();
		List<Future<?>> futures = start(executor, (number) -> {
			int last = 0;
			while (!over.get()) {
				Object identity = (number % 2 == 0) ? credentials.get() : credentials.identity().join();
				int generation = generation((AwsSessionCredentials) identity);
				assertThat(generation).isGreaterThanOrEqualTo(last);
				last = generation;
				Thread.yield();
			}
		});
		for (int expiry = 1; expiry <= 50; expiry++) {
			passUntilRefresh(credentials);
			awaitGeneration(credentials, expiry + 1);
		}
		over.set(true);
		finish(executor, futures);
		assertThat(this.asked).hasValue(51);
		assertThat(this.overlaps).hasValue(0);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void nobodyWaitsForARefreshWhileTheOldOnesAreValid(String name, ExecutorService executor) throws Exception {
		this.refresher.start();
		AtomicBoolean slow = new AtomicBoolean();
		CountDownLatch answer = new CountDownLatch(1);
		RefreshingCredentials credentials = create(() -> {
			if (slow.get()) {
				awaitUninterruptibly(answer);
			}
			return next();
		});
		credentials.get();
		slow.set(true);
		passUntilRefresh(credentials);
		// All of them return before the source has answered
		finish(executor, start(executor, (number) -> {
			for (int i = 0; i < 100; i++) {
				assertThat(generation((AwsSessionCredentials) credentials.get())).isEqualTo(1);
				assertThat(credentials.identity()).isDone();
			}
		}));
		answer.countDown();
		awaitGeneration(credentials, 2);
		assertThat(this.asked).hasValue(2);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void withoutRefresherOneOfManyCallersAsksPerExpiry(String name, ExecutorService executor) throws Exception {
		RefreshingCredentials credentials = create(this::next);
		CyclicBarrier round = new CyclicBarrier(THREADS, () -> this.time.pass(Duration.ofHours(2)));
		finish(executor, start(executor, (number) -> {
			for (int expiry = 1; expiry <= 50; expiry++) {
				assertThat(generation((AwsSessionCredentials) credentials.get())).isEqualTo(expiry);
				round.await(60, TimeUnit.SECONDS);
			}
		}));
		assertThat(this.asked).hasValue(50);
		assertThat(this.overlaps).hasValue(0);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void startAndStopMeanwhileBreakNobody(String name, ExecutorService executor) throws Exception {
		RefreshingCredentials credentials = create(this::next);
		AtomicBoolean over = new AtomicBoolean();
		List<Future<?>> futures = start(executor, (number) -> {
			while (!over.get()) {
				try {
					generation((AwsSessionCredentials) credentials.get());
				}
				catch (CredentialsException ex) {
					// So much time can pass during one request that its answer comes
					// expired
					assertThat(ex).hasMessageContaining("came expired");
				}
				Thread.yield();
			}
		});
		for (int i = 0; i < 50; i++) {
			this.refresher.start();
			passUntilAskedAgain();
			this.refresher.stop();
			passUntilAskedAgain();
		}
		over.set(true);
		finish(executor, futures);
		assertThat(this.overlaps).hasValue(0);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("executors")
	void realThreadsAndClocksRefreshInTime(String name, ExecutorService executor) throws Exception {
		CredentialsRefresher refresher = new CredentialsRefresher(
				new RefreshTime(Clock.systemUTC(), System::nanoTime, () -> 0), () -> false);
		refresher.start();
		CountDownLatch thrice = new CountDownLatch(3);
		RefreshingCredentials credentials = new RefreshingCredentials(RefreshingCredentialsTests.STEP, () -> {
			thrice.countDown();
			return new FetchedCredentials(RefreshingCredentialsTests.keys(this.asked.incrementAndGet()),
					Instant.now().plusSeconds(4));
		}, refresher, Duration.ofSeconds(30));
		refresher.add(credentials);
		credentials.get();
		finish(executor, start(executor, (number) -> generation((AwsSessionCredentials) credentials.get())));
		assertThat(thrice.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(credentials.refresh().state()).isEqualTo(CredentialsFreshness.State.FRESH);
		refresher.stop();
		generation((AwsSessionCredentials) credentials.get());
	}

	private void passUntilRefresh(RefreshingCredentials credentials) {
		this.fetches.awaitIdle();
		Instant next = credentials.freshness().nextRefresh();
		assertThat(next).isNotNull();
		this.time.pass(Duration.between(this.time.instant(), next));
	}

	private void passUntilAskedAgain() {
		int before = this.asked.get();
		await().until(() -> {
			this.time.pass(Duration.ofMinutes(10));
			return this.asked.get() != before;
		});
	}

	private void awaitGeneration(RefreshingCredentials credentials, int generation) {
		await().until(() -> generation((AwsSessionCredentials) credentials.get()) == generation);
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1));
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface Task {

		void run(int number) throws Exception;

	}

	/**
	 * A thread for each request to a source, which plans the next one before it ends.
	 * Until then no time may pass: what nobody has planned yet does not happen in it.
	 */
	private static final class FetchThreads implements Executor {

		private final AtomicInteger busy = new AtomicInteger();

		@Override
		public void execute(Runnable fetch) {
			this.busy.incrementAndGet();
			RefreshingCredentialsTests.threads().execute(() -> {
				try {
					fetch.run();
				}
				finally {
					this.busy.decrementAndGet();
				}
			});
		}

		void awaitIdle() {
			await().until(() -> this.busy.get() == 0);
		}

	}

}
