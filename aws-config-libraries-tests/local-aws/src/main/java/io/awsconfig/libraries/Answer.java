package io.awsconfig.libraries;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a server answers.
 *
 * @param status the status
 * @param headers the headers, with the type of the content
 * @param body the body
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

	/**
	 * A success with JSON of this kind, which is what most services speak.
	 * @param json the body
	 * @return the answer
	 */
	public static Answer json(String json) {
		return of("application/x-amz-json-1.0", json.getBytes(StandardCharsets.UTF_8));
	}

	public static Answer of(String contentType, byte[] body) {
		return new Answer(200, Map.of("Content-Type", contentType), body);
	}

	/**
	 * A failure that is worth another attempt.
	 * @return the answer
	 */
	public static Answer unavailable() {
		return new Answer(503, Map.of(), new byte[0]);
	}

	/**
	 * A failure that is not worth another attempt.
	 * @param code the error code
	 * @return the answer
	 */
	public static Answer error(String code) {
		String json = "{\"__type\":\"" + code + "\",\"message\":\"no\"}";
		return new Answer(400, Map.of("Content-Type", "application/x-amz-json-1.0"),
				json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A success without anything in it, as the protocol of the call wants it.
	 * @param call the call
	 * @return the answer
	 */
	static Answer nothing(Call call) {
		if ("rpc-v2-cbor".equals(call.header("smithy-protocol"))) {
			// A map that ends at once
			return new Answer(200, Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"),
					new byte[] { (byte) 0xbf, (byte) 0xff });
		}
		String type = call.header("Content-Type");
		if (type.contains("json")) {
			return json("{}");
		}
		String xml = type.contains("form-urlencoded") ? "<Response/>" : "";
		return of("application/xml", xml.getBytes(StandardCharsets.UTF_8));
	}

}
