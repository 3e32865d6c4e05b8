package io.awsconfig.client.bean;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Tells which of the clients that a factory holds nobody has asked for the longest. It is
 * not exact, so that threads neither wait for each other nor take the memory out of each
 * other's cache: who of those that were asked for lately is older, it does not say.
 */
final class Recency {

	/**
	 * Nothing that others read is as near to it as processors share memory.
	 */
	private static final int COUNT = 16;

	private final long[] uses = new long[2 * COUNT];

	/**
	 * How many uses ago is lately.
	 */
	private int lately;

	/**
	 * Be as exact as the number of clients needs it. One that is asked for all the time
	 * is never the oldest of these.
	 */
	void setSize(int size) {
		this.lately = size / 16;
	}

	/**
	 * Know that somebody has asked for a client.
	 */
	void use(KnownClient client) {
		if (this.uses[COUNT] - client.used > this.lately) {
			start(client);
		}
	}

	/**
	 * Know a client that is held from now on.
	 */
	void start(KnownClient client) {
		client.used = ++this.uses[COUNT];
	}

	/**
	 * Find the client that nobody has asked for the longest.
	 */
	@Nullable KnownClient findOldest(Collection<KnownClient> clients, KnownClient except) {
		KnownClient oldest = null;
		for (KnownClient client : clients) {
			if (client != except && client.held() != null && (oldest == null || client.used - oldest.used < 0)) {
				oldest = client;
			}
		}
		return oldest;
	}

}
