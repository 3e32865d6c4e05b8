package io.awsconfig.credentials;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

import io.awsconfig.credentials.CredentialsDocument.MalformedException;
import io.awsconfig.credentials.LocalHttp.Answer;
import io.awsconfig.credentials.LocalHttp.HttpFailure;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;

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
public final class InstanceMetadata {

	private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";

	private static final long MAX_TTL = 21600;

	/**
	 * How long it is remembered that nobody is there, and that version 2 is not.
	 */
	private static final long MEMORY = Duration.ofSeconds(60).toNanos();

	private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

	private final String base;

	private final boolean version1Disabled;

	private final int attempts;

	private final Duration timeout;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Access access;

	private @Nullable Silence silence;

	private boolean hasAnswered;

	private volatile @Nullable Region region;

	/**
	 * Create a client.
	 * @param settings the settings
	 * @param nanoTime the time in nanoseconds, {@link System#nanoTime()}
	 */
	public InstanceMetadata(AwsSettings settings, LongSupplier nanoTime) {
		this(InstanceMetadataEndpoint.resolve(settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT),
				settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE)),
				Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_V1_DISABLED)),
				orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS), 1),
				orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_TIMEOUT), Duration.ofSeconds(1)), nanoTime);
	}

	InstanceMetadata(URI endpoint, boolean version1Disabled, int attempts, Duration timeout, LongSupplier nanoTime) {
		String text = endpoint.toString();
		this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		this.version1Disabled = version1Disabled;
		this.attempts = attempts;
		this.timeout = timeout;
		this.nanoTime = nanoTime;
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
				region = Region.of(lookUp(InstanceMetadata::askRegion));
			}
			catch (MetadataException ex) {
				throw SdkClientException
					.create("No Region from instance metadata: %s %s".formatted(ex.getReason(), ex.getRemedy()));
			}
			this.region = region;
		}
		return region;
	}

	private static String askRegion(Session session) throws MetadataException {
		String region = session.get("/latest/meta-data/placement/region");
		if (region == null) {
			region = askIdentityDocument(session);
		}
		region = region.strip();
		if (!REGION.matcher(region).matches()) {
			throw session.malformed("is no Region");
		}
		return region;
	}

	private static String askIdentityDocument(Session session) throws MetadataException {
		String document = session.get("/latest/dynamic/instance-identity/document");
		try {
			String region = (document != null)
					? CredentialsDocument.parse(document.getBytes(StandardCharsets.UTF_8)).getText("region") : null;
			if (region != null) {
				return region;
			}
		}
		catch (MalformedException ex) {
			throw session.malformed(ex.getReason());
		}
		throw new MetadataException(session.server() + " knows none.", "Set the Region.");
	}

	/**
	 * Look something up, as often as the settings say.
	 * @param question what to ask
	 * @param <T> the type of the answer
	 * @return the answer
	 * @throws MetadataException if there is none
	 */
	<T> T lookUp(Question<T> question) throws MetadataException {
		this.lock.lock();
		try {
			failIfSilent();
			LocalHttp http = new LocalHttp();
			for (int attempt = 1;; attempt++) {
				try {
					return question.ask(new Session(http, this.nanoTime.getAsLong() + this.timeout.toNanos()));
				}
				catch (MetadataException ex) {
					if (!ex.isRetryable() || attempt >= this.attempts) {
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

	private void failIfSilent() throws MetadataException {
		Silence silence = this.silence;
		if (silence == null) {
			return;
		}
		long elapsed = this.nanoTime.getAsLong() - silence.since();
		if (elapsed < MEMORY) {
			throw new MetadataException(
					silence.failure().getReason() + " That was %s ago; it is asked again after %s."
						.formatted(Words.of(Duration.ofNanos(elapsed)), Words.of(Duration.ofNanos(MEMORY))),
					silence.failure().getRemedy());
		}
		this.silence = null;
	}

	private void remember(MetadataException failure) {
		// Who has answered before is there, and will be again
		if (failure.isSilence() && !this.hasAnswered) {
			this.silence = new Silence(failure, this.nanoTime.getAsLong());
		}
	}

	@Override
	public String toString() {
		return "instance metadata at " + this.base;
	}

	/**
	 * What is asked; may take several requests.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	interface Question<T> {

		T ask(Session session) throws MetadataException;

	}

	/**
	 * How the service is to be asked: with a token, or without one by version 1.
	 */
	private record Access(@Nullable String token, @Nullable String reason, long since, long duration) {

		boolean isValid(long now) {
			return now - this.since < this.duration;
		}

		@Override
		public String toString() {
			return (this.token != null) ? "version 2" : "version 1";
		}

	}

	private record Silence(MetadataException failure, long since) {

	}

	/**
	 * One attempt.
	 */
	final class Session {

		private final LocalHttp http;

		private final long deadline;

		private Session(LocalHttp http, long deadline) {
			this.http = http;
			this.deadline = deadline;
		}

		/**
		 * Get a document.
		 * @param path its path
		 * @return the document, or {@code null} if there is none
		 * @throws MetadataException if there is no answer, or one that is no document
		 */
		@Nullable String get(String path) throws MetadataException {
			Access access = access();
			Answer answer = get(path, access);
			if (answer.status() == 401 && access.token() != null) {
				// Tokens end early when an instance is stopped or restored
				InstanceMetadata.this.access = null;
				access = access();
				answer = get(path, access);
			}
			return switch (answer.status()) {
				case 200 -> new String(answer.body(), StandardCharsets.UTF_8);
				case 404 -> null;
				case 401 -> throw unauthorized(access);
				case 403 -> throw forbidden();
				default -> throw unexpected(answer);
			};
		}

		private Answer get(String path, Access access) throws MetadataException {
			HttpRequest.Builder request = request(path).GET();
			if (access.token() != null) {
				request.header("X-aws-ec2-metadata-token", access.token());
			}
			try {
				return send(request, remaining());
			}
			catch (HttpFailure ex) {
				if (access.token() == null) {
					InstanceMetadata.this.access = null;
				}
				throw silent(ex);
			}
		}

		private Access access() throws MetadataException {
			Access access = InstanceMetadata.this.access;
			if (access == null || !access.isValid(InstanceMetadata.this.nanoTime.getAsLong())) {
				access = askToken();
				InstanceMetadata.this.access = access;
			}
			return access;
		}

		private Access askToken() throws MetadataException {
			HttpRequest.Builder request = request("/latest/api/token").header(TTL, String.valueOf(MAX_TTL))
				.PUT(HttpRequest.BodyPublishers.noBody());
			Answer answer;
			try {
				answer = send(request, timeForToken());
			}
			catch (HttpFailure ex) {
				if (ex.getKind() == HttpFailure.Kind.TIMED_OUT && !InstanceMetadata.this.version1Disabled) {
					return version1("was not answered in time");
				}
				throw silent(ex);
			}
			return switch (answer.status()) {
				case 200 -> version2(answer);
				case 403, 404, 405 -> {
					if (InstanceMetadata.this.version1Disabled) {
						throw (answer.status() == 403) ? forbidden() : unexpected(answer);
					}
					yield version1("was answered with status " + answer.status());
				}
				default -> throw unexpected(answer);
			};
		}

		private Duration timeForToken() {
			// Where a token does not come in time, version 1 needs some time to answer as
			// well
			return InstanceMetadata.this.version1Disabled ? remaining() : remaining().multipliedBy(3).dividedBy(4);
		}

		private Access version1(String reason) {
			return new Access(null, reason, InstanceMetadata.this.nanoTime.getAsLong(), MEMORY);
		}

		private Access version2(Answer answer) throws MetadataException {
			String token = new String(answer.body(), StandardCharsets.UTF_8).strip();
			if (!LocalHttp.isHeaderValue(token)) {
				throw malformed("is no session token");
			}
			long ttl = answer.headers()
				.firstValue(TTL)
				.filter((value) -> value.matches("\\d{1,5}"))
				.map(Long::valueOf)
				.orElse(MAX_TTL);
			return new Access(token, null, InstanceMetadata.this.nanoTime.getAsLong(),
					Duration.ofSeconds(ttl).toNanos());
		}

		private HttpRequest.Builder request(String path) {
			return HttpRequest.newBuilder(URI.create(InstanceMetadata.this.base + path));
		}

		private Answer send(HttpRequest.Builder request, Duration timeout) throws HttpFailure {
			Answer answer = this.http.send(request, timeout);
			InstanceMetadata.this.hasAnswered = true;
			return answer;
		}

		private Duration remaining() {
			return Duration.ofNanos(this.deadline - InstanceMetadata.this.nanoTime.getAsLong());
		}

		String server() {
			return "the instance metadata service at " + InstanceMetadata.this.base;
		}

		private MetadataException silent(HttpFailure failure) {
			HttpFailure.Kind kind = failure.getKind();
			int attempts = kind.isRetryable() ? InstanceMetadata.this.attempts : 1;
			String budget = (kind == HttpFailure.Kind.TIMED_OUT) ? " (%s, %d %s)".formatted(
					Words.of(InstanceMetadata.this.timeout), attempts, (attempts == 1) ? "attempt" : "attempts") : "";
			return new MetadataException("%s gave no answer: %s%s.".formatted(server(), kind, budget),
					"On EC2, enable the service for the instance, with a hop limit of 2 for containers; elsewhere, configure another way to sign in, or set AWS_EC2_METADATA_DISABLED=true.",
					kind.isRetryable(), kind != HttpFailure.Kind.INTERRUPTED);
		}

		private MetadataException forbidden() {
			return new MetadataException(server() + " answered with status 403: it is not allowed here.",
					"Enable it in the metadata options of the instance, or set AWS_EC2_METADATA_DISABLED=true to go without it.");
		}

		private MetadataException unauthorized(Access access) {
			if (access.token() != null) {
				return new MetadataException(server() + " refused the session token that it had given (status 401).",
						"Try again; if it stays, look for something between the application and the service.");
			}
			InstanceMetadata.this.access = null;
			return new MetadataException(
					"%s wants a session token (status 401), but the request for one %s.".formatted(server(),
							access.reason()),
					"In a container, give the metadata options of the instance a hop limit of 2; if the service is slow, raise metadata_service_timeout.");
		}

		private MetadataException unexpected(Answer answer) {
			return new MetadataException("%s answered with status %d.".formatted(server(), answer.status()),
					"Check that nothing else answers at this address.", answer.isRetryable(), false);
		}

		MetadataException malformed(String reason) {
			return new MetadataException("an answer of %s %s.".formatted(server(), reason),
					"Check that nothing else answers at this address.");
		}

	}

	/**
	 * The service did not give what was asked for. Holds no secret.
	 */
	static final class MetadataException extends Exception {

		private static final long serialVersionUID = 1L;

		private final String reason;

		private final String remedy;

		private final boolean retryable;

		private final boolean silence;

		MetadataException(String reason, String remedy) {
			this(reason, remedy, false, false);
		}

		private MetadataException(String reason, String remedy, boolean retryable, boolean silence) {
			super(reason);
			this.reason = reason;
			this.remedy = remedy;
			this.retryable = retryable;
			this.silence = silence;
		}

		String getReason() {
			return this.reason;
		}

		String getRemedy() {
			return this.remedy;
		}

		boolean isRetryable() {
			return this.retryable;
		}

		boolean isSilence() {
			return this.silence;
		}

	}

}
