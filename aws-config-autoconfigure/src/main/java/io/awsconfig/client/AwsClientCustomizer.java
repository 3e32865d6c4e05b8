package io.awsconfig.client;

import io.awsconfig.AwsClientId;

/**
 * Callback that changes the builder of an AWS SDK client after the settings have been
 * applied to it, so that it wins over them. Beans of this type are called in their order,
 * each for the builders of its type: {@code AwsClientCustomizer<S3ClientBuilder>} for the
 * sync S3 client, {@code AwsClientCustomizer<AwsClientBuilder<?, ?>>} for every client.
 * Presigners and the client of S3 that stands on the AWS CRT have builders of other
 * kinds: {@code AwsClientCustomizer<S3Presigner.Builder>},
 * {@code AwsClientCustomizer<S3CrtAsyncClientBuilder>}. The latter also decides that this
 * client is wanted. A lambda that takes a builder of any type is called for all of them,
 * and decides that as well.
 *
 * @param <B> the type of builder
 * @since 0.1.0
 */
@FunctionalInterface
public interface AwsClientCustomizer<B> {

	/**
	 * Change the builder.
	 * @param builder the builder, with all settings applied
	 * @param client the client that it is going to build
	 */
	void customize(B builder, AwsClientId client);

}
