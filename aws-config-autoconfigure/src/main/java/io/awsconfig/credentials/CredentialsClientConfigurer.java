package io.awsconfig.credentials;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * Applies every setting of the application to the clients that credentials need: those of
 * STS, IAM Identity Center and sign-in.
 *
 * @since 0.1.0
 */
public interface CredentialsClientConfigurer {

	/**
	 * Apply the settings to a builder.
	 * @param builder the builder
	 * @param credentials the credentials of the client itself
	 * @param region the Region of the client, or {@code null} for that of the settings
	 * @param <B> the type of the builder
	 * @return the same builder
	 */
	<B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
			@Nullable String region);

}
