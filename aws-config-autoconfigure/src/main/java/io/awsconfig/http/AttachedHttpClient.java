package io.awsconfig.http;

import java.util.function.Function;

import software.amazon.awssdk.utils.AttributeMap;

/**
 * What the builder of an AWS client was given by {@link AwsHttpClients}. The SDK refuses
 * a builder that has an HTTP client from somebody else as well; then ours gives way.
 *
 * @since 0.1.0
 */
public final class AttachedHttpClient {

	static final AttachedHttpClient NONE = new AttachedHttpClient(() -> {
	});

	private final Runnable withdrawal;

	private boolean used;

	AttachedHttpClient(Runnable withdrawal) {
		this.withdrawal = withdrawal;
	}

	<C> Function<AttributeMap, C> track(Function<AttributeMap, C> clients) {
		return (defaults) -> {
			this.used = true;
			return clients.apply(defaults);
		};
	}

	/**
	 * Take the HTTP client back, unless the AWS client has it already.
	 * @return whether there was anything to take back
	 */
	public boolean withdraw() {
		if (this == NONE || this.used) {
			return false;
		}
		this.withdrawal.run();
		return true;
	}

}
