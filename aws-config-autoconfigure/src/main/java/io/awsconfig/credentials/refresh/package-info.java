/**
 * Credentials that are kept, and renewed before they expire. Knows no source of them but
 * by the interface {@link io.awsconfig.credentials.CredentialsFetcher}.
 * <p>
 * Start at {@link io.awsconfig.credentials.refresh.RefreshingCredentials}; what it does
 * in which situation is said by {@code RefreshSituation}.
 */
@NullMarked
package io.awsconfig.credentials.refresh;

import org.jspecify.annotations.NullMarked;
