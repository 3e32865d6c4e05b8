/**
 * Services of Docker Compose that say where AWS is.
 */
@NullMarked
package io.awsconfig.connection.docker.compose;

import org.jspecify.annotations.NullMarked;
