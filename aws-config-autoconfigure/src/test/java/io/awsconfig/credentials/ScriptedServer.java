package io.awsconfig.credentials;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on this machine that does with a connection whatever a test wants, and
 * remembers each request as it came over the wire.
 */
public final class ScriptedServer implements Closeable {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("^content-length: (\\d+)$", Pattern.MULTILINE);

	private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private volatile Behaviour behaviour;

	public ScriptedServer(Behaviour behaviour) throws IOException {
		this.behaviour = behaviour;
		start(this::acceptAll);
	}

	/**
	 * Answer the n-th request by the n-th of these, and all further ones by the last.
	 */
	public static Behaviour inTurn(Behaviour... behaviours) {
		List<Behaviour> left = new ArrayList<>(List.of(behaviours));
		return (request, connection) -> {
			Behaviour next;
			synchronized (left) {
				next = (left.size() > 1) ? left.remove(0) : left.get(0);
			}
			next.answer(request, connection);
		};
	}

	public static Behaviour status(int status, String body, String... headers) {
		return (request, connection) -> {
			byte[] content = body.getBytes(StandardCharsets.UTF_8);
			connection.write(
					"HTTP/1.1 %d Any\r\nContent-Length: %d\r\nConnection: close\r\n".formatted(status, content.length));
			for (String header : headers) {
				connection.write(header + "\r\n");
			}
			connection.write("\r\n" + body);
		};
	}

	public static Behaviour ok(String body) {
		return status(200, body);
	}

	public static Behaviour raw(String text) {
		return (request, connection) -> connection.write(text);
	}

	public static Behaviour hang() {
		return (request, connection) -> connection.awaitEnd();
	}

	public static Behaviour reset() {
		return (request, connection) -> connection.socket().setSoLinger(true, 0);
	}

	/**
	 * Begin with a text and then send one byte after the other for ever.
	 */
	public static Behaviour trickle(String start, String piece) {
		return (request, connection) -> {
			connection.write(start);
			while (!connection.isOver(20)) {
				connection.write(piece);
			}
		};
	}

	/**
	 * Begin with a text and then send as much as the other side takes.
	 */
	public static Behaviour flood(String start, byte[] chunk) {
		return (request, connection) -> {
			connection.write(start);
			while (!connection.isOver(0)) {
				connection.write(chunk);
			}
		};
	}

	public void behave(Behaviour behaviour) {
		this.behaviour = behaviour;
	}

	public URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort() + path);
	}

	/**
	 * Return the head of each request; names of headers are in lower case.
	 */
	public List<String> requests() {
		return this.requests;
	}

	private void acceptAll() throws IOException {
		while (!this.socket.isClosed()) {
			Socket accepted = this.socket.accept();
			this.connections.add(accepted);
			start(() -> serve(accepted));
		}
	}

	private void serve(Socket accepted) throws Exception {
		try (accepted) {
			String request = readHead(accepted.getInputStream());
			skipBody(request, accepted.getInputStream());
			this.requests.add(request);
			this.behaviour.answer(request, new Connection(accepted));
			accepted.getOutputStream().flush();
		}
	}

	/**
	 * Read a body as well: a connection that is closed with bytes left is reset.
	 */
	private static void skipBody(String head, InputStream input) throws IOException {
		Matcher length = CONTENT_LENGTH.matcher(head);
		if (length.find()) {
			input.readNBytes(Integer.parseInt(length.group(1)));
		}
	}

	private static String readHead(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next == -1) {
				break;
			}
			head.write(next);
		}
		StringBuilder text = new StringBuilder();
		head.toString(StandardCharsets.ISO_8859_1).lines().forEach((line) -> {
			int colon = line.indexOf(": ");
			text.append(
					(colon == -1) ? line : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon))
				.append('\n');
		});
		return text.toString();
	}

	private static void start(Action action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (Exception ex) {
				// The other side is gone, or the test is over
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.closed.countDown();
		this.socket.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	@FunctionalInterface
	public interface Behaviour {

		void answer(String request, Connection connection) throws Exception;

	}

	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

	public final class Connection {

		private final Socket socket;

		Connection(Socket socket) {
			this.socket = socket;
		}

		Socket socket() {
			return this.socket;
		}

		public void write(String text) throws IOException {
			write(text.getBytes(StandardCharsets.UTF_8));
		}

		public void write(byte[] bytes) throws IOException {
			OutputStream output = this.socket.getOutputStream();
			output.write(bytes);
			output.flush();
		}

		void awaitEnd() throws InterruptedException {
			ScriptedServer.this.closed.await();
		}

		public boolean isOver(long millis) throws InterruptedException {
			return ScriptedServer.this.closed.await(millis, TimeUnit.MILLISECONDS);
		}

	}

}
