/**
 * Where the credentials of AWS clients come from: what the rooms inside share. A plan
 * ({@code plan}) says which {@link io.awsconfig.credentials.Step} there is, a fetcher
 * ({@code fetch}) gets credentials from it, they are kept and renewed ({@code refresh}),
 * and handed out ({@code chain}).
 * <p>
 * Start at {@link io.awsconfig.credentials.chain.CredentialsChain}. Of this project, this
 * package knows {@code settings}, {@code sharedconfig}, {@code imds} and
 * {@code diagnostic} only.
 */
@NullMarked
package io.awsconfig.credentials;

import org.jspecify.annotations.NullMarked;
