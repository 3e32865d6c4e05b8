package io.awsconfig.libraries;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A request as it came over the wire.
 *
 * @param server the name of the server that was called by its own host name and port, or
 * else the {@code Host} that it was called by
 * @param protocol the protocol and its version, such as {@code HTTP/1.1}
 * @param operation the operation, or method and path where the protocol has no name of it
 * @param headers the headers, by name in any casing
 * @param body the body without compression, one character for each byte
 */
public record Call(String server, String protocol, String operation, Map<String, List<String>> headers, String body) {

	private static final Pattern CREDENTIAL = Pattern
		.compile("^AWS4-HMAC-SHA256 Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request,.*");

	private static final Pattern OPERATION_IN_PATH = Pattern.compile("^/service/\\w+/operation/(\\w+)$");

	private static final Pattern OPERATION_IN_FORM = Pattern.compile("(?:^|&)Action=(\\w+)");

	static Call of(String server, String protocol, String method, String path, Map<String, List<String>> headers,
			byte[] body) throws IOException {
		String text = new String(isCompressed(headers) ? decompress(body) : body, StandardCharsets.ISO_8859_1);
		return new Call(server, protocol, operation(method, path, headers, text), headers, text);
	}

	private static boolean isCompressed(Map<String, List<String>> headers) {
		return headers.getOrDefault("Content-Encoding", List.of()).contains("gzip");
	}

	private static byte[] decompress(byte[] body) throws IOException {
		try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return input.readAllBytes();
		}
	}

	private static String operation(String method, String path, Map<String, List<String>> headers, String body) {
		List<String> target = headers.get("X-Amz-Target");
		if (target != null) {
			return target.get(0).substring(target.get(0).lastIndexOf('.') + 1);
		}
		Matcher inPath = OPERATION_IN_PATH.matcher(path);
		if (inPath.matches()) {
			return inPath.group(1);
		}
		Matcher inForm = OPERATION_IN_FORM.matcher(body);
		boolean form = headers.getOrDefault("Content-Type", List.of()).toString().contains("form-urlencoded");
		return (form && inForm.find()) ? inForm.group(1) : method + " " + path;
	}

	/**
	 * Return a header.
	 * @param name its name in any casing
	 * @return its value, empty without such a header
	 */
	public String header(String name) {
		return String.join(",", this.headers.getOrDefault(name, List.of()));
	}

	/**
	 * Return who called what: server and operation, then access key, Region and service
	 * of the signature, then the header that tells of attempts.
	 */
	@Override
	public String toString() {
		Matcher credential = CREDENTIAL.matcher(header("Authorization"));
		String signature = credential.matches()
				? "%s %s %s".formatted(credential.group(1), credential.group(2), credential.group(3)) : "not signed";
		return "%s %s: %s, %s".formatted(this.server, this.operation, signature, header("amz-sdk-request"));
	}

}
