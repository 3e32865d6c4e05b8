/**
 * The application, broken in each way that people know, and mended as
 * {@code docs/troubleshooting.md} says.
 */
@NullMarked
package io.awsconfig.samples.quickstart.trouble;

import org.jspecify.annotations.NullMarked;
