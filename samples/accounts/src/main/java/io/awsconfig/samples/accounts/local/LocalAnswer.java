package io.awsconfig.samples.accounts.local;

import java.nio.charset.StandardCharsets;

/**
 * What S3 answers.
 *
 * @param status the status of the response
 * @param type its content type
 * @param body its body, may be empty
 */
record LocalAnswer(int status, String type, byte[] body) {

	static LocalAnswer done(int status) {
		return new LocalAnswer(status, "application/xml", new byte[0]);
	}

	static LocalAnswer object(byte[] body) {
		return new LocalAnswer(200, "application/octet-stream", body);
	}

	static LocalAnswer xml(int status, String body) {
		return new LocalAnswer(status, "application/xml", body.getBytes(StandardCharsets.UTF_8));
	}

	static LocalAnswer error(int status, String code) {
		return xml(status, "<Error><Code>%1$s</Code><Message>%1$s</Message></Error>".formatted(code));
	}

}
