package io.awsconfig.credentials.chain;

import java.time.Instant;
import java.util.function.Predicate;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.WatchedCredentials.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What AWS says of access keys. A key that it has accepted once is known to it, and if it
 * is refused at one endpoint, that is the client's affair; but it may expire.
 */
final class Verdicts {

	private volatile @Nullable Refusal refusal;

	private volatile @Nullable String accepted;

	void refused(String accessKeyId, Verdict verdict, String reason, Instant at) {
		if (verdict == Verdict.EXPIRED || !accessKeyId.equals(this.accepted)) {
			this.refusal = new Refusal(accessKeyId, verdict, reason, at);
		}
	}

	boolean isRefused() {
		return this.refusal != null;
	}

	void accepted(String accessKeyId) {
		this.accepted = accessKeyId;
		this.refusal = null;
	}

	/**
	 * Return how fresh credentials are after what AWS has said.
	 * @param inUse tells whether an access key is in use
	 */
	CredentialsFreshness applyTo(CredentialsFreshness freshness, Predicate<String> inUse) {
		Refusal refusal = this.refusal;
		if (refusal == null || !inUse.test(refusal.accessKeyId())) {
			return freshness;
		}
		return switch (freshness.state()) {
			case STATIC, FRESH, STALE, REFRESHING ->
				freshness.refused((refusal.verdict() == Verdict.EXPIRED) ? State.EXPIRED : State.REFUSED,
						refusal.reason(), refusal.at());
			default -> freshness;
		};
	}

	private record Refusal(String accessKeyId, Verdict verdict, String reason, Instant at) {

		@Override
		public String toString() {
			return this.reason;
		}

	}

}
