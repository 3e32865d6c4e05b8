package io.awsconfig.doctor;

import java.util.List;

import io.awsconfig.retry.RetryStatus;

/**
 * What is left of the retry quotas of the clients. A quota that is almost used up says
 * that most calls fail.
 */
record RetriesCheck(List<RetryStatus> quotas) implements Check {

	/**
	 * What is little, as a part of the whole.
	 */
	private static final int LITTLE = 5;

	@Override
	public void run(Notes notes) {
		if (this.quotas.isEmpty()) {
			notes.skipped("no client has been built yet, so that none has used any of its retry quota");
		}
		for (RetryStatus status : this.quotas) {
			notes.begin("retries", status.owner().toString());
			String left = "%d of %d tokens are left for retries (mode %s, %d attempts)".formatted(status.quotaLeft(),
					status.quotaCapacity(), status.mode(), status.maxAttempts());
			if (status.quotaLeft() < status.quotaCapacity() / LITTLE) {
				notes.warn(left,
						"Look for what makes the calls of this client fail; more attempts would not help. The quota fills up as calls succeed.");
			}
			else {
				notes.ok(left);
			}
		}
	}

}
