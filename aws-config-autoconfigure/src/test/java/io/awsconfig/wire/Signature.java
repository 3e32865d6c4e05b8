package io.awsconfig.wire;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.testsupport.LocalServer.Request;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs a request that came over the wire once more, as its service would do to check it.
 */
final class Signature {

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), .*");

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");

	private Signature() {
	}

	/**
	 * Return the header {@code Authorization} that a request has to have.
	 * @param request the request
	 * @param secret the secret access key
	 * @param token the session token, or {@code null}
	 */
	static @Nullable String of(Request request, String secret, @Nullable String token) {
		Matcher matcher = AUTHORIZATION.matcher(request.authorization());
		if (!matcher.matches()) {
			throw new AssertionError("Not signed by SigV4: " + request.authorization());
		}
		AwsCredentialsIdentity identity = (token != null)
				? AwsSessionCredentials.create(matcher.group(1), secret, token)
				: AwsBasicCredentials.create(matcher.group(1), secret);
		SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
			.method(SdkHttpMethod.fromValue(request.method()))
			.uri(URI.create("https://" + request.host() + request.uri()));
		for (String name : List.of(matcher.group(4).split(";"))) {
			if (!name.equals("x-amz-date") && !name.equals("x-amz-security-token")) {
				unsigned.putHeader(name, request.header(name));
			}
		}
		ZonedDateTime date = ZonedDateTime.parse(String.valueOf(request.header("X-Amz-Date")), DATE);
		return AwsV4HttpSigner.create()
			.sign((sign) -> sign.identity(identity)
				.request(unsigned.build())
				.payload(() -> new ByteArrayInputStream(request.body()))
				.putProperty(AwsV4HttpSigner.REGION_NAME, matcher.group(2))
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, matcher.group(3))
				.putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(date.toInstant(), ZoneOffset.UTC)))
			.request()
			.firstMatchingHeader("Authorization")
			.orElse(null);
	}

}
