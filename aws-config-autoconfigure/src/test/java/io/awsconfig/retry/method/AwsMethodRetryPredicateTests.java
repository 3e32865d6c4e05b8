package io.awsconfig.retry.method;

import java.io.IOException;
import java.lang.reflect.Method;

import io.awsconfig.retry.Attempts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AwsMethodRetryPredicate}.
 */
class AwsMethodRetryPredicateTests {

	private final AwsMethodRetryPredicate predicate = new AwsMethodRetryPredicate();

	@Test
	void failuresThatMayPassAreRetriedAlsoBelowOthers() throws Exception {
		assertThat(retries(Attempts.throttling())).isTrue();
		assertThat(retries(new IllegalStateException(Attempts.transientFailure()))).isTrue();
	}

	@Test
	void whatWouldFailAgainAndWhatIsNotOfAwsIsNotRetried() throws Exception {
		assertThat(retries(Attempts.answer(400, "ValidationException"))).isFalse();
		assertThat(retries(new IOException())).isFalse();
	}

	private boolean retries(Throwable failure) throws NoSuchMethodException {
		Method method = Object.class.getMethod("toString");
		return this.predicate.shouldRetry(method, failure);
	}

}
