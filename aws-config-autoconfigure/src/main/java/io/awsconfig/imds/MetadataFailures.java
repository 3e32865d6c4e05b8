package io.awsconfig.imds;

import java.time.Duration;

import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.LocalHttp.Answer;
import io.awsconfig.imds.LocalHttp.HttpFailure;

/**
 * Says why the instance metadata service does not give something, and what to do.
 */
final class MetadataFailures {

	private final String server;

	private final int attempts;

	private final Duration timeout;

	MetadataFailures(String server, int attempts, Duration timeout) {
		this.server = server;
		this.attempts = attempts;
		this.timeout = timeout;
	}

	MetadataException silent(HttpFailure failure) {
		HttpFailure.Kind kind = failure.getKind();
		int attempts = kind.isRetryable() ? this.attempts : 1;
		String budget = (kind == HttpFailure.Kind.TIMED_OUT)
				? " (%s, %d %s)".formatted(Words.of(this.timeout), attempts, (attempts == 1) ? "attempt" : "attempts")
				: "";
		return new MetadataException("%s gave no answer: %s%s.".formatted(this.server, kind, budget),
				"On EC2, enable the service for the instance, with a hop limit of 2 for containers; elsewhere, configure another way to sign in, or set AWS_EC2_METADATA_DISABLED=true.",
				kind.isRetryable(), kind.isSilence());
	}

	MetadataException forbidden() {
		return new MetadataException(this.server + " answered with status 403: it is not allowed here.",
				"Enable it in the metadata options of the instance, or set AWS_EC2_METADATA_DISABLED=true to go without it.");
	}

	MetadataException unauthorized(MetadataAccess access) {
		if (access.token() != null) {
			return new MetadataException(this.server + " refused the session token that it had given (status 401).",
					"Try again; if it stays, look for something between the application and the service.");
		}
		return new MetadataException(
				"%s wants a session token (status 401), but the request for one %s.".formatted(this.server,
						access.reason()),
				"In a container, give the metadata options of the instance a hop limit of 2; if the service is slow, raise metadata_service_timeout.");
	}

	MetadataException unexpected(Answer answer) {
		return new MetadataException("%s answered with status %d.".formatted(this.server, answer.status()),
				"Check that nothing else answers at this address.", answer.isRetryable(), false);
	}

	MetadataException malformed(String reason) {
		return new MetadataException("an answer of %s %s.".formatted(this.server, reason),
				"Check that nothing else answers at this address.");
	}

}
