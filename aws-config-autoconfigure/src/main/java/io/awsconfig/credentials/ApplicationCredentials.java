package io.awsconfig.credentials;

import java.util.function.Supplier;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Gives the credentials of the application. A provider of its own may need clients
 * itself; these get what there would be without it.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface ApplicationCredentials {

	/**
	 * Return the credentials of the application for a client.
	 * @param without gives those that there would be if the application had no provider
	 * of its own
	 * @return the provider, or {@code null} if there is no single one
	 */
	@Nullable AwsCredentialsProvider get(Supplier<AwsCredentialsProvider> without);

	/**
	 * A provider of the application's own, as clients get it.
	 */
	interface Wrapper extends AwsCredentialsProvider {

		/**
		 * Return the provider itself.
		 * @return what the application has defined
		 */
		AwsCredentialsProvider provider();

		/**
		 * Return whether the client has other credentials, because the provider needs it.
		 * @return whether somebody else answers in place of the provider
		 */
		boolean isPassedOver();

	}

}
