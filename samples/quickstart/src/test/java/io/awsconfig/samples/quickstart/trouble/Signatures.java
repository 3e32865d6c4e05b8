package io.awsconfig.samples.quickstart.trouble;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks who has signed a request that has no query.
 */
final class Signatures {

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=[^/]+/([^,]+), SignedHeaders=([^,]+), Signature=(\\w+)");

	private Signatures() {
	}

	static boolean isSignedWith(Request request, String secret) {
		Matcher authorization = AUTHORIZATION.matcher(String.valueOf(request.headers().getFirst("Authorization")));
		if (!authorization.matches()) {
			return false;
		}
		StringBuilder canonical = new StringBuilder(request.method() + "\n" + request.path() + "\n\n");
		for (String header : authorization.group(2).split(";")) {
			canonical.append(header).append(':').append(request.headers().getFirst(header)).append('\n');
		}
		canonical.append('\n').append(authorization.group(2)).append('\n');
		String hash = request.headers().getFirst("x-amz-content-sha256");
		try {
			canonical.append((hash != null) ? hash : sha256(request.body()));
			String text = "AWS4-HMAC-SHA256\n" + request.headers().getFirst("X-Amz-Date") + "\n"
					+ authorization.group(1) + "\n" + sha256(canonical.toString());
			byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
			for (String part : authorization.group(1).split("/")) {
				key = hmac(key, part);
			}
			return HexFormat.of().formatHex(hmac(key, text)).equals(authorization.group(3));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String sha256(String text) throws GeneralSecurityException {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
	}

}
