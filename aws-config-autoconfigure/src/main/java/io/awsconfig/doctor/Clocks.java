package io.awsconfig.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Compares the clock of this machine with the time that servers give with their answers.
 */
final class Clocks {

	/**
	 * AWS refuses requests whose time is five minutes off.
	 */
	private static final Duration WRONG = Duration.ofMinutes(4);

	private static final Duration ODD = Duration.ofMinutes(1);

	private final Clock clock;

	private final Map<String, Reading> readings = new ConcurrentSkipListMap<>();

	Clocks(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Take note of an answer.
	 * @param server who has answered
	 * @param date its header {@code Date}
	 */
	void add(String server, String date) {
		try {
			this.readings.put(server, new Reading(this.clock.instant().truncatedTo(ChronoUnit.SECONDS),
					Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))));
		}
		catch (DateTimeParseException ex) {
			// A server that gives no time says nothing about the clock
		}
	}

	/**
	 * Say what comes of it: one line for each server whose time is another, or one for
	 * all.
	 */
	void tell(Notes notes) {
		if (this.readings.isEmpty()) {
			notes.skipped("no server has given its time");
			return;
		}
		boolean odd = false;
		for (Map.Entry<String, Reading> each : this.readings.entrySet()) {
			Reading reading = each.getValue();
			Duration off = Duration.between(reading.there(), reading.here());
			if (off.abs().compareTo(ODD) > 0) {
				odd = true;
				notes.begin("clock", each.getKey());
				tell(reading, off, notes);
			}
		}
		if (!odd) {
			notes.ok("the clock of this machine agrees with that of " + String.join(", ", this.readings.keySet()));
		}
	}

	private static void tell(Reading reading, Duration off, Notes notes) {
		String message = "the clock of this machine is %d min %d s %s".formatted(off.abs().toMinutes(),
				off.abs().toSecondsPart(), off.isNegative() ? "slow" : "fast");
		Map<String, String> facts = Map.of("Clock", "%s here, %s there".formatted(reading.here(), reading.there()));
		String action = "Set the clock of this machine, and keep it set by a time service (NTP).";
		if (off.abs().compareTo(WRONG) > 0) {
			notes.add(Verdict.FAILED, message + ", and AWS refuses requests of that time", facts, action);
		}
		else {
			notes.add(Verdict.WARNING, message + "; AWS refuses requests that are 5 min off", facts, action);
		}
	}

	private record Reading(Instant here, Instant there) {

	}

}
