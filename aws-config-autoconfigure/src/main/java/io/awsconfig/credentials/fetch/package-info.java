/**
 * Where credentials are fetched, one class for each source. None of them keeps what it
 * has got, but for the caches that are shared with the AWS CLI.
 */
@NullMarked
package io.awsconfig.credentials.fetch;

import org.jspecify.annotations.NullMarked;
