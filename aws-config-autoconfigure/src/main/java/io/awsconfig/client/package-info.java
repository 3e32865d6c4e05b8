/**
 * Everything that is applied to the builder of an AWS SDK client.
 * <p>
 * Start at {@link io.awsconfig.client.AwsClientConfigurer}. Of this project, this package
 * knows {@code settings} and {@code http}, and the interface by which {@code credentials}
 * asks for its clients.
 */
@NullMarked
package io.awsconfig.client;

import org.jspecify.annotations.NullMarked;
