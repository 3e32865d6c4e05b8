package io.awsconfig.failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * What a request says about who has signed it.
 *
 * @param accessKeyId the access key id
 * @param region the Region that it is signed for
 * @param service the service that it is signed for
 * @param token whether a session token was sent with it
 */
record Signed(String accessKeyId, String region, String service, boolean token) {

	private static final Pattern SCOPE = Pattern
		.compile("Credential=([^/,\\s]+)/\\d{8}/(?:([^/,]+)/)?([^/,]+)/aws4_request");

	static @Nullable Signed of(@Nullable SdkHttpRequest request) {
		if (request == null) {
			return null;
		}
		String authorization = request.firstMatchingHeader("Authorization").orElse("");
		Matcher matcher = SCOPE.matcher(authorization);
		if (!matcher.find()) {
			return null;
		}
		String region = matcher.group(2);
		return new Signed(matcher.group(1), (region != null) ? region : "*", matcher.group(3),
				request.firstMatchingHeader("X-Amz-Security-Token").isPresent());
	}

	@Override
	public String toString() {
		return "access key " + AccessKeys.abbreviate(this.accessKeyId);
	}

}
