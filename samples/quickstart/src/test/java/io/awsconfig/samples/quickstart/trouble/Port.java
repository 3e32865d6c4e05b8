package io.awsconfig.samples.quickstart.trouble;

import java.util.Map;

/**
 * A port of this machine, with the number that the document shows in place of the one
 * that happens to be free.
 */
enum Port {

	/**
	 * AWS, by HTTP.
	 */
	AWS(4566),

	/**
	 * AWS, by HTTPS.
	 */
	SECURE_AWS(4567),

	/**
	 * AWS, by HTTP, and an answer in plain text to whoever speaks HTTPS.
	 */
	PLAIN_AWS(4565),

	/**
	 * Nobody listens.
	 */
	NOBODY(4570),

	/**
	 * A proxy that passes on what it gets.
	 */
	PROXY(3128),

	/**
	 * A proxy that refuses.
	 */
	REFUSING_PROXY(8888),

	/**
	 * The application.
	 */
	APPLICATION(8080);

	private final int shown;

	Port(int shown) {
		this.shown = shown;
	}

	/**
	 * The ports of a run.
	 *
	 * @param real the number of each
	 */
	record Numbers(Map<Port, Integer> real) {

		String toReal(String text) {
			for (Map.Entry<Port, Integer> port : this.real.entrySet()) {
				text = text.replace(":" + port.getKey().shown, ":" + port.getValue());
			}
			return text;
		}

		String toShown(String text) {
			for (Map.Entry<Port, Integer> port : this.real.entrySet()) {
				text = text.replaceAll("(?<=:)" + port.getValue() + "\\b", String.valueOf(port.getKey().shown));
			}
			return text;
		}

	}

}
