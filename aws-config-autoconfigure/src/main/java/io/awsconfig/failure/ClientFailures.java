package io.awsconfig.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The failures of one client, cause by cause.
 */
final class ClientFailures {

	/**
	 * After how long a cause that lasts is told again.
	 */
	static final Duration REPEAT = Duration.ofHours(1);

	/**
	 * How long a cause that comes and goes has to be away before it is told again.
	 */
	static final Duration QUIET = Duration.ofMinutes(5);

	/**
	 * Names of buckets and operations come from outside.
	 */
	static final int MOST = 20;

	private final Map<Key, Entry> entries = new LinkedHashMap<>();

	private volatile boolean open;

	/**
	 * Return whether a cause has not ended, as far as anybody knows. Read by every call
	 * that succeeds.
	 */
	boolean isOpen() {
		return this.open;
	}

	/**
	 * Take note of a failure.
	 * @param subject what the cause is about, such as a bucket; another one is another
	 * cause
	 * @return whether it is to be told
	 */
	synchronized Told add(Cause cause, String subject, CallFailure failure, Instant now) {
		Key key = new Key(cause, subject);
		if (!this.entries.containsKey(key) && this.entries.size() >= MOST) {
			key = new Key(cause, "");
		}
		Entry entry = this.entries.get(key);
		this.open = true;
		if (entry == null) {
			this.entries.put(key, new Entry(failure, now, 1));
			return new Told(true, 0);
		}
		boolean again = isToBeToldAgain(cause, entry, now);
		long untold = entry.failure().count() + 1 - entry.countWhenTold();
		CallFailure latest = entry.failure().again(failure);
		this.entries.put(key, again ? new Entry(latest, now, latest.count())
				: new Entry(latest, entry.toldAt(), entry.countWhenTold()));
		return new Told(again, again ? untold : 0);
	}

	private static boolean isToBeToldAgain(Cause cause, Entry entry, Instant now) {
		if (!now.isBefore(entry.toldAt().plus(REPEAT))) {
			return true;
		}
		return entry.failure().recovered() != null
				&& (cause.isLasting() || !now.isBefore(entry.failure().last().plus(QUIET)));
	}

	/**
	 * Take note of a success.
	 * @param operation the operation
	 */
	synchronized void succeeded(String operation, Instant now) {
		boolean left = false;
		for (Map.Entry<Key, Entry> each : this.entries.entrySet()) {
			Entry entry = each.getValue();
			CallFailure failure = entry.failure();
			if (failure.recovered() == null) {
				if (each.getKey().isEndedBy(failure, operation)) {
					each.setValue(new Entry(failure.recoveredAt(now), entry.toldAt(), entry.countWhenTold()));
				}
				else {
					left = true;
				}
			}
		}
		this.open = left;
	}

	synchronized List<CallFailure> getAll() {
		List<CallFailure> result = new ArrayList<>();
		this.entries.values().forEach((entry) -> result.add(entry.failure()));
		return result;
	}

	/**
	 * Whether a failure is to be told.
	 *
	 * @param now whether it is
	 * @param untold how many have not been since the last one that was, this one included
	 */
	record Told(boolean now, long untold) {

	}

	private record Key(Cause cause, String subject) {

		/**
		 * What other operations may do says nothing about one that is denied, nor one
		 * bucket about another.
		 */
		boolean isEndedBy(CallFailure failure, String operation) {
			return switch (this.cause) {
				case ACCESS_DENIED, OTHER_REGION -> failure.operation().equals(operation);
				default -> true;
			};
		}

	}

	private record Entry(CallFailure failure, Instant toldAt, long countWhenTold) {

	}

}
