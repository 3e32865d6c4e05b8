/**
 * The instance metadata service: its server, its session, and the Region that it tells.
 * The document in which it hands out credentials is that of containers and processes,
 * too. Of this project, this package knows {@code settings}, {@code sharedconfig} and
 * {@code diagnostic} only.
 */
@NullMarked
package io.awsconfig.imds;

import org.jspecify.annotations.NullMarked;
