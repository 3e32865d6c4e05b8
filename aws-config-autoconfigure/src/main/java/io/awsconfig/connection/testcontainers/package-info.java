/**
 * Containers of a test that say where AWS is.
 */
@NullMarked
package io.awsconfig.connection.testcontainers;

import org.jspecify.annotations.NullMarked;
