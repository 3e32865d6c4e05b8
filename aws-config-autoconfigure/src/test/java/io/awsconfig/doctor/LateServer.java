package io.awsconfig.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server with a clock of its own, which the JDK's does not have.
 */
final class LateServer implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Duration ahead;

	LateServer(Duration ahead) throws IOException {
		this.ahead = ahead;
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "late-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.listener.accept();
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// The test has ended
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			String head = read(socket.getInputStream());
			Matcher length = LENGTH.matcher(head);
			String body = length.find() ? new String(
					socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8) : "";
			boolean identity = body.contains("Action=GetCallerIdentity");
			String answer = identity ? Examined.identity(Examined.ARN) : "<Error><Code>AccessDenied</Code></Error>";
			String date = DateTimeFormatter.RFC_1123_DATE_TIME
				.format(Instant.now().plus(this.ahead).atOffset(ZoneOffset.UTC));
			socket.getOutputStream()
				.write("HTTP/1.1 %s\r\nDate: %s\r\nConnection: close\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"
					.formatted(identity ? "200 OK" : "403 Forbidden", date, answer.length(), answer)
					.getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
		}
		catch (IOException ex) {
			// The other side has closed
		}
	}

	private static String read(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next == -1) {
				break;
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	String url() {
		return "http://127.0.0.1:" + this.listener.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
