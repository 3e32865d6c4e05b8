package io.awsconfig.faults;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What came of a fault.
 *
 * @param accessKeyId what the caller got, or {@code null} if that was an error
 * @param message the error, or {@code null}
 * @param kept whether what the caller got was there before the fault
 * @param waited how long the caller waited, in real time
 * @param requests how often one attempt asked the source
 * @param attempts how many attempts failed while the fault lasted
 * @param recovery how long after the end of the fault there were new credentials, in
 * virtual time; {@code null} if there were none
 * @param redirectsFollowed how often a redirect was followed
 * @param written how many bytes of an answer without end were taken
 */
record Outcome(@Nullable String accessKeyId, @Nullable String message, boolean kept, Duration waited, int requests,
		long attempts, @Nullable Duration recovery, int redirectsFollowed, long written) {

}
