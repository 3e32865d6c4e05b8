/**
 * The HTTP clients that AWS clients send their requests with: which implementation, with
 * which timeouts, proxy and certificates, and who shares one.
 * <p>
 * Start at {@link io.awsconfig.http.AwsHttpClients}. Of this project, this package knows
 * {@code settings} only.
 */
@NullMarked
package io.awsconfig.http;

import org.jspecify.annotations.NullMarked;
