package io.awsconfig.credentials.fetch;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.ContainerStep;
import io.awsconfig.credentials.fetch.RegularFile.UnreadableException;
import io.awsconfig.diagnostic.Redaction;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.CredentialsDocument;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import io.awsconfig.imds.LocalHttp;
import io.awsconfig.imds.LocalHttp.Answer;
import io.awsconfig.imds.LocalHttp.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * Asks the address that ECS or EKS gave to the container. A file with a token is read
 * again each time, as EKS renews it. Credentials without an expiry do not expire.
 * <p>
 * Guide: Container credential provider.
 */
@Internal
public final class ContainerFetcher implements CredentialsFetcher, Closeable {

	/**
	 * As often as the SDK does.
	 */
	private static final int ATTEMPTS = 6;

	/**
	 * Who says nothing for that long twice, will not say anything the third time.
	 */
	private static final int MAX_TIMEOUTS = 2;

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_TOKEN = 64 * 1024;

	private static final String CHECK_ADDRESS = "Check the address, and that what gives the container its credentials runs there.";

	private final ContainerStep step;

	private final Duration timeout;

	private final LocalHttp http;

	public ContainerFetcher(ContainerStep step) {
		this(step, DEFAULT_TIMEOUT);
	}

	public ContainerFetcher(ContainerStep step, Duration timeout) {
		this(step, timeout, new LocalHttp());
	}

	public ContainerFetcher(ContainerStep step, Duration timeout, LocalHttp http) {
		this.step = step;
		this.timeout = timeout;
		this.http = http;
	}

	@Override
	public FetchedCredentials fetch() {
		String token = token();
		Answer answer = ask(token);
		if (answer.status() != 200) {
			throw refused(answer, token);
		}
		try {
			CredentialsDocument document = new CredentialsDocument(JsonDocument.parse(answer.body()));
			return new FetchedCredentials(document.getCredentials("Token", null), document.getExpiration(), true, null,
					null);
		}
		catch (MalformedException ex) {
			throw failure("the answer of %s %s.".formatted(server(), ex.getReason()), CHECK_ADDRESS);
		}
	}

	@Override
	public Asked asked() {
		return new Asked(server(), CHECK_ADDRESS);
	}

	@Override
	public void close() {
		this.http.close();
	}

	private @Nullable String token() {
		Path file = this.step.tokenFile();
		String token = (file != null) ? read(file) : this.step.token();
		if (token == null) {
			return null;
		}
		String origin = (file != null) ? "the token in '" + file + "'" : "the token";
		if (token.isBlank()) {
			throw failure(origin + " is empty.", "Put the token there, or remove the setting to go without one.");
		}
		if (token.indexOf('\n') != -1 || token.indexOf('\r') != -1) {
			throw failure(origin + " holds a line break.",
					"Write it on a single line, without a line break at the end.");
		}
		if (!LocalHttp.isHeaderValue(token)) {
			throw failure(origin + " holds a character that no HTTP header may have.", "Write the token anew.");
		}
		return token;
	}

	private String read(Path file) {
		try {
			return new String(RegularFile.read(file, MAX_TOKEN), StandardCharsets.UTF_8);
		}
		catch (UnreadableException ex) {
			throw failure("the token file '%s' %s.".formatted(file, ex.getReason()),
					"Let AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE name a file with the token, readable by this application.");
		}
	}

	private Answer ask(@Nullable String token) {
		this.http.warmUp();
		int timeouts = 0;
		for (int attempt = 1;; attempt++) {
			try {
				Answer answer = this.http.send(request(token), this.timeout);
				if (!answer.isRetryable() || attempt == ATTEMPTS) {
					return answer;
				}
			}
			catch (HttpFailure ex) {
				HttpFailure.Kind kind = ex.getKind();
				if (kind == HttpFailure.Kind.TIMED_OUT) {
					timeouts++;
				}
				if (!kind.isRetryable() || attempt == ATTEMPTS || timeouts == MAX_TIMEOUTS) {
					throw failure(
							"%s gave no answer in %d %s: %s%s.".formatted(server(), attempt,
									(attempt == 1) ? "attempt" : "attempts", kind,
									(kind == HttpFailure.Kind.TIMED_OUT) ? " (" + Words.of(this.timeout) + ")" : ""),
							CHECK_ADDRESS);
				}
			}
		}
	}

	private HttpRequest.Builder request(@Nullable String token) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.step.address()).header("Accept", "application/json");
		return (token != null) ? request.header("Authorization", token) : request;
	}

	private CredentialsException refused(Answer answer, @Nullable String token) {
		int status = answer.status();
		String remedy = switch (status) {
			case 401, 403 ->
				"Check the authorization token, and that the role of the container is allowed to be used here.";
			case 301, 302, 303, 307, 308 -> "Redirects are not followed: set the address that it leads to.";
			default -> CHECK_ADDRESS;
		};
		return failure("%s answered with status %d%s.".formatted(server(), status, explain(answer, token)), remedy);
	}

	/**
	 * Return what the server says. It may echo what it was asked.
	 */
	private String explain(Answer answer, @Nullable String token) {
		try {
			JsonDocument document = JsonDocument.parse(answer.body());
			String code = document.getText("code");
			String message = document.getText("message");
			if (code == null && message == null) {
				return "";
			}
			String text = (code != null && message != null) ? code + ": " + message
					: String.valueOf((code != null) ? code : message);
			URI address = this.step.address();
			Redaction redaction = Redaction
				.of(address.getRawPath(), address.getPath(), address.getRawQuery(), address.getQuery(),
						address.getUserInfo())
				.withParts("[/?&=]");
			return " (" + Words.clean(redaction.hide((token != null) ? text.replace(token, "***") : text)) + ")";
		}
		catch (MalformedException ex) {
			return "";
		}
	}

	/**
	 * Return whom it asks. Path and query may be secrets.
	 */
	private String server() {
		URI address = this.step.address();
		return "%s://%s%s".formatted(address.getScheme(), address.getHost(),
				(address.getPort() != -1) ? ":" + address.getPort() : "");
	}

	private CredentialsException failure(String reason, String remedy) {
		return new CredentialsException(this.step, reason, remedy, null);
	}

}
