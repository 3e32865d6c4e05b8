/**
 * Where the credentials of AWS clients come from.
 * <p>
 * Start at {@link io.awsconfig.credentials.CredentialsChain}. Of this project, this
 * package knows {@code settings} and {@code sharedconfig} only.
 */
@NullMarked
package io.awsconfig.credentials;

import org.jspecify.annotations.NullMarked;
