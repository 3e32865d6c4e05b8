package io.awsconfig.failure;

import java.util.Map;

import io.awsconfig.credentials.WatchedCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Why a call has failed, in words.
 *
 * @param cause the cause
 * @param subject what the cause is about, if another one is another cause
 * @param message what happened, as a sentence
 * @param facts what the settings have to do with it
 * @param action what to do, as a sentence
 * @param verdict what it means for the credentials, or {@code null} if nothing
 */
record Explanation(Cause cause, String subject, String message, Map<String, String> facts, String action,
		WatchedCredentials.@Nullable Verdict verdict) {

}
