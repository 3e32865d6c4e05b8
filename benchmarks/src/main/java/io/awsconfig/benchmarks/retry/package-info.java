/**
 * What the rules of retries do in the large: the real strategies in virtual time, and
 * drawings of it.
 */
@NullMarked
package io.awsconfig.benchmarks.retry;

import org.jspecify.annotations.NullMarked;
