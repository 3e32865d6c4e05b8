/**
 * Whether and when to try again, by the page "Retry behavior" of the AWS SDKs and Tools
 * Reference Guide: classification of failures, backoff, retry quota and send rate.
 * <p>
 * Start at {@link io.awsconfig.retry.RetryStrategies} for the clients of the SDK, and at
 * {@link io.awsconfig.retry.method.AwsRetryTemplates} for methods of the application.
 * This package depends on no other package of this project. Strategies never wait
 * themselves: whoever asks is told how long to wait.
 */
@NullMarked
package io.awsconfig.retry;

import org.jspecify.annotations.NullMarked;
