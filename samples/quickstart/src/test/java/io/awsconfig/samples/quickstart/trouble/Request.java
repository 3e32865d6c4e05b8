package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

/**
 * A request to AWS.
 *
 * @param method the method
 * @param path the path
 * @param headers the headers
 * @param body the body
 * @param accessKeyId who has signed, empty if nobody has
 * @param region for which Region
 * @param service for which service
 */
record Request(String method, String path, Headers headers, String body, String accessKeyId, String region,
		String service) {

	private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/");

	static Request of(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Headers headers = exchange.getRequestHeaders();
		Matcher scope = SCOPE.matcher(String.valueOf(headers.getFirst("Authorization")));
		boolean signed = scope.find();
		String path = exchange.getRequestURI().getPath();
		return new Request(exchange.getRequestMethod(), path, headers, body, signed ? scope.group(1) : "",
				signed ? scope.group(2) : "", signed ? scope.group(3) : service(path));
	}

	/**
	 * What is not signed belongs to signing in.
	 */
	private static String service(String path) {
		return switch (path) {
			case "/federation/credentials" -> "sso";
			case "/token" -> "sso-oauth";
			default -> "sts";
		};
	}

}
