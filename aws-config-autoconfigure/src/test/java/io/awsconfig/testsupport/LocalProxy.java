package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on this machine that records what it is asked, and answers what it should pass
 * on by itself.
 */
public final class LocalProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private volatile boolean wantsToKnow;

	public LocalProxy() {
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "proxy");
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
			String head = readHead(socket.getInputStream());
			this.heads.add(head);
			boolean refused = this.wantsToKnow && !head.toLowerCase().contains("proxy-authorization");
			String answer = refused
					? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
					: head.startsWith("CONNECT") ? "403 Forbidden\r\n"
							: "200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n";
			socket.getOutputStream()
				.write(("HTTP/1.1 " + answer + "Connection: close\r\nContent-Length: 2\r\n\r\n{}")
					.getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// The other side has closed
		}
	}

	private static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") == -1) {
			int ch = in.read();
			if (ch == -1) {
				break;
			}
			head.append((char) ch);
		}
		return head.toString();
	}

	/**
	 * Return the heads of the requests so far.
	 */
	public List<String> heads() {
		return this.heads;
	}

	/**
	 * From now on, refuse who does not say who it is.
	 */
	public void wantsToKnow() {
		this.wantsToKnow = true;
	}

	public String port() {
		return String.valueOf(this.listener.getLocalPort());
	}

	public String url() {
		return "http://127.0.0.1:" + port();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
