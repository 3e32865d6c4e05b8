package io.awsconfig.imds;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/**
 * The instance metadata service, asked for the Region and, by the credentials chain, for
 * credentials. One look-up at a time, one session token for all of them. An attempt takes
 * no longer than the time-out that is set, with all of its requests. A service that has
 * never answered and does not answer now is not asked again for a while.
 * <p>
 * Guide: IMDS credential provider; Amazon EC2 instance metadata; IMDS client.
 *
 * @since 0.1.0
 */
public final class InstanceMetadata implements AutoCloseable {

	/**
	 * How long it is remembered that nobody is there, for the Region.
	 */
	private static final Duration MEMORY = Duration.ofSeconds(60);

	/**
	 * The same for credentials, which nothing else gives: as long as the shortest pause
	 * between two attempts to get some.
	 */
	private static final Duration MEMORY_FOR_CREDENTIALS = Duration.ofSeconds(1);

	private final MetadataServer server;

	private final LongSupplier nanoTime;

	private final LocalHttp http;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Silence silence;

	private volatile @Nullable Region region;

	/**
	 * Create a client.
	 * @param settings the settings
	 * @param nanoTime the time in nanoseconds, {@link System#nanoTime()}
	 */
	public InstanceMetadata(AwsSettings settings, LongSupplier nanoTime) {
		this(settings, nanoTime, new LocalHttp());
	}

	@Internal
	public InstanceMetadata(AwsSettings settings, LongSupplier nanoTime, LocalHttp http) {
		this(InstanceMetadataEndpoint.of(settings),
				Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_V1_DISABLED)),
				orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS), 1),
				orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_TIMEOUT), Duration.ofSeconds(1)), nanoTime,
				http);
	}

	public InstanceMetadata(URI endpoint, boolean version1Disabled, int attempts, Duration timeout,
			LongSupplier nanoTime) {
		this(endpoint, version1Disabled, attempts, timeout, nanoTime, new LocalHttp());
	}

	private InstanceMetadata(URI endpoint, boolean version1Disabled, int attempts, Duration timeout,
			LongSupplier nanoTime, LocalHttp http) {
		this.server = new MetadataServer(endpoint, version1Disabled, attempts, timeout, nanoTime);
		this.nanoTime = nanoTime;
		this.http = http;
	}

	private static <T> T orElse(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

	/**
	 * Return the Region of the instance. May block as long as the settings allow.
	 * @return the Region
	 * @throws SdkClientException if the service does not tell it; the message says why
	 */
	public Region getRegion() {
		Region region = this.region;
		if (region == null) {
			try {
				region = Region.of(lookUp(InstanceRegion::ask, MEMORY));
			}
			catch (MetadataException ex) {
				throw SdkClientException
					.create("No Region from instance metadata: %s %s".formatted(ex.getReason(), ex.getRemedy()));
			}
			finally {
				closeIfIdle();
			}
			this.region = region;
		}
		return region;
	}

	/**
	 * The Region is asked once; who asks for credentials closes it after the last time.
	 */
	private void closeIfIdle() {
		if (this.lock.tryLock()) {
			try {
				close();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Look credentials up, as often as the settings say.
	 * @param question what to ask
	 * @param <T> the type of the answer
	 * @return the answer
	 * @throws MetadataException if there is none
	 */
	@Internal
	public <T> T lookUp(Question<T> question) throws MetadataException {
		return lookUp(question, MEMORY_FOR_CREDENTIALS);
	}

	private <T> T lookUp(Question<T> question, Duration memory) throws MetadataException {
		lock();
		try {
			failIfSilent(memory);
			this.http.warmUp();
			for (int attempt = 1;; attempt++) {
				try {
					T answer = question.ask(this.server.open(this.http));
					this.silence = null;
					return answer;
				}
				catch (MetadataException ex) {
					if (!ex.isRetryable() || attempt >= this.server.getAttempts()) {
						remember(ex);
						throw ex;
					}
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void lock() throws MetadataException {
		try {
			// One that has been given up leaves
			this.lock.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MetadataException("waiting for %s was interrupted.".formatted(this.server.describe()),
					"Try again.");
		}
	}

	private void failIfSilent(Duration memory) throws MetadataException {
		Silence silence = this.silence;
		if (silence == null) {
			return;
		}
		long elapsed = this.nanoTime.getAsLong() - silence.since();
		if (elapsed < memory.toNanos()) {
			throw new MetadataException(
					silence.failure().getReason() + " That was %s ago; it is asked again after %s."
						.formatted(Words.of(Duration.ofNanos(elapsed)), Words.of(memory)),
					silence.failure().getRemedy());
		}
	}

	private void remember(MetadataException failure) {
		// Who has answered before is there, and will be again
		if (failure.isSilence() && !this.server.hasAnswered()) {
			this.silence = new Silence(failure, this.nanoTime.getAsLong());
		}
	}

	/**
	 * Close its connections and end its threads. It can be used again.
	 */
	@Override
	public void close() {
		this.http.close();
	}

	@Override
	public String toString() {
		return this.server.toString();
	}

	/**
	 * What is asked; may take several requests.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	@Internal
	public interface Question<T> {

		T ask(MetadataSession session) throws MetadataException;

	}

	private record Silence(MetadataException failure, long since) {

	}

}
