/**
 * The rules of AWS clients for methods of the application's own, for spring-retry and for
 * Spring Framework's own retry.
 * <p>
 * Start at {@link io.awsconfig.retry.method.AwsRetryTemplates}.
 */
@NullMarked
package io.awsconfig.retry.method;

import org.jspecify.annotations.NullMarked;
