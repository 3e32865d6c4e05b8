package io.awsconfig.credentials.chain;

import io.awsconfig.Internal;

/**
 * What becomes of a chain when the settings change. Nothing before it is carried out.
 *
 * @param owner whose credentials they are, in words
 * @param from where they have come from
 * @param to where they come from by the new settings
 * @param changing whether these are other credentials
 * @param action carries it out; cannot fail
 */
@Internal
public record CredentialsChange(String owner, String from, String to, boolean changing, Runnable action) {
}
