package io.awsconfig.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Tries out whether the application can work with AWS here and now: its files and
 * settings, the clock, sign-ins, the way to each server that clients call, the
 * credentials and whose they are. Needs no permission and changes nothing. What it says
 * is what the clients do, because it uses their settings, credentials and HTTP clients.
 * <p>
 * Limited in time, and on a few threads of its own, which end with it.
 *
 * @since 0.1.0
 */
public final class AwsDoctor {

	/**
	 * As many servers that hang can be waited for at once.
	 */
	private static final int MOST_THREADS = 16;

	private final Supplier<Patient> patient;

	private final AtomicReference<@Nullable CompletableFuture<DoctorReport>> running = new AtomicReference<>();

	/**
	 * Create a doctor.
	 * @param patient gives what is examined; asked for each report
	 */
	@Internal
	public AwsDoctor(Supplier<Patient> patient) {
		this.patient = patient;
	}

	/**
	 * Examine the application, and wait for that. Whoever asks while that is being done
	 * for somebody else gets the same report.
	 * @return the report, at the latest after the time that {@code aws.doctor-time-limit}
	 * gives
	 */
	public DoctorReport examine() {
		CompletableFuture<DoctorReport> own = new CompletableFuture<>();
		CompletableFuture<DoctorReport> other = this.running.compareAndExchange(null, own);
		if (other != null) {
			return join(other);
		}
		try {
			own.complete(new Examination(this.patient.get()).run());
		}
		catch (RuntimeException | Error ex) {
			own.completeExceptionally(ex);
		}
		finally {
			this.running.set(null);
		}
		return join(own);
	}

	private static DoctorReport join(CompletableFuture<DoctorReport> report) {
		try {
			return report.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	/**
	 * One run.
	 */
	private static final class Examination {

		private final Patient patient;

		private final Duration limit;

		private final Instant started;

		private final long start;

		private final ExecutorService executor;

		private final Map<Notes, Future<?>> checks = new LinkedHashMap<>();

		private final AtomicInteger threads = new AtomicInteger();

		Examination(Patient patient) {
			this.patient = patient;
			this.limit = Objects.requireNonNull(patient.settings().getValue(SettingCatalog.DOCTOR_TIME_LIMIT));
			this.started = patient.clock().instant();
			this.start = patient.nanoTime().getAsLong();
			this.executor = Executors.newFixedThreadPool(MOST_THREADS, this::thread);
		}

		private Thread thread(Runnable task) {
			Thread thread = new Thread(task, "aws-doctor-" + this.threads.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(this.patient.classLoader());
			return thread;
		}

		DoctorReport run() {
			try {
				return examine();
			}
			finally {
				this.executor.shutdownNow();
			}
		}

		private DoctorReport examine() {
			Patient patient = this.patient;
			submit("files", new FilesCheck(patient));
			submit("settings", new SettingsCheck(patient));
			submit("region", new RegionCheck(patient));
			// Before other checks build clients for credentials
			List<RetryStatus> quotas = plan("retries", List.of(),
					(notes) -> patient.clients().get().retryStrategies().getStatus());
			Clocks clocks = new Clocks(patient.clock());
			List<Account> accounts = plan("credentials", List.of(), (notes) -> Account.find(patient, notes));
			submit("token", new TokensCheck(patient, accounts));
			Map<ServiceId, String> called = new LinkedHashMap<>();
			accounts.forEach((account) -> account.services().forEach(called::putIfAbsent));
			Way way = plan("endpoint", Way.NONE, (notes) -> Way.find(patient, called, notes));
			for (Target target : way.targets()) {
				submit("endpoint", target.shown(), new EndpointCheck(patient, target, clocks));
			}
			Notes ofClocks = add("clock", null);
			Identity identity = new Identity(patient, way.sts(), way.targets());
			for (Account account : accounts) {
				submit("credentials", account.owner(), new CredentialsCheck(account, identity));
			}
			submit("retries", new RetriesCheck(quotas));
			submit("calls", new CallsCheck(patient));
			await();
			clocks.tell(ofClocks);
			List<Finding> findings = new ArrayList<>();
			this.checks.keySet().forEach((notes) -> findings.addAll(notes.findings()));
			return DoctorReport.of(this.started, Duration.ofNanos(patient.nanoTime().getAsLong() - this.start),
					findings);
		}

		private Notes add(String check, @Nullable String subject) {
			Notes notes = new Notes(check, subject, this.patient.nanoTime(), this.start + this.limit.toNanos());
			this.checks.put(notes, CompletableFuture.completedFuture(null));
			return notes;
		}

		private void submit(String name, Check check) {
			submit(name, null, check);
		}

		private void submit(String name, @Nullable String subject, Check check) {
			Notes notes = add(name, subject);
			this.checks.put(notes, this.executor.submit(() -> carryOut(check, notes)));
		}

		private static void carryOut(Check check, Notes notes) {
			notes.start();
			try {
				check.run(notes);
			}
			catch (AwsConfigurationException ex) {
				notes.fail(ex);
			}
			catch (Exception | Error ex) {
				notes.failUnexplained("the check itself failed", ex);
			}
			finally {
				notes.finish();
			}
		}

		/**
		 * Find out what there is to check. That may take its time as well.
		 */
		private <T> T plan(String name, T otherwise, Planner<T> planner) {
			AtomicReference<T> found = new AtomicReference<>(otherwise);
			Notes notes = add(name, null);
			Future<?> future = this.executor.submit(() -> carryOut((inner) -> found.set(planner.plan(inner)), notes));
			await(notes, future);
			return Objects.requireNonNull(found.get());
		}

		private void await() {
			this.checks.forEach(this::await);
		}

		private void await(Notes notes, Future<?> future) {
			try {
				future.get(notes.left().toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				notes.stop(this.limit);
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A check notes its failures itself", ex);
			}
			catch (InterruptedException ex) {
				notes.stop(this.limit);
				Thread.currentThread().interrupt();
			}
		}

	}

	/**
	 * Finds out what there is to check.
	 *
	 * @param <T> the type of what is found
	 */
	@FunctionalInterface
	private interface Planner<T> {

		T plan(Notes notes) throws Exception;

	}

	/**
	 * The servers that there are.
	 *
	 * @param targets those that clients call
	 * @param sts AWS STS, whether anybody calls it or not
	 */
	private record Way(List<Target> targets, @Nullable Target sts) {

		static final Way NONE = new Way(List.of(), null);

		static Way find(Patient patient, Map<ServiceId, String> called, Notes notes) {
			EndpointsInUse endpoints = new EndpointsInUse(patient);
			List<Target> targets = endpoints.find(called);
			endpoints.problems().forEach(notes::skipped);
			patient.beans()
				.get()
				.foreignClients()
				.forEach((client) -> notes.skipped(
						"the client %s is made without the settings, so that only the application knows what it calls"
							.formatted(client.bean())));
			return new Way(targets, endpoints.ofService(EndpointsInUse.STS));
		}

	}

}
