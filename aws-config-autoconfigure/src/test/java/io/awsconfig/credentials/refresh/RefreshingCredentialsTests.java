package io.awsconfig.credentials.refresh;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RefreshingCredentials} and {@link CredentialsRefresher}, in virtual
 * time.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
public class RefreshingCredentialsTests {

	public static final Step STEP = new Step.ProcessStep("/bin/sign-in --password=secret-0", null, "test");

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final VirtualTime time = new VirtualTime();

	private final List<Instant> asked = new ArrayList<>();

	private final List<Runnable> parked = new ArrayList<>();

	private boolean park;

	private final CredentialsRefresher refresher = this.time.refresher((fetch) -> {
		if (this.park) {
			this.parked.add(fetch);
		}
		else {
			fetch.run();
		}
	});

	private List<Path> watched = List.of();

	private Supplier<FetchedCredentials> source = () -> generation(this.asked.size(), HOUR);

	private FetchedCredentials generation(int number, Duration lifetime) {
		return new FetchedCredentials(keys(number), this.time.instant().plus(lifetime));
	}

	public static AwsSessionCredentials keys(int number) {
		return AwsSessionCredentials.create("AKIAIOSFODNN7EXAMPLE" + number, "secret-" + number, "token-" + number);
	}

	private RefreshingCredentials create() {
		CredentialsFetcher fetcher = new CredentialsFetcher() {

			@Override
			public FetchedCredentials fetch() {
				RefreshingCredentialsTests.this.asked.add(RefreshingCredentialsTests.this.time.instant());
				return RefreshingCredentialsTests.this.source.get();
			}

			@Override
			public Asked asked() {
				return new Asked("the program 'x'", "It may wait for input.");
			}

			@Override
			public List<Path> watchedFiles() {
				return RefreshingCredentialsTests.this.watched;
			}

		};
		RefreshingCredentials credentials = new RefreshingCredentials(STEP, fetcher, this.refresher,
				Duration.ofSeconds(30));
		this.refresher.add(credentials);
		return credentials;
	}

	private RefreshingCredentials started() {
		this.refresher.start();
		return create();
	}

	private void fail(String reason) {
		this.source = () -> {
			throw new CredentialsException(STEP, reason, "Mend it.", null);
		};
	}

	private static String generation(RefreshingCredentials credentials) {
		AwsSessionCredentials keys = (AwsSessionCredentials) credentials.get();
		String number = keys.secretAccessKey().substring("secret-".length());
		assertThat(keys).isEqualTo(keys(Integer.parseInt(number)));
		return number;
	}

	@Test
	void nothingIsAskedBeforeSomebodyNeedsIt() {
		RefreshingCredentials credentials = started();
		this.time.pass(HOUR);
		assertThat(this.asked).isEmpty();
		assertThat(this.time.ticks()).isZero();
		assertThat(credentials.freshness().state()).isEqualTo(State.NONE);
	}

	@Test
	void readersOfFreshCredentialsGetTheSameObjects() {
		RefreshingCredentials credentials = started();
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.get()).isSameAs(credentials.get());
		assertThat(credentials.identity()).isCompleted().isSameAs(credentials.identity());
		assertThat(credentials.identity().join()).isSameAs(credentials.get());
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void refreshStartsAheadOfExpiryInTheBackground() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(Duration.ofMinutes(44));
		assertThat(this.asked).hasSize(1);
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
		this.park = true;
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.parked).hasSize(1);
		assertThat(credentials.freshness().state()).isEqualTo(State.REFRESHING);
		assertThat(generation(credentials)).isEqualTo("1");
		this.parked.remove(0).run();
		assertThat(generation(credentials)).isEqualTo("2");
		assertThat(this.asked).containsExactly(VirtualTime.START, VirtualTime.START.plusSeconds(45 * 60));
		assertThat(credentials.freshness().until()).isEqualTo(VirtualTime.START.plusSeconds(105 * 60));
	}

	@Test
	void exactlyOneRequestPerExpiryOverADay() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(Duration.ofHours(24).minusSeconds(1));
		assertThat(this.asked).hasSize(32);
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
	}

	@Test
	void freshnessTellsEverything() {
		this.source = () -> new FetchedCredentials(keys(1), this.time.instant().plus(HOUR), false,
				VirtualTime.START.plusSeconds(28800), "aws sso login --profile dev");
		RefreshingCredentials credentials = started();
		credentials.get();
		assertThat(credentials.freshness()).isEqualTo(new CredentialsFreshness(State.FRESH, "process", "****PLE1",
				VirtualTime.START, VirtualTime.START.plus(HOUR), VirtualTime.START, Duration.ZERO, null, null,
				VirtualTime.START.plusSeconds(2700), VirtualTime.START.plusSeconds(28800),
				"aws sso login --profile dev", 1, 0));
		this.time.pass(Duration.ofMinutes(46));
		assertThat(credentials.freshness().since()).isEqualTo(VirtualTime.START);
		assertThat(credentials.freshness().lastRefresh()).isEqualTo(VirtualTime.START.plusSeconds(2700));
		fail("no network.");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh);
		assertThat(credentials.freshness().lastFailureAt()).isEqualTo(this.time.instant());
		assertThat(credentials.freshness().lastFailure())
			.isEqualTo("No credentials from process (test): no network. Mend it.");
		assertThat(credentials.freshness().refreshes()).isEqualTo(2);
		assertThat(credentials.freshness().failures()).isEqualTo(1);
	}

	@Test
	void failureKeepsValidCredentialsInUseAndAsksLessAndLess(CapturedOutput output) {
		RefreshingCredentials credentials = started();
		credentials.get();
		fail("no network.");
		this.time.pass(Duration.ofMinutes(58));
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.freshness().state()).isEqualTo(State.STALE);
		List<Duration> gaps = gaps(this.asked.subList(1, this.asked.size()));
		assertThat(gaps).startsWith(SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(4)).isSorted();
		assertThat(gaps.get(gaps.size() - 1)).isLessThanOrEqualTo(Duration.ofMinutes(5));
		assertThat(output.getOut().split("stay in use", -1)).hasSize(2);
		this.source = () -> generation(7, HOUR);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(generation(credentials)).isEqualTo("7");
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
		assertThat(credentials.freshness().lastFailure()).contains("no network");
	}

	private static List<Duration> gaps(List<Instant> instants) {
		List<Duration> gaps = new ArrayList<>();
		for (int i = 1; i < instants.size(); i++) {
			gaps.add(Duration.between(instants.get(i - 1), instants.get(i)));
		}
		return gaps;
	}

	@Test
	void afterExpiryCallsFailAtOnceWithTheLastReasonAndRetriesGoOn() {
		RefreshingCredentials credentials = started();
		credentials.get();
		fail("no network.");
		this.time.pass(HOUR);
		int before = this.asked.size();
		for (int i = 0; i < 100; i++) {
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get)
				.withMessage("No credentials from process (test): no network. Mend it.");
			assertThat(credentials.identity()).isCompletedExceptionally();
		}
		assertThat(this.asked).hasSize(before);
		assertThat(credentials.freshness().state()).isEqualTo(State.EXPIRED);
		this.time.pass(Duration.ofMinutes(10));
		assertThat(this.asked.size() - before).isBetween(8, 12);
		this.source = () -> generation(8, HOUR);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(generation(credentials)).isEqualTo("8");
	}

	@Test
	void callsFailAtOnceWhileARetryIsOnItsWayAfterExpiry() {
		RefreshingCredentials credentials = started();
		credentials.get();
		fail("no network.");
		this.time.pass(HOUR);
		this.park = true;
		while (this.parked.isEmpty()) {
			this.time.pass(SECOND);
		}
		assertThat(this.parked).hasSize(1);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get)
			.withMessageContaining("no network");
		assertThat(credentials.freshness().state()).isEqualTo(State.EXPIRED);
	}

	@Test
	void firstLoadThatFailsIsRememberedAndRetried() {
		fail("no program.");
		RefreshingCredentials credentials = started();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get);
		assertThat(this.asked).hasSize(1);
		assertThat(credentials.freshness().state()).isEqualTo(State.FAILED);
		this.source = () -> generation(2, HOUR);
		this.time.pass(SECOND);
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void eachCallerGetsAnExceptionOfItsOwn() {
		fail("no program.");
		RefreshingCredentials credentials = started();
		assertThat(problem(credentials)).isNotSameAs(problem(credentials));
	}

	private static Throwable problem(RefreshingCredentials credentials) {
		try {
			credentials.get();
		}
		catch (CredentialsException ex) {
			return ex;
		}
		throw new AssertionError("No exception");
	}

	@Test
	void extendableCredentialsStayInUsePastExpiry() {
		this.source = () -> new FetchedCredentials(keys(1), this.time.instant().plus(HOUR), true, null, null);
		RefreshingCredentials credentials = started();
		credentials.get();
		fail("timeout.");
		this.time.pass(HOUR.multipliedBy(3));
		int before = this.asked.size();
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.freshness().state()).isEqualTo(State.STALE);
		assertThat(credentials.freshness().until()).isBefore(this.time.instant());
		this.time.pass(HOUR);
		assertThat(this.asked.size() - before).isBetween(11, 13);
	}

	@Test
	void extendableCredentialsThatComeExpiredAreUsed() {
		this.source = () -> new FetchedCredentials(keys(3), this.time.instant().minusSeconds(60), true, null, null);
		RefreshingCredentials credentials = started();
		assertThat(generation(credentials)).isEqualTo("3");
		assertThat(credentials.freshness().state()).isEqualTo(State.STALE);
		this.source = () -> generation(4, HOUR);
		this.time.pass(SECOND);
		assertThat(generation(credentials)).isEqualTo("4");
	}

	@Test
	void expiredCredentialsDoNotReplaceThoseThatExpireLater() {
		this.source = () -> extendable(1, HOUR);
		RefreshingCredentials credentials = started();
		credentials.get();
		this.source = () -> extendable(2, Duration.ofSeconds(-60));
		this.time.pass(Duration.ofMinutes(46));
		assertThat(this.asked).hasSizeGreaterThan(1);
		assertThat(generation(credentials)).isEqualTo("1");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh)
			.withMessageContaining("expired at");
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.freshness().until()).isEqualTo(VirtualTime.START.plus(HOUR));
		assertThat(credentials.freshness().state()).isEqualTo(State.STALE);
		// Once both have expired, still that which expires later
		this.time.pass(HOUR);
		this.source = () -> extendable(3, Duration.ofHours(-1));
		this.time.pass(Duration.ofMinutes(6));
		assertThat(generation(credentials)).isEqualTo("2");
		this.source = () -> extendable(4, Duration.ofSeconds(-1));
		this.time.pass(Duration.ofMinutes(6));
		assertThat(generation(credentials)).isEqualTo("4");
	}

	private FetchedCredentials extendable(int number, Duration lifetime) {
		return new FetchedCredentials(keys(number), this.time.instant().plus(lifetime), true, null, null);
	}

	@Test
	void validCredentialsThatExpireSoonerAreTakenOnlyIfTheyAreWanted() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.source = () -> generation(2, Duration.ofMinutes(1));
		this.time.pass(Duration.ofMinutes(46));
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
		assertThat(this.asked).hasSize(2);
		credentials.refresh();
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void temporaryKeyWithoutTokenIsRefusedAndReplacesNothing() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.source = () -> new FetchedCredentials(AwsBasicCredentials.create("ASIAIOSFODNN7EXAMPLE", "secret-x"),
				this.time.instant().plus(HOUR.multipliedBy(2)), true, null, null);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh)
			.withMessageContaining("without a session token");
		assertThat(generation(credentials)).isEqualTo("1");
	}

	@Test
	void whoWantsARefreshWithinASecondGetsTheSameAnswer() {
		RefreshingCredentials credentials = started();
		for (int i = 0; i < 1000; i++) {
			credentials.refresh();
		}
		assertThat(this.asked).hasSize(1);
		this.time.pass(SECOND);
		credentials.refresh();
		assertThat(this.asked).hasSize(2);
		fail("no network.");
		this.time.pass(SECOND);
		for (int i = 0; i < 1000; i++) {
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh)
				.withMessageContaining("no network");
		}
		assertThat(this.asked).hasSize(3);
	}

	@Test
	void credentialsThatComeExpiredAreRefusedAndReplaceNoValidOnes() {
		this.source = () -> generation(1, Duration.ofSeconds(-1));
		RefreshingCredentials credentials = started();
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get)
			.withMessageContaining("expired at 2026-07-01T11:59:59Z")
			.withMessageContaining("clock of this machine");
		this.source = () -> generation(2, HOUR);
		this.time.pass(SECOND);
		this.source = () -> generation(3, Duration.ofSeconds(-1));
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh);
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void sourceThatRepeatsCredentialsIsAskedFewTimesBeforeTheyExpire() {
		Instant expiration = VirtualTime.START.plus(HOUR);
		this.source = () -> new FetchedCredentials(keys(1), expiration);
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(HOUR.minusMillis(1));
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(this.asked).hasSizeLessThan(15);
		assertThat(gaps(this.asked)).allSatisfy((gap) -> assertThat(gap).isGreaterThanOrEqualTo(SECOND));
	}

	@Test
	void credentialsWithoutExpirationAreAskedForOnce() {
		this.source = () -> new FetchedCredentials(keys(this.asked.size()), null);
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(Duration.ofDays(30));
		assertThat(this.asked).hasSize(1);
		assertThat(this.time.ticks()).isZero();
		assertThat(credentials.freshness().state()).isEqualTo(State.STATIC);
		assertThat(credentials.refresh().accessKeyId()).isEqualTo("****PLE2");
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "9999-12-31T23:59:59Z", "+1000000000-12-31T23:59:59.999999999Z" })
	void credentialsThatPracticallyNeverExpireAreAskedForOnce(Instant expiration, CapturedOutput output) {
		this.source = () -> new FetchedCredentials(keys(1), expiration);
		RefreshingCredentials credentials = create();
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(generation(credentials)).isEqualTo("1");
		this.refresher.start();
		this.time.pass(HOUR);
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(credentials.freshness().until()).isEqualTo(expiration);
		assertThat(this.asked).hasSize(1);
		assertThat(output).doesNotContain("Cannot refresh");
	}

	@Test
	void rotatedFileIsNoticedWithinSeconds(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("token.json");
		this.watched = List.of(file);
		this.source = () -> new FetchedCredentials(keys(this.asked.size()), null);
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(HOUR);
		assertThat(this.asked).hasSize(1);
		Files.writeString(file, "one");
		this.time.pass(Duration.ofSeconds(3));
		assertThat(generation(credentials)).isEqualTo("2");
		Files.writeString(file, "longer");
		this.time.pass(Duration.ofSeconds(3));
		assertThat(generation(credentials)).isEqualTo("3");
		Files.delete(file);
		this.time.pass(Duration.ofSeconds(3));
		assertThat(generation(credentials)).isEqualTo("4");
		this.time.pass(HOUR);
		assertThat(this.asked).hasSize(4);
	}

	@Test
	void rotatedFileEndsTheBackoff(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("token.json");
		this.watched = List.of(file);
		fail("the session is over.");
		RefreshingCredentials credentials = started();
		problem(credentials);
		this.time.pass(HOUR);
		int before = this.asked.size();
		this.source = () -> generation(9, HOUR);
		Files.writeString(file, "signed in");
		this.time.pass(Duration.ofSeconds(3));
		assertThat(this.asked).hasSize(before + 1);
		assertThat(generation(credentials)).isEqualTo("9");
	}

	@Test
	void fetcherThatWritesItsFileIsAskedAgainOnceAtMost(@TempDir Path directory) {
		Path file = directory.resolve("cache.json");
		this.watched = List.of(file);
		this.source = () -> {
			try {
				Files.writeString(file, "x".repeat(this.asked.size()));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			return generation(this.asked.size(), HOUR);
		};
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(Duration.ofMinutes(40));
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void hangingSourceFailsAfterTheLimitAndIsAskedAgain() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.park = true;
		this.time.pass(Duration.ofMinutes(45));
		this.time.pass(Duration.ofSeconds(29));
		assertThat(credentials.freshness().state()).isEqualTo(State.REFRESHING);
		assertThat(this.parked).hasSize(1);
		this.time.pass(SECOND);
		assertThat(credentials.freshness().state()).isEqualTo(State.STALE);
		assertThat(credentials.freshness().lastFailure())
			.contains("no answer within 30 s from the program 'x'. It may wait for input. It will be asked again.");
		assertThat(generation(credentials)).isEqualTo("1");
		this.park = false;
		this.time.pass(SECOND);
		assertThat(generation(credentials)).isEqualTo("2");
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
		assertThat(credentials.freshness().refreshes()).isEqualTo(2);
		assertThat(credentials.freshness().failures()).isEqualTo(1);
	}

	@Test
	void lateAnswerIsTakenIfItLastsLongerThanWhatIsInUse() {
		this.park = true;
		RefreshingCredentials credentials = started();
		CompletableFuture<AwsCredentialsIdentity> first = credentials.identity();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(first).isCompletedExceptionally();
		this.source = () -> generation(7, HOUR);
		this.parked.remove(0).run();
		assertThat(generation(credentials)).isEqualTo("7");
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
		this.time.pass(Duration.ofMinutes(46));
		Runnable late = this.parked.remove(0);
		this.park = false;
		this.source = () -> generation(8, HOUR);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(generation(credentials)).isEqualTo("8");
		this.source = () -> generation(9, Duration.ofMinutes(30));
		late.run();
		assertThat(generation(credentials)).isEqualTo("8");
		assertThat(credentials.freshness().state()).isEqualTo(State.FRESH);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void lateFailureDoesNotReplaceTheReason(boolean started) {
		this.park = true;
		RefreshingCredentials credentials = started ? started() : create();
		CompletableFuture<AwsCredentialsIdentity> first = credentials.identity();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(problem(credentials)).hasMessageContaining("no answer within 30 s from the program 'x'.");
		assertThat(first).isCompletedExceptionally();
		fail("waiting was interrupted, try again.");
		this.parked.remove(0).run();
		assertThat(problem(credentials)).hasMessageContaining("no answer within 30 s from the program 'x'.");
		assertThat(credentials.freshness().failures()).isEqualTo(1);
	}

	@Test
	void withoutRefresherAHangingFetchIsInNobodysWay() {
		this.park = true;
		RefreshingCredentials credentials = create();
		credentials.identity();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(problem(credentials)).hasMessageContaining("no answer within 30 s");
		this.time.pass(SECOND);
		this.park = false;
		assertThat(generation(credentials)).isEqualTo("1");
		this.time.pass(Duration.ofMinutes(46));
		this.park = true;
		assertThat(generation(credentials)).isEqualTo("1");
		this.time.pass(Duration.ofSeconds(30));
		assertThat(generation(credentials)).isEqualTo("1");
		this.time.pass(SECOND);
		this.park = false;
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void sourceThatAlwaysHangsKeepsAFewThreadsOnly() {
		this.park = true;
		RefreshingCredentials credentials = started();
		credentials.identity();
		this.time.pass(HOUR.multipliedBy(24));
		assertThat(this.parked).hasSize(AskLimits.MOST_UNANSWERED);
		assertThat(problem(credentials)).hasMessageContaining("no answer within 30 s");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh);
		fail("waiting was interrupted, try again.");
		this.parked.remove(0).run();
		this.park = false;
		this.source = () -> generation(3, HOUR);
		this.time.pass(Duration.ofMinutes(1));
		assertThat(generation(credentials)).isEqualTo("3");
		assertThat(this.time.ticks()).isLessThan(60_000);
	}

	@Test
	void hangingFetchIsInterruptedAndItsCallersAreReleased() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		CredentialsRefresher refresher = this.time.refresher(threads());
		refresher.start();
		RefreshingCredentials credentials = new RefreshingCredentials(STEP, () -> {
			entered.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
			throw new CredentialsException(STEP, "given up.", "", null);
		}, refresher, Duration.ofSeconds(30));
		refresher.add(credentials);
		CompletableFuture<AwsCredentialsIdentity> identity = credentials.identity();
		CompletableFuture<Throwable> blocked = CompletableFuture.supplyAsync(() -> problem(credentials), threads());
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(identity).isNotDone();
		this.time.pass(Duration.ofSeconds(30));
		assertThat(blocked.get(10, TimeUnit.SECONDS)).hasMessageMatching(".*no answer within 30 s.*");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(identity::join)
			.withCauseInstanceOf(CredentialsException.class);
		await().untilTrue(interrupted);
	}

	@Test
	void callersAreReleasedAlthoughNobodyLooksAtTheClock() {
		RefreshingCredentials credentials = new RefreshingCredentials(STEP, () -> generation(1, HOUR), this.refresher,
				Duration.ofMillis(20));
		this.park = true;
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::get)
			.withMessageContaining("no answer within 20 ms");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> credentials.identity().join())
			.withCauseInstanceOf(CredentialsException.class);
		assertThat(this.parked).hasSize(1);
	}

	@Test
	void interruptedCallerLeavesAndTheOthersGetTheirCredentials() throws Exception {
		this.park = true;
		RefreshingCredentials credentials = started();
		AtomicBoolean flag = new AtomicBoolean();
		CompletableFuture<Throwable> problem = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			Throwable thrown = problem(credentials);
			flag.set(Thread.currentThread().isInterrupted());
			problem.complete(thrown);
		});
		caller.start();
		caller.interrupt();
		assertThat(problem.get(10, TimeUnit.SECONDS)).isInstanceOf(CredentialsException.class)
			.hasMessageContaining("interrupted");
		assertThat(flag).isTrue();
		this.parked.remove(0).run();
		assertThat(generation(credentials)).isEqualTo("1");
	}

	@Test
	void clockThatJumpsForwardRefreshesAtTheNextCheck() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.pass(Duration.ofMinutes(1));
		this.time.jump(Duration.ofHours(8));
		this.time.pass(Duration.ofSeconds(3));
		assertThat(this.asked).hasSize(2);
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void clockThatJumpsForwardInTheLastMinuteIsNoticedByTheNextCall() {
		RefreshingCredentials credentials = started();
		credentials.get();
		fail("no network.");
		this.time.pass(Duration.ofMinutes(59).plusSeconds(1));
		assertThat(generation(credentials)).isEqualTo("1");
		this.time.jump(Duration.ofHours(8));
		assertThat(problem(credentials)).hasMessageContaining("no network");
	}

	@Test
	void clockThatJumpsBackwardDoesNotDelayTheRefresh() {
		RefreshingCredentials credentials = started();
		credentials.get();
		this.time.jump(Duration.ofHours(-8));
		this.time.pass(Duration.ofMinutes(46));
		assertThat(this.asked).hasSize(2);
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void beforeStartAndAfterStopWhoeverAsksRefreshes() {
		RefreshingCredentials credentials = create();
		assertThat(generation(credentials)).isEqualTo("1");
		this.time.pass(Duration.ofMinutes(46));
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(generation(credentials)).isEqualTo("2");
		this.time.pass(HOUR);
		assertThat(generation(credentials)).isEqualTo("3");
		this.refresher.start();
		this.time.pass(Duration.ofMinutes(46));
		assertThat(this.asked).hasSize(4);
		this.refresher.stop();
		assertThat(this.time.isClosed()).isTrue();
		assertThat(this.time.planned()).isZero();
		assertThat(generation(credentials)).isEqualTo("4");
		this.time.pass(HOUR.multipliedBy(5));
		assertThat(this.asked).hasSize(4);
		assertThat(generation(credentials)).isEqualTo("5");
		this.time.pass(HOUR.multipliedBy(5));
		this.refresher.start();
		this.time.pass(SECOND);
		assertThat(this.asked).hasSize(6);
		assertThat(this.refresher.isRunning()).isTrue();
	}

	@Test
	void refresherClosesWhatSourcesAreAskedBy() {
		List<String> closed = new ArrayList<>();
		class ClosableFetcher implements CredentialsFetcher, Closeable {

			private final String name;

			ClosableFetcher(String name) {
				this.name = name;
			}

			@Override
			public FetchedCredentials fetch() {
				return generation(1, HOUR);
			}

			@Override
			public void close() throws IOException {
				closed.add(this.name);
				throw new IOException("secret-1");
			}

		}
		this.refresher.start();
		for (String name : List.of("a", "b")) {
			RefreshingCredentials credentials = new RefreshingCredentials(STEP, new ClosableFetcher(name),
					this.refresher, Duration.ofSeconds(30));
			this.refresher.add(credentials);
			credentials.get();
		}
		this.refresher.stop();
		assertThat(closed).isEmpty();
		this.refresher.close();
		assertThat(closed).containsExactly("a", "b");
		assertThat(this.refresher.isRunning()).isFalse();
	}

	@Test
	void withoutRefresherAFailureIsRememberedForAWhile() {
		fail("no network.");
		RefreshingCredentials credentials = create();
		problem(credentials);
		problem(credentials);
		assertThat(this.asked).hasSize(1);
		this.source = () -> generation(2, HOUR);
		this.time.pass(SECOND);
		assertThat(generation(credentials)).isEqualTo("2");
	}

	@Test
	void withoutRefresherOneRequestIsMadeInTheBackgroundOnceTheyAreDue() {
		RefreshingCredentials credentials = create();
		credentials.get();
		this.park = true;
		this.time.pass(Duration.ofMinutes(44));
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(this.parked).isEmpty();
		this.time.pass(Duration.ofMinutes(1));
		for (int i = 0; i < 3; i++) {
			assertThat(generation(credentials)).isEqualTo("1");
			assertThat(credentials.identity()).isCompleted();
		}
		assertThat(this.parked).hasSize(1);
		this.parked.remove(0).run();
		assertThat(generation(credentials)).isEqualTo("2");
		assertThat(this.parked).isEmpty();
	}

	@ParameterizedTest(name = "the other one is still waiting: {0}")
	@ValueSource(booleans = { true, false })
	void withoutRefresherTwoWhoNoticeAtOnceMakeOneRequest(boolean waiting) {
		AtomicReference<Runnable> meanwhile = new AtomicReference<>();
		RefreshTime time = new RefreshTime(this.time, () -> {
			// Between a caller's look at the clock and the lock
			Runnable other = meanwhile.getAndSet(null);
			if (other != null) {
				other.run();
			}
			return this.time.nanos();
		}, () -> 0);
		List<Runnable> fetches = new ArrayList<>();
		CredentialsRefresher refresher = new CredentialsRefresher(time, () -> {
			throw new AssertionError("It does not run");
		}, fetches::add, Duration.ofSeconds(3));
		RefreshingCredentials credentials = new RefreshingCredentials(STEP, () -> {
			this.asked.add(this.time.instant());
			return generation(this.asked.size(), HOUR);
		}, refresher, Duration.ofSeconds(30));
		CompletableFuture<AwsCredentialsIdentity> first = credentials.identity();
		fetches.remove(0).run();
		assertThat(first).isCompleted();
		this.time.pass(Duration.ofMinutes(46));
		meanwhile.set(() -> {
			credentials.get();
			if (!waiting) {
				fetches.remove(0).run();
			}
		});
		assertThat(generation(credentials)).isEqualTo("1");
		assertThat(meanwhile).hasNullValue();
		assertThat(fetches).hasSize(waiting ? 1 : 0);
		fetches.forEach(Runnable::run);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void whoComesLateLeavesAtTheLimitOfTheAttempt() {
		this.park = true;
		RefreshingCredentials credentials = started();
		CompletableFuture<AwsCredentialsIdentity> first = credentials.identity();
		this.time.pass(Duration.ofSeconds(29));
		CompletableFuture<AwsCredentialsIdentity> late = credentials.identity();
		assertThat(late).isNotDone();
		this.time.pass(SECOND);
		assertThat(List.of(first, late)).allSatisfy((identity) -> {
			assertThat(identity).isCompletedExceptionally();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(identity::join)
				.withMessageContaining("no answer within 30 s");
		});
		assertThat(this.parked).hasSize(1);
	}

	@Test
	void withoutRefresherOthersJoinARetry() {
		fail("no network.");
		RefreshingCredentials credentials = create();
		problem(credentials);
		this.time.pass(SECOND);
		this.source = () -> generation(2, HOUR);
		this.park = true;
		CompletableFuture<AwsCredentialsIdentity> first = credentials.identity();
		CompletableFuture<AwsCredentialsIdentity> second = credentials.identity();
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		assertThat(this.parked).hasSize(1);
		this.parked.remove(0).run();
		assertThat(first).isCompletedWithValue(keys(2));
		assertThat(second).isCompletedWithValue(keys(2));
	}

	@Test
	void callsFailAtOnceWhileSomebodyRefreshesAfterAFailure() {
		fail("no network.");
		RefreshingCredentials credentials = started();
		problem(credentials);
		List<Throwable> meanwhile = new ArrayList<>();
		this.source = () -> {
			meanwhile.add(problem(credentials));
			return generation(2, HOUR);
		};
		assertThat(credentials.refresh().state()).isEqualTo(State.FRESH);
		assertThat(meanwhile).singleElement()
			.satisfies((problem) -> assertThat(problem).hasMessageContaining("no network"));
	}

	@Test
	void whoRefreshesJoinsTheRetryThatIsOnItsWay() throws Exception {
		fail("no network.");
		RefreshingCredentials credentials = started();
		problem(credentials);
		this.source = () -> generation(2, HOUR);
		this.park = true;
		this.time.pass(SECOND);
		assertThat(this.parked).hasSize(1);
		FutureTask<CredentialsFreshness> refresh = new FutureTask<>(credentials::refresh);
		Thread caller = new Thread(refresh);
		caller.start();
		await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		this.parked.remove(0).run();
		assertThat(refresh.get(10, TimeUnit.SECONDS).state()).isEqualTo(State.FRESH);
		assertThat(this.parked).isEmpty();
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void successIsToldOnceAndOnlyAfterAFailure(CapturedOutput output) {
		String again = "Credentials from process have been refreshed again";
		RefreshingCredentials credentials = started();
		credentials.get();
		credentials.refresh();
		assertThat(output).doesNotContain(again);
		Supplier<FetchedCredentials> source = this.source;
		fail("no network.");
		this.time.pass(SECOND);
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(credentials::refresh);
		assertThat(output).doesNotContain(again);
		this.source = source;
		this.time.pass(SECOND);
		credentials.refresh();
		this.time.pass(SECOND);
		credentials.refresh();
		assertThat(output.getOut().split(again, -1)).hasSize(2);
	}

	@Test
	void unexpectedExceptionIsNamedWithoutItsMessage(CapturedOutput output) {
		this.source = () -> {
			throw new IllegalStateException("secret-1");
		};
		RefreshingCredentials credentials = started();
		Throwable problem = problem(credentials);
		assertThat(problem).hasMessageContaining("unexpected java.lang.IllegalStateException at ")
			.hasStackTraceContaining("RefreshingCredentialsTests");
		assertThat(problem).satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("secret-1"));
		assertThat(output).doesNotContain("secret-1");
	}

	@Test
	void howAnUnexpectedExceptionCameThereIsInTheDebugLog(CapturedOutput output) {
		this.source = () -> {
			throw new IllegalStateException("secret-1", new IllegalArgumentException("secret-2"));
		};
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(RefreshingCredentials.class.getName(), LogLevel.DEBUG);
		try {
			problem(started());
		}
		finally {
			logging.setLogLevel(RefreshingCredentials.class.getName(), null);
		}
		assertThat(output).contains("Cannot ask for credentials from process")
			.contains("java.lang.IllegalStateException")
			.contains("java.lang.IllegalArgumentException")
			.contains("\tat " + CredentialsRefresher.class.getPackageName())
			.doesNotContain("secret-");
	}

	private static String stackTrace(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	@Test
	void noThreadToBeHadIsAFailureLikeAnyOther() {
		CredentialsRefresher refresher = this.time.refresher((fetch) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		refresher.start();
		RefreshingCredentials credentials = new RefreshingCredentials(STEP, () -> generation(1, HOUR), refresher,
				SECOND);
		refresher.add(credentials);
		assertThat(problem(credentials)).hasMessageContaining("OutOfMemoryError");
		assertThat(problem(credentials)).hasMessageContaining("OutOfMemoryError");
	}

	@Test
	void nothingPrintsASecret() {
		RefreshingCredentials credentials = started();
		credentials.get();
		assertThat(credentials + " " + credentials.freshness()).doesNotContain("secret-")
			.doesNotContain("token-")
			.doesNotContain("AKIA");
	}

	static Executor threads() {
		return (task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			thread.start();
		};
	}

}
