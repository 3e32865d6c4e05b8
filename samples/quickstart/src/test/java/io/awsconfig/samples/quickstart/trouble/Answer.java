package io.awsconfig.samples.quickstart.trouble;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of AWS.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 */
record Answer(int status, Map<String, String> headers, String body) {

	static Answer json(int status, String body) {
		return new Answer(status, Map.of("Content-Type", "application/x-amz-json-1.0"), body);
	}

	static Answer xml(int status, String body) {
		return new Answer(status, Map.of("Content-Type", "application/xml"), body);
	}

	/**
	 * An error, in the language of the service that was asked.
	 */
	static Answer error(Request request, int status, String code, String message) {
		return switch (request.service()) {
			case "s3" -> xml(status, "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message));
			case "sts" -> xml(status,
					"<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
						.formatted(code, message));
			default ->
				new Answer(status, Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-ErrorType", code), """
						{"__type":"%s","message":"%s"}""".formatted(code, message));
		};
	}

	Answer header(String name, String value) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put(name, value);
		return new Answer(this.status, headers, this.body);
	}

}
