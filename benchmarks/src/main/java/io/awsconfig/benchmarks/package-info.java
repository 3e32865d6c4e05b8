/**
 * What aws-config costs, beside the peers.
 */
@NullMarked
package io.awsconfig.benchmarks;

import org.jspecify.annotations.NullMarked;
