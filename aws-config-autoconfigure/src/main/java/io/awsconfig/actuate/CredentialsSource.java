package io.awsconfig.actuate;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import io.awsconfig.credentials.CredentialsChain;

/**
 * Tells in words where credentials come from, without resolving any.
 */
final class CredentialsSource {

	private CredentialsSource() {
	}

	static String describe(@Nullable AwsCredentialsProvider provider) {
		if (provider == null) {
			return "no single credentials provider";
		}
		return (provider instanceof CredentialsChain chain) ? chain.getSource()
				: "the application's " + provider.getClass().getName();
	}

}
