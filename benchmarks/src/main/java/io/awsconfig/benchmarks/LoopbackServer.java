package io.awsconfig.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Gives the same answer to every request, as fast as it can and without allocating
 * anything, and counts the bytes of the requests. One thread for each connection.
 */
final class LoopbackServer implements AutoCloseable {

	private static final byte[] END_OF_HEADERS = ascii("\r\n\r\n");

	private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");

	private final ServerSocket socket;

	private final byte[] answer;

	private final LongAdder requests = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	/**
	 * Start a server.
	 * @param contentType of the answers
	 * @param body of the answers
	 */
	LoopbackServer(String contentType, String body) throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.answer = ascii("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(contentType,
				body.length(), body));
		startThread(this::accept);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static void startThread(Runnable task) {
		Thread thread = new Thread(task, "loopback-server");
		thread.setDaemon(true);
		thread.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort());
	}

	/**
	 * Return how many bytes a request has, headers included, on average.
	 */
	String bytesPerRequest() {
		return String.format(Locale.ROOT, "%.2f", (double) this.bytes.sum() / this.requests.sum());
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				connection.setTcpNoDelay(true);
				startThread(() -> serve(connection));
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void serve(Socket connection) {
		byte[] buffer = new byte[16 * 1024];
		try (connection;
				InputStream input = connection.getInputStream();
				OutputStream output = connection.getOutputStream()) {
			int length = 0;
			for (int count = input.read(buffer); count >= 0; count = input.read(buffer, length,
					buffer.length - length)) {
				length += count;
				// Nobody sends a second request before there is an answer to the first
				if (isComplete(buffer, length)) {
					this.requests.increment();
					this.bytes.add(length);
					length = 0;
					output.write(this.answer);
				}
			}
		}
		catch (IOException ex) {
			// The client has gone
		}
	}

	private static boolean isComplete(byte[] buffer, int length) {
		int end = indexOf(END_OF_HEADERS, buffer, length);
		if (end < 0) {
			return false;
		}
		int header = indexOf(CONTENT_LENGTH, buffer, end);
		int body = 0;
		if (header >= 0) {
			for (int i = header + CONTENT_LENGTH.length; buffer[i] != '\r'; i++) {
				if (buffer[i] != ' ') {
					body = 10 * body + buffer[i] - '0';
				}
			}
		}
		return length >= end + END_OF_HEADERS.length + body;
	}

	private static int indexOf(byte[] text, byte[] buffer, int length) {
		for (int i = 0; i + text.length <= length; i++) {
			int j = 0;
			while (j < text.length && text[j] == lowerCase(buffer[i + j])) {
				j++;
			}
			if (j == text.length) {
				return i;
			}
		}
		return -1;
	}

	private static byte lowerCase(byte character) {
		return (character >= 'A' && character <= 'Z') ? (byte) (character + 'a' - 'A') : character;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
