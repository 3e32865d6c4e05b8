package io.awsconfig.failure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

/**
 * A call that has failed, as the SDK tells of it.
 *
 * @param exception what the caller gets
 * @param operation the operation
 * @param input the request as the application has made it, or {@code null} if it made
 * none
 * @param http the request that was sent last, if it came to that
 * @param response the answer, if there was one
 * @param region the Region of the client
 */
record FailedCall(Throwable exception, String operation, @Nullable SdkRequest input, @Nullable SdkHttpRequest http,
		@Nullable SdkHttpResponse response, @Nullable Region region) {

	private static final int DEEPEST = 32;

	private static final int MOST_READ = 8 * 1024;

	/**
	 * Headers with the token of temporary credentials, of a session of S3 Express, and of
	 * Identity Center.
	 */
	private static final List<String> TOKENS = List.of("X-Amz-Security-Token", "x-amz-s3session-token",
			"x-amz-sso_bearer_token");

	private static final String BEARER = "Bearer ";

	static FailedCall of(Context.FailedExecution context, ExecutionAttributes attributes, String operation) {
		Throwable exception = context.exception();
		if (exception instanceof CompletionException && exception.getCause() != null) {
			exception = exception.getCause();
		}
		AwsErrorDetails details = (exception instanceof AwsServiceException answer) ? answer.awsErrorDetails() : null;
		SdkHttpResponse response = (details != null) ? details.sdkHttpResponse() : null;
		return new FailedCall(exception, operation, context.request(), context.httpRequest().orElse(null),
				(response != null) ? response : context.httpResponse().orElse(null),
				attributes.getAttribute(AwsExecutionAttribute.AWS_REGION));
	}

	static FailedCall of(SdkHttpRequest request, Throwable exception) {
		AwsErrorDetails details = (exception instanceof AwsServiceException answer) ? answer.awsErrorDetails() : null;
		return new FailedCall(exception, "a request", null, request,
				(details != null) ? details.sdkHttpResponse() : null, null);
	}

	/**
	 * Return no part of the request, which may hold secrets.
	 */
	@Override
	public String toString() {
		return this.operation;
	}

	@Nullable AwsServiceException answer() {
		return (this.exception instanceof AwsServiceException answer) ? answer : null;
	}

	/**
	 * Return the error code of the answer, or an empty text.
	 */
	String code() {
		AwsErrorDetails details = details();
		String code = (details != null) ? details.errorCode() : null;
		return (code != null) ? code : "";
	}

	int status() {
		AwsServiceException answer = answer();
		return (answer != null) ? answer.statusCode() : 0;
	}

	private @Nullable AwsErrorDetails details() {
		AwsServiceException answer = answer();
		return (answer != null) ? answer.awsErrorDetails() : null;
	}

	/**
	 * Return what AWS says, which may repeat what was sent, secrets included.
	 */
	String said() {
		AwsErrorDetails details = details();
		String message = (details != null) ? details.errorMessage() : null;
		return (message != null) ? message : "";
	}

	/**
	 * Return the beginning of the body of the answer, which may hold secrets as well.
	 */
	String body() {
		AwsErrorDetails details = details();
		SdkBytes body = (details != null) ? details.rawResponse() : null;
		if (body == null) {
			return "";
		}
		byte[] bytes = body.asByteArrayUnsafe();
		return new String(bytes, 0, Math.min(bytes.length, MOST_READ), StandardCharsets.UTF_8);
	}

	@Nullable String header(String name) {
		return Optional.ofNullable(this.response)
			.flatMap((response) -> response.firstMatchingHeader(name))
			.orElse(null);
	}

	/**
	 * Return the time of whoever has answered.
	 */
	@Nullable Instant date() {
		String date = header("Date");
		try {
			return (date != null) ? Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	@Nullable Signed signed() {
		return Signed.of(this.http);
	}

	/**
	 * Return the session tokens and bearer tokens that were sent.
	 */
	List<String> tokens() {
		SdkHttpRequest http = this.http;
		List<String> tokens = new ArrayList<>();
		if (http != null) {
			TOKENS.forEach((header) -> tokens.addAll(http.matchingHeaders(header)));
			http.firstMatchingHeader("Authorization")
				.filter((value) -> value.startsWith(BEARER))
				.ifPresent((value) -> tokens.add(value.substring(BEARER.length())));
		}
		return tokens;
	}

	/**
	 * Return the host that was called, or an empty text.
	 */
	String host() {
		return (this.http != null) ? this.http.host() : "";
	}

	/**
	 * Return scheme, host and port that were called, or an empty text.
	 */
	String url() {
		if (this.http == null) {
			return "";
		}
		String scheme = this.http.protocol();
		boolean usual = this.http.port() == (scheme.equals("https") ? 443 : 80);
		return scheme + "://" + this.http.host() + (usual ? "" : ":" + this.http.port());
	}

	boolean isSecure() {
		return this.http != null && this.http.protocol().equals("https");
	}

	@Nullable String bucket() {
		return (this.input == null) ? null : this.input.getValueForField("Bucket", String.class).orElse(null);
	}

	/**
	 * Return the exception and its causes, the outermost first.
	 */
	List<Throwable> chain() {
		List<Throwable> chain = new ArrayList<>();
		Throwable current = this.exception;
		while (current != null && chain.size() < DEEPEST && !chain.contains(current)) {
			chain.add(current);
			current = current.getCause();
		}
		return chain;
	}

	/**
	 * Find a cause of a type. Those of HTTP clients are found by the name of their type,
	 * since these need not be there.
	 * @param names simple names of types
	 */
	@Nullable Throwable find(String... names) {
		for (Throwable each : chain()) {
			for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
				if (List.of(names).contains(type.getSimpleName())) {
					return each;
				}
			}
		}
		return null;
	}

	/**
	 * Return whether an exception or one of its causes says one of some texts.
	 */
	boolean says(String... texts) {
		for (Throwable each : chain()) {
			String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
			for (String text : texts) {
				if (message.contains(text)) {
					return true;
				}
			}
		}
		return false;
	}

}
