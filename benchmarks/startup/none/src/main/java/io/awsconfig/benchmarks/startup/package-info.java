/**
 * The application whose start is measured.
 */
@NullMarked
package io.awsconfig.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
