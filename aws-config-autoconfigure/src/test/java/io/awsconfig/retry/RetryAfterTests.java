package io.awsconfig.retry;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "0, 1500, 1500", "0, 5000, 5000", "0, 5001, 5000", "40, 39, 40", "40, 40, 40", "40, 41, 41",
			"40, 5040, 5040", "40, 5041, 5040", "20000, 25000, 25000", "20000, 60000, 25000", "40, +1500, 1500",
			"40, 0001500, 1500", "40, ' 1500 ', 1500", "40, -1, 40", "40, -1500, 40", "40, 2147483647, 5040",
			"40, 2147483648, 5040", "40, 99999999999999999999999999, 5040", "40, -99999999999999999999999999, 40",
			"40, 00000000000000000001500, 1500", "40, 18446744073709551616, 5040", "40, 18446744073709551656, 5040",
			"40, -18446744073709550616, 40",
			"40, 10000000000000000000000000000000000000000000000000000000000000000, 5040" })
	void delayIsTheServersBetweenBackoffAndFiveSecondsMore(long backoff, String header, long expected) {
		assertThat(apply(backoff, header)).hasMillis(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-", "+", "soon", "1.5", "1e3", "12 13", "0x10", "Wed, 21 Oct 2026 07:28:00 GMT",
			"１５００" })
	void whatIsNoWholeNumberIsIgnored(String header) {
		assertThat(apply(40, header)).hasMillis(40);
	}

	@Test
	void withoutAnswerBackoffApplies() {
		Duration backoff = Duration.ofMillis(40);
		assertThat(RetryAfter.apply(Attempts.connectionReset(), backoff)).isEqualTo(backoff);
		assertThat(RetryAfter.apply(Attempts.answer(503, null), backoff)).isEqualTo(backoff);
		assertThat(RetryAfter.apply(SdkServiceException.builder().build(), backoff)).isEqualTo(backoff);
		assertThat(RetryAfter.apply(AwsServiceException.builder().build(), backoff)).isEqualTo(backoff);
		assertThat(RetryAfter
			.apply(AwsServiceException.builder().awsErrorDetails(AwsErrorDetails.builder().build()).build(), backoff))
			.isEqualTo(backoff);
	}

	private static Duration apply(long backoff, String header) {
		return RetryAfter.apply(Attempts.answer(503, null, header), Duration.ofMillis(backoff));
	}

}
