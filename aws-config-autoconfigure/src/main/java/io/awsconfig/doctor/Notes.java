package io.awsconfig.doctor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import io.awsconfig.diagnostic.Words;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.settings.AwsConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What one check finds. When the time is up, what it is at is noted as failed, and what
 * it finds later counts for nothing.
 */
final class Notes {

	private static final Log logger = LogFactory.getLog(AwsDoctor.class);

	private static final Pattern CLIENT = Pattern.compile("^AWS client [^:]*: (a request failed, because )?");

	private final List<Finding> findings = new ArrayList<>();

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	private final LongSupplier nanoTime;

	private final long deadline;

	private String check;

	private @Nullable String subject;

	private boolean done;

	private boolean started;

	/**
	 * Create notes.
	 * @param check what is checked first
	 * @param subject what of
	 * @param nanoTime the time
	 * @param deadline when the time is up
	 */
	Notes(String check, @Nullable String subject, LongSupplier nanoTime, long deadline) {
		this.check = check;
		this.subject = subject;
		this.nanoTime = nanoTime;
		this.deadline = deadline;
	}

	/**
	 * Return how much time is left.
	 */
	Duration left() {
		return Duration.ofNanos(Math.max(0, this.deadline - this.nanoTime.getAsLong()));
	}

	/**
	 * Return how many milliseconds a single step may take: at most what is left, and at
	 * most some limit. Never 0, which means no limit to sockets.
	 */
	int millisLeft(Duration most) {
		return (int) Math.max(1, Math.min(left().toMillis(), most.toMillis()));
	}

	synchronized void begin(String check, @Nullable String subject) {
		this.check = check;
		this.subject = subject;
	}

	void begin(String check) {
		begin(check, this.subject);
	}

	synchronized void start() {
		this.started = true;
	}

	void ok(String message) {
		add(Verdict.OK, message, Map.of(), null);
	}

	void skipped(String message) {
		add(Verdict.SKIPPED, message, Map.of(), null);
	}

	void warn(String message, @Nullable String action) {
		add(Verdict.WARNING, message, Map.of(), action);
	}

	void fail(String message, @Nullable String action) {
		add(Verdict.FAILED, message, Map.of(), action);
	}

	void fail(AwsConfigurationException ex) {
		Finding finding = Finding.of("", ex);
		add(finding.verdict(), finding.message(), finding.facts(), finding.action());
	}

	void fail(CallFailure failure) {
		fail(failure, Map.of());
	}

	/**
	 * Note why a request failed, without the client that has nothing to do with it.
	 * @param more facts beside those that are known
	 */
	void fail(CallFailure failure, Map<String, String> more) {
		Map<String, String> facts = new LinkedHashMap<>(failure.facts());
		facts.putAll(more);
		add(Verdict.FAILED, CLIENT.matcher(failure.message()).replaceFirst(""), facts, failure.action());
	}

	/**
	 * Note an exception that nobody can explain. What the code of others says may be a
	 * secret, or a URL with one.
	 */
	void failUnexplained(String what, Throwable ex) {
		log(what, ex);
		boolean ofOthers = ex instanceof RuntimeException && !(ex instanceof SdkException);
		String said = ofOthers ? " (logged at level DEBUG)"
				: (ex.getMessage() != null) ? ": " + Words.clean(ex.getMessage()) : "";
		fail("%s: %s%s".formatted(what, ex.getClass().getName(), said), null);
	}

	/**
	 * Log an exception of which only a part, or nothing, is noted: for the thread of the
	 * check.
	 */
	void log(String what, Throwable ex) {
		if (logger.isDebugEnabled()) {
			logger.debug("%s%s: %s".formatted(this.check, (this.subject != null) ? " " + this.subject : "", what), ex);
		}
	}

	synchronized void add(Verdict verdict, String message, Map<String, String> facts, @Nullable String action) {
		if (!this.done) {
			this.findings.add(new Finding(this.check, this.subject, verdict, message, facts, action));
		}
	}

	/**
	 * Close something when the time is up, so that whoever waits for it waits no longer.
	 * @return the same
	 */
	synchronized <C extends AutoCloseable> C closeInTime(C closeable) {
		this.open.push(closeable);
		if (this.done) {
			closeAll();
		}
		return closeable;
	}

	/**
	 * Take note that the check is through.
	 */
	synchronized void finish() {
		this.done = true;
		closeAll();
	}

	/**
	 * Take note that the time is up.
	 * @param limit how long all may take
	 */
	synchronized void stop(Duration limit) {
		if (!this.done) {
			fail(this.started ? "no answer within the %s that the doctor has".formatted(Words.of(limit))
					: "not tried within the %s that the doctor has: others took all the time"
						.formatted(Words.of(limit)),
					"Look at what hangs here: firewall, security group, route, proxy, DNS or the server itself. 'aws.doctor-time-limit' gives it more time.");
			finish();
		}
	}

	private void closeAll() {
		while (!this.open.isEmpty()) {
			try {
				this.open.pop().close();
			}
			catch (Exception ex) {
				log("what is of no more use cannot be closed", ex);
			}
		}
	}

	synchronized List<Finding> findings() {
		return List.copyOf(this.findings);
	}

}
