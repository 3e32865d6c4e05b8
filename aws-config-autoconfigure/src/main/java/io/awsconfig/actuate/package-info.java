/**
 * What an application can be asked about its AWS settings and credentials: the
 * {@code aws} endpoint of the actuator, the health and metrics of the credentials, and
 * the report at start-up. Changes nothing by itself.
 * <p>
 * Start at {@link io.awsconfig.actuate.AwsEndpoint}.
 */
@NullMarked
package io.awsconfig.actuate;

import org.jspecify.annotations.NullMarked;
