package io.awsconfig.credentials.chain;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.settings.KnownOddities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who has asked for credentials where none are configured.
 */
final class AskedInVain {

	private static final Log logger = LogFactory.getLog(CredentialsChain.class);

	private static final int LINE = 160;

	private final Clock clock;

	private final AtomicLong count = new AtomicLong();

	private volatile @Nullable Instant last;

	AskedInVain(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Say that there are none, to whoever asks, and once to whoever reads the log.
	 * @param source the source, which has none
	 */
	CredentialsException fail(ChainSource source) {
		CredentialsException exception = new CredentialsException(describe(source), null);
		this.last = this.clock.instant();
		if (this.count.getAndIncrement() == 0) {
			logger.warn(describe(source).strip());
		}
		return exception;
	}

	private static String describe(ChainSource source) {
		StringBuilder message = new StringBuilder("No credentials are configured. These are the places to have some:");
		for (CredentialsPlan.Entry entry : source.plan().getEntries()) {
			String detail = entry.detail().replaceAll("\\s+", " ");
			message.append("\n    ")
				.append(entry.name())
				.append(": ")
				.append((detail.length() <= LINE) ? detail : detail.substring(0, LINE) + "...");
		}
		Bearing.Found found = source.known().findFor(message.toString(), KnownOddities.namesOfCredentials());
		return message.append(found).append('\n').toString();
	}

	/**
	 * Return how fresh the credentials are that nobody has got.
	 * @return the freshness, or {@code null} if nobody has asked
	 */
	@Nullable CredentialsFreshness freshness() {
		Instant last = this.last;
		return (last != null) ? CredentialsFreshness.missing("No credentials are configured.", last, this.count.get())
				: null;
	}

}
