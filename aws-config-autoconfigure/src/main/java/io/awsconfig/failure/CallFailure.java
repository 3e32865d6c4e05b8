package io.awsconfig.failure;

import java.time.Instant;
import java.util.Map;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why calls of a client have failed. Holds no secret.
 *
 * @param client which client
 * @param cause the cause, in a word or two
 * @param operation the operation that failed last
 * @param message what happened, as a sentence
 * @param facts what the settings have to do with it, by what they are about
 * @param action what to do, as a sentence
 * @param count how many calls have failed
 * @param first when the first of them did
 * @param last when the last of them did
 * @param recovered since when such calls succeed again, or {@code null} if none has
 */
@Internal
public record CallFailure(AwsClientId client, String cause, String operation, String message, Map<String, String> facts,
		String action, long count, Instant first, Instant last, @Nullable Instant recovered) {

	/**
	 * Return all of it but the times, as it stands in the log.
	 */
	String describe() {
		Problem problem = Problem.oneOf(this.message);
		this.facts.forEach(problem::line);
		return problem.line("Action", this.action).toString();
	}

	CallFailure again(CallFailure latest) {
		return new CallFailure(this.client, this.cause, latest.operation, latest.message, latest.facts, latest.action,
				this.count + 1, this.first, latest.last, null);
	}

	CallFailure recoveredAt(Instant now) {
		return new CallFailure(this.client, this.cause, this.operation, this.message, this.facts, this.action,
				this.count, this.first, this.last, now);
	}

}
