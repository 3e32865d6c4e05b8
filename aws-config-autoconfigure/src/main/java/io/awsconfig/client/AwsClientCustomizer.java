package io.awsconfig.client;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * Callback that changes the builder of an AWS SDK client after the settings have been
 * applied to it, so that it wins over them. Beans of this type are called in their order,
 * each for the builders of its type: {@code AwsClientCustomizer<S3ClientBuilder>} for the
 * sync S3 client, {@code AwsClientCustomizer<AwsClientBuilder<?, ?>>} for every client.
 *
 * @param <B> the type of builder
 * @since 0.1.0
 */
@FunctionalInterface
public interface AwsClientCustomizer<B extends AwsClientBuilder<?, ?>> {

	/**
	 * Change the builder.
	 * @param builder the builder, with all settings applied
	 * @param target the client that it is going to build
	 */
	void customize(B builder, AwsClientTarget target);

}
