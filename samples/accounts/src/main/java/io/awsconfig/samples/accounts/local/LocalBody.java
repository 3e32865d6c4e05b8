package io.awsconfig.samples.accounts.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;

/**
 * Reads the body of a request. Clients send an object in chunks, each behind a line with
 * its length and signature, and its checksum behind the last one, which is empty.
 */
final class LocalBody {

	private LocalBody() {
	}

	static byte[] read(HttpExchange exchange) throws IOException {
		InputStream body = exchange.getRequestBody();
		String hash = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
		byte[] content = hash.startsWith("STREAMING-") ? readChunks(body) : body.readAllBytes();
		body.readAllBytes(); // the checksum
		return content;
	}

	private static byte[] readChunks(InputStream body) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		int length = readLength(body);
		while (length > 0) {
			content.write(body.readNBytes(length));
			readLine(body);
			length = readLength(body);
		}
		return content.toByteArray();
	}

	private static int readLength(InputStream body) throws IOException {
		return Integer.parseInt(readLine(body).split(";", 2)[0], 16);
	}

	private static String readLine(InputStream body) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int character = body.read(); character != '\n' && character != -1; character = body.read()) {
			line.write(character);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

}
