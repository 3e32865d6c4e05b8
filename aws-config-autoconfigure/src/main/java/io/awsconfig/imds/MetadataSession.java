package io.awsconfig.imds;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.awsconfig.Internal;
import io.awsconfig.imds.LocalHttp.Answer;
import io.awsconfig.imds.LocalHttp.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to ask the instance metadata service, with all of its requests.
 */
@Internal
public final class MetadataSession {

	private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";

	private static final long MAX_TTL = 21600;

	private final MetadataServer server;

	private final MetadataFailures failures;

	private final LocalHttp http;

	private final long deadline;

	MetadataSession(MetadataServer server, LocalHttp http, long deadline) {
		this.server = server;
		this.failures = server.getFailures();
		this.http = http;
		this.deadline = deadline;
	}

	/**
	 * Get a document.
	 * @param path its path
	 * @return the document, or {@code null} if there is none
	 * @throws MetadataException if there is no answer, or one that is no document
	 */
	public @Nullable String get(String path) throws MetadataException {
		MetadataAccess access = access();
		Answer answer = get(path, access);
		if (answer.status() == 401 && access.token() != null) {
			// Tokens end early when an instance is stopped or restored
			this.server.setAccess(null);
			access = access();
			answer = get(path, access);
		}
		return switch (answer.status()) {
			case 200 -> new String(answer.body(), StandardCharsets.UTF_8);
			case 404 -> null;
			case 401 -> throw unauthorized(access);
			case 403 -> throw this.failures.forbidden();
			default -> throw this.failures.unexpected(answer);
		};
	}

	private MetadataException unauthorized(MetadataAccess access) {
		if (access.token() == null) {
			this.server.setAccess(null);
		}
		return this.failures.unauthorized(access);
	}

	private Answer get(String path, MetadataAccess access) throws MetadataException {
		HttpRequest.Builder request = request(path).GET();
		if (access.token() != null) {
			request.header("X-aws-ec2-metadata-token", access.token());
		}
		try {
			return send(request, remaining());
		}
		catch (HttpFailure ex) {
			if (access.token() == null) {
				this.server.setAccess(null);
			}
			throw this.failures.silent(ex);
		}
	}

	private MetadataAccess access() throws MetadataException {
		MetadataAccess access = this.server.getAccess();
		if (access == null) {
			access = askToken();
			this.server.setAccess(access);
		}
		return access;
	}

	private MetadataAccess askToken() throws MetadataException {
		HttpRequest.Builder request = request("/latest/api/token").header(TTL, String.valueOf(MAX_TTL))
			.PUT(HttpRequest.BodyPublishers.noBody());
		Answer answer;
		try {
			answer = send(request, timeForToken());
		}
		catch (HttpFailure ex) {
			if (ex.getKind() == HttpFailure.Kind.TIMED_OUT && !this.server.isVersion1Disabled()) {
				return version1("was not answered in time");
			}
			throw this.failures.silent(ex);
		}
		return switch (answer.status()) {
			case 200 -> version2(answer);
			case 403, 404, 405 -> {
				if (this.server.isVersion1Disabled()) {
					throw (answer.status() == 403) ? this.failures.forbidden() : this.failures.unexpected(answer);
				}
				yield version1("was answered with status " + answer.status());
			}
			default -> throw this.failures.unexpected(answer);
		};
	}

	private Duration timeForToken() {
		// Where a token does not come in time, version 1 needs some time to answer as
		// well
		return this.server.isVersion1Disabled() ? remaining() : remaining().multipliedBy(3).dividedBy(4);
	}

	private MetadataAccess version1(String reason) {
		return MetadataAccess.version1(reason, this.server.now());
	}

	private MetadataAccess version2(Answer answer) throws MetadataException {
		String token = new String(answer.body(), StandardCharsets.UTF_8).strip();
		if (!LocalHttp.isHeaderValue(token)) {
			throw this.failures.malformed("is no session token");
		}
		long ttl = answer.headers()
			.firstValue(TTL)
			.filter((value) -> value.matches("\\d{1,5}"))
			.map(Long::valueOf)
			.orElse(MAX_TTL);
		return MetadataAccess.version2(token, this.server.now(), Duration.ofSeconds(ttl));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.server.resolve(path));
	}

	private Answer send(HttpRequest.Builder request, Duration timeout) throws HttpFailure {
		Answer answer = this.http.send(request, timeout);
		this.server.setAnswered();
		return answer;
	}

	private Duration remaining() {
		return Duration.ofNanos(this.deadline - this.server.now());
	}

	public String server() {
		return this.server.describe();
	}

	public MetadataException malformed(String reason) {
		return this.failures.malformed(reason);
	}

}
