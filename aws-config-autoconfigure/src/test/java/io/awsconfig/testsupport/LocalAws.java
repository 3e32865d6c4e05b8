package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * All hosts of AWS, on this machine: a proxy that leads every connection to one server.
 * Clients with the HTTP of it open real connections and send real requests to the hosts
 * that they mean, whose names nobody looks up. Lives as long as the JVM.
 */
public final class LocalAws {

	private static final AttributeMap OPTIONS = AttributeMap.builder()
		.put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
		.build();

	private final LocalServer server;

	private final ServerSocket proxy;

	public LocalAws(SSLContext context) {
		this.server = new LocalServer(context);
		try {
			this.proxy = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(() -> {
			while (true) {
				Socket accepted = this.proxy.accept();
				start(() -> connect(accepted));
			}
		});
	}

	private void connect(Socket client) throws IOException {
		try (client; Socket server = new Socket(InetAddress.getByName("127.0.0.1"), this.server.port())) {
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			readHead(client.getInputStream());
			client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			start(() -> {
				try (client; server) {
					server.getInputStream().transferTo(client.getOutputStream());
				}
			});
			client.getInputStream().transferTo(server.getOutputStream());
		}
	}

	private static void readHead(InputStream input) throws IOException {
		String end = "\r\n\r\n";
		for (int matched = 0; matched < end.length();) {
			int next = input.read();
			if (next == -1) {
				throw new IOException("The connection has been closed");
			}
			matched = (next == end.charAt(matched)) ? matched + 1 : (next == '\r') ? 1 : 0;
		}
	}

	private static void start(Action action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (IOException ex) {
				// One of both sides is gone
			}
		}, "local-aws");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Return the server, which tells what it was asked.
	 */
	public LocalServer server() {
		return this.server;
	}

	/**
	 * Return the HTTP that leads sync clients here.
	 */
	public SdkHttpClient http() {
		return Apache5HttpClient.builder()
			.proxyConfiguration(ProxyConfiguration.builder().endpoint(proxyUrl()).build())
			.buildWithDefaults(OPTIONS);
	}

	/**
	 * Return the HTTP that leads async clients here.
	 */
	public SdkAsyncHttpClient asyncHttp() {
		return NettyNioAsyncHttpClient.builder()
			.proxyConfiguration(software.amazon.awssdk.http.nio.netty.ProxyConfiguration.builder()
				.host(proxyUrl().getHost())
				.port(proxyUrl().getPort())
				.build())
			.buildWithDefaults(OPTIONS);
	}

	private URI proxyUrl() {
		return URI.create("http://127.0.0.1:" + this.proxy.getLocalPort());
	}

	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

}
