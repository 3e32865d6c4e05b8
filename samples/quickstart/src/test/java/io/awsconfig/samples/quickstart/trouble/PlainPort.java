package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/**
 * A port before a server that speaks HTTP. Who greets it in HTTPS gets an answer in plain
 * text, as from most servers; that of the JDK would say nothing.
 */
final class PlainPort implements AutoCloseable {

	private static final int TLS_HANDSHAKE = 0x16;

	private static final byte[] BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));

	private final int target;

	private final ExecutorService threads;

	PlainPort(int target, ExecutorService threads) throws IOException {
		this.target = target;
		this.threads = threads;
		threads.execute(this::accept);
	}

	int number() {
		return this.server.getLocalPort();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				this.threads.execute(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket client) {
		try (client; Socket backend = new Socket(this.server.getInetAddress(), this.target)) {
			int first = client.getInputStream().read();
			if (first == TLS_HANDSHAKE) {
				client.getOutputStream().write(BAD_REQUEST);
				client.shutdownOutput();
				client.getInputStream().transferTo(OutputStream.nullOutputStream());
				return;
			}
			backend.getOutputStream().write(first);
			this.threads.execute(() -> pass(backend, client));
			pass(client, backend);
		}
		catch (IOException ex) {
			// One of the two has gone
		}
	}

	private static void pass(Socket from, Socket to) {
		try {
			InputStream input = from.getInputStream();
			input.transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One of the two has gone
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
