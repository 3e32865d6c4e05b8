/**
 * Everything that is applied to the builder of an AWS SDK client.
 * <p>
 * Start at {@link io.awsconfig.client.AwsClientConfigurer}. Of this project, this package
 * knows {@code settings} only.
 */
@NullMarked
package io.awsconfig.client;

import org.jspecify.annotations.NullMarked;
