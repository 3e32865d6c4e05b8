package io.awsconfig.faults;

/**
 * What goes wrong at a source of credentials.
 */
enum Fault {

	HANG("no answer"),

	SLOW("answer after 0.3 s"),

	RESET("connection reset"),

	HALF("half an answer"),

	REFUSED("status 403"),

	BROKEN("status 503"),

	EXPIRED("expired"),

	INCOMPLETE("incomplete"),

	MALFORMED("malformed"),

	HUGE("16 MiB"),

	REDIRECT("redirect"),

	SLOW_LORIS("byte by byte, without end");

	private final String text;

	Fault(String text) {
		this.text = text;
	}

	/**
	 * Return whether it is no fault for long enough to make anybody go without.
	 */
	boolean isHarmless() {
		return this == SLOW;
	}

	boolean isEndless() {
		return this == HANG || this == SLOW_LORIS;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
