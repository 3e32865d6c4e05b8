/**
 * What an application can be asked about its AWS settings: the {@code aws} endpoint of
 * the actuator and the report at start-up. Changes nothing.
 * <p>
 * Start at {@link io.awsconfig.actuate.AwsEndpoint}.
 */
@NullMarked
package io.awsconfig.actuate;

import org.jspecify.annotations.NullMarked;
