package io.awsconfig.samples.quickstart.trouble;

import org.jspecify.annotations.Nullable;

/**
 * What is special about the answers of AWS.
 */
@FunctionalInterface
interface Answers {

	Answers NONE = (request) -> null;

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer, or {@code null} for the usual one
	 * @throws InterruptedException if it took too long
	 */
	@Nullable Answer answer(Request request) throws InterruptedException;

}
