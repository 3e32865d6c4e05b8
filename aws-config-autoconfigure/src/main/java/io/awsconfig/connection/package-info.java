/**
 * Where a server of AWS's protocols is: in a container that Testcontainers or Docker
 * Compose runs, or wherever a bean says.
 * <p>
 * Start at {@link io.awsconfig.connection.AwsConnectionDetails}. Of this project, this
 * package knows {@code settings}, one source of which it is.
 */
@NullMarked
package io.awsconfig.connection;

import org.jspecify.annotations.NullMarked;
