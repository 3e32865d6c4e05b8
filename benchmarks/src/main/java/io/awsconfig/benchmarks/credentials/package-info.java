/**
 * What waits and what fails while credentials are got, beside the providers of the SDK.
 */
@NullMarked
package io.awsconfig.benchmarks.credentials;

import org.jspecify.annotations.NullMarked;
