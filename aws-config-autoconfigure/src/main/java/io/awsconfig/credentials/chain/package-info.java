/**
 * The steps of a plan carried out: the credentials of the application, and those of each
 * client that has its own.
 * <p>
 * Start at {@link io.awsconfig.credentials.chain.CredentialsChain}.
 */
@NullMarked
package io.awsconfig.credentials.chain;

import org.jspecify.annotations.NullMarked;
