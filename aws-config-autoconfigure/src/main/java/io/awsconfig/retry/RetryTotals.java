package io.awsconfig.retry;

import java.time.Duration;

/**
 * What was counted for the clients of one owner.
 *
 * @param retries how many retries there were
 * @param throttles how many answers of the service were throttling
 * @param quotaRefusals how many retries a quota refused
 * @param delays how many attempts had to wait
 * @param delayed how long they waited, all together
 * @since 0.1.0
 */
public record RetryTotals(long retries, long throttles, long quotaRefusals, long delays, Duration delayed) {

}
