package io.awsconfig.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.credentials.refresh.VirtualTime;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

import org.springframework.util.function.SingletonSupplier;

/**
 * One fault of one source, with the whole chain of an application in virtual time: only
 * the servers, and the time-outs of those who ask them, are real.
 */
final class Cell {

	/**
	 * How long a fault lasts that does not end by itself.
	 */
	private static final Duration OUTAGE = Duration.ofSeconds(50);

	private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(3);

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Source source;

	private final Fault fault;

	private final VirtualTime time = new VirtualTime();

	private final Fetches fetches = new Fetches();

	private final FakeMachine machine;

	private final FaultySource service;

	private final CredentialsRefresher refresher = this.time.refresher(this.fetches);

	Cell(Source source, Fault fault, Path home) throws Exception {
		this.source = source;
		this.fault = fault;
		this.machine = new FakeMachine(home);
		// The SDK's module for login sessions reads the clock of this machine
		this.time.jump(Duration.between(this.time.instant(), Instant.now().truncatedTo(ChronoUnit.SECONDS)));
		this.service = new FaultySource(source, this.machine, this.time);
	}

	/**
	 * There is a fault when credentials are needed for the first time.
	 */
	Outcome firstLoad() throws Exception {
		try (FaultySource service = this.service) {
			this.source.prepare(this.machine, service.url(), signedInUntil(false));
			service.setFault(this.fault);
			CredentialsChain chain = start();
			long start = System.nanoTime();
			CompletableFuture<String> caller = CompletableFuture.supplyAsync(() -> keyOf(chain), (task) -> {
				Thread thread = new Thread(task, "faults-caller");
				thread.setDaemon(true);
				thread.start();
			});
			if (this.fault.isEndless() && !this.source.hasOwnTimeout()) {
				awaitRequest();
				giveUp();
			}
			String key = null;
			String message = null;
			try {
				key = caller.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				message = messageOf(ex.getCause());
			}
			Duration waited = Duration.ofNanos(System.nanoTime() - start);
			this.fetches.awaitEnd(PATIENCE);
			int requests = service.requests();
			long attempts = chain.freshness().failures();
			service.setFault(null);
			Duration recovery = recover(chain, (next) -> true);
			return new Outcome(key, masked(message), false, waited, requests, attempts, recovery,
					service.redirectsFollowed(), service.written());
		}
		finally {
			this.refresher.stop();
		}
	}

	/**
	 * There is a fault when credentials that are still valid are refreshed.
	 */
	Outcome refresh() throws Exception {
		try (FaultySource service = this.service) {
			this.source.prepare(this.machine, service.url(), signedInUntil(true));
			service.setFault(null);
			CredentialsChain chain = start();
			keyOf(chain);
			// A file that has just been written is read once more
			pass(CredentialsRefresher.CHECK_INTERVAL);
			String old = keyOf(chain);
			this.time.pass(Duration.between(this.time.instant(), chain.freshness().nextRefresh()).minus(SECOND));
			service.setFault(this.fault);
			this.time.pass(SECOND);
			if (this.fault.isEndless()) {
				awaitRequest();
			}
			else {
				this.fetches.awaitEnd(PATIENCE);
			}
			long start = System.nanoTime();
			String key = keyOf(chain);
			Duration waited = Duration.ofNanos(System.nanoTime() - start);
			int requests;
			if (this.fault.isEndless()) {
				if (this.source.hasOwnTimeout()) {
					this.fetches.awaitEnd(PATIENCE);
				}
				else {
					giveUp();
				}
				key = keyOf(chain);
				requests = service.requests();
			}
			else {
				requests = service.requests();
				for (Duration passed = Duration.ZERO; passed.compareTo(OUTAGE) < 0; passed = passed.plus(SECOND)) {
					pass(SECOND);
					if (!this.fault.isHarmless()) {
						key = keyOf(chain);
					}
				}
			}
			long attempts = chain.freshness().failures();
			String message = chain.freshness().lastFailure();
			service.setFault(null);
			Duration recovery = (message != null)
					? recover(chain, (next) -> !next.equals(old) && !service.isOfFault(next)) : null;
			return new Outcome(key, masked(message), key.equals(old), waited, requests, attempts, recovery,
					service.redirectsFollowed(), service.written());
		}
		finally {
			this.refresher.stop();
		}
	}

	/**
	 * What the CLI keeps is good for the portal, and is due when OIDC or sign-in is
	 * asked.
	 */
	private Instant signedInUntil(boolean refresh) {
		Instant now = this.time.instant();
		return switch (this.source) {
			case SSO -> now.plus(Duration.ofHours(8));
			case OIDC -> refresh ? now.plus(Duration.ofMinutes(44)) : now.minusSeconds(10);
			default -> now.minusSeconds(10);
		};
	}

	private CredentialsChain start() {
		AwsSetup setup = AwsSetup.on(this.machine);
		AwsEnvironment environment = setup.environment();
		AwsSettings settings = setup.settings();
		CredentialsContext context = new CredentialsContext(settings, environment.getSharedConfig(),
				environment.getLocations(), () -> Region.EU_WEST_1,
				SingletonSupplier.of(() -> new SettingsCredentialsClientConfigurer(settings, () -> Region.EU_WEST_1)),
				SingletonSupplier.of(() -> new InstanceMetadata(settings, this.time::nanos)), () -> null,
				this.refresher);
		CredentialsChain chain = CredentialsChain.of(context);
		this.refresher.start();
		return chain;
	}

	/**
	 * Let as much time pass as anybody waits for a source that says nothing.
	 */
	private void giveUp() throws InterruptedException {
		this.time.pass(RefreshingCredentials.LIMIT);
		this.fetches.forget(SECOND);
	}

	private void awaitRequest() {
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> this.service.requests() > 0);
	}

	private void pass(Duration duration) throws InterruptedException {
		this.time.pass(duration);
		this.fetches.awaitEnd(PATIENCE);
	}

	private @Nullable Duration recover(CredentialsChain chain, Predicate<String> isNew) throws InterruptedException {
		for (Duration passed = Duration.ZERO; passed.compareTo(LONGEST_RECOVERY) < 0; passed = passed.plus(SECOND)) {
			if (!passed.isZero()) {
				pass(SECOND);
			}
			try {
				if (isNew.test(keyOf(chain))) {
					return passed;
				}
			}
			catch (CredentialsException ex) {
				// Not yet
			}
		}
		return null;
	}

	private static String keyOf(CredentialsChain chain) {
		return chain.resolveCredentials().accessKeyId();
	}

	private String messageOf(@Nullable Throwable problem) {
		if (!(problem instanceof CredentialsException)) {
			throw new AssertionError("%s: %s".formatted(this.source, this.fault), problem);
		}
		return String.valueOf(problem.getMessage());
	}

	/**
	 * Leave out what differs from one run to the next.
	 */
	private @Nullable String masked(@Nullable String message) {
		return (message != null) ? message.replace(this.service.url(), "http://…")
			.replace(this.machine.path("").toString(), "…")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "…")
			.replaceAll("\\(expected: [\\d,]+; received: [\\d,]+\\)", "(…)")
			.replaceAll("\\s+", " ") : null;
	}

}
