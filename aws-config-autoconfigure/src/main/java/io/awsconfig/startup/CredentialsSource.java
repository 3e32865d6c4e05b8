package io.awsconfig.startup;

import io.awsconfig.Internal;
import io.awsconfig.credentials.chain.CredentialsChain;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Tells in words where credentials come from, without resolving any.
 */
@Internal
public final class CredentialsSource {

	private CredentialsSource() {
	}

	public static String describe(@Nullable AwsCredentialsProvider provider) {
		if (provider == null) {
			return "no single credentials provider";
		}
		return (provider instanceof CredentialsChain chain) ? chain.getSource()
				: "the application's " + provider.getClass().getName();
	}

}
