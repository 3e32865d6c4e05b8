package io.awsconfig.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.awsconfig.client.ApplicationBean;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.failure.WatchedClient;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Goes the way to a server step by step, on a socket of its own: name, proxy, connection,
 * TLS. Last, a request without a signature is sent by the HTTP client that the clients
 * have: any answer of the server will do.
 */
final class EndpointCheck implements Check {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration STEP = Duration.ofSeconds(5);

	private static final int MAX_BODY = 8 * 1024;

	private static final List<String> STEPS = List.of("dns", "proxy", "connect", "tls", "answer");

	private final Patient patient;

	private final Target target;

	private final Clocks clocks;

	private final SdkHttpRequest request;

	EndpointCheck(Patient patient, Target target, Clocks clocks) {
		this.patient = patient;
		this.target = target;
		this.clocks = clocks;
		this.request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.GET)
			.protocol(target.isSecure() ? "https" : "http")
			.host(target.host())
			.port(target.port())
			.encodedPath("/")
			.build();
	}

	@Override
	public void run(Notes notes) throws IOException {
		ApplicationBean own = this.patient.beans().get().httpClient();
		notes.begin("endpoint");
		notes.ok("%s, called by %s".formatted(this.target.place(), String.join(", ", this.target.usedBy())));
		if (own != null) {
			notes.begin("connect");
			notes.skipped("the application's own HTTP client %s decides on proxy, connection and TLS".formatted(own));
		}
		else if (!reach(notes)) {
			return;
		}
		notes.begin("answer");
		ask(notes);
	}

	/**
	 * Return whether the way to the server is free.
	 */
	private boolean reach(Notes notes) throws IOException {
		ProxyInForce inForce = this.patient.environment().getProxy(this.target.settings());
		WrittenValue proxy = inForce.isUsedFor(this.target.host()) ? inForce.endpoint() : null;
		URI via = (proxy != null) ? uriOf(proxy.text()) : null;
		String host = (via != null) ? String.valueOf(via.getHost()).replaceAll("[\\[\\]]", "") : this.target.address();
		int port = (via != null) ? portOf(via) : this.target.port();
		List<InetAddress> addresses = lookUp(host, proxy, notes);
		if (addresses.isEmpty()) {
			return skipAfter("dns", "the host is not known", notes);
		}
		notes.begin("proxy");
		notes.ok((proxy != null) ? "%s from %s".formatted(proxy.text(), proxy.place()) : "none on this way");
		notes.begin("connect");
		try (Socket socket = connect(addresses, port, proxy, notes)) {
			if (socket == null) {
				return skipAfter("connect", "there is no connection", notes);
			}
			notes.ok("connected to %s:%d".formatted(host, port));
			if (!this.target.isSecure()) {
				return true;
			}
			notes.begin("tls");
			TlsCheck tls = new TlsCheck(this.patient, this.target, this::explain);
			return tls.run(socket, via, notes) || skipAfter("tls", "there is no TLS connection", notes);
		}
	}

	private static URI uriOf(String proxy) {
		return URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
	}

	private static int portOf(URI proxy) {
		return (proxy.getPort() != -1) ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
	}

	private boolean skipAfter(String step, String reason, Notes notes) {
		for (String later : STEPS.subList(STEPS.indexOf(step) + 1, STEPS.size())) {
			if (!later.equals("tls") || this.target.isSecure()) {
				notes.begin(later);
				notes.skipped(reason);
			}
		}
		return false;
	}

	private List<InetAddress> lookUp(String host, @Nullable WrittenValue proxy, Notes notes) {
		notes.begin("dns");
		try {
			List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(host));
			String found = addresses.stream()
				.map(InetAddress::getHostAddress)
				.distinct()
				.limit(4)
				.collect(Collectors.joining(", "));
			notes.ok(found.equals(host) ? "an address, no name" : "%s is %s".formatted(host, found));
			return addresses;
		}
		catch (UnknownHostException ex) {
			fail("the host is not known", ex, proxy, notes);
			return List.of();
		}
	}

	private @Nullable Socket connect(List<InetAddress> addresses, int port, @Nullable WrittenValue proxy, Notes notes) {
		Duration written = this.target.settings().getValue(SettingCatalog.HTTP_CONNECTION_TIMEOUT);
		List<IOException> failures = new ArrayList<>();
		for (InetAddress address : addresses) {
			Socket socket = notes.closeInTime(new Socket());
			try {
				socket.connect(new InetSocketAddress(address, port),
						notes.millisLeft((written != null) ? written : CONNECT_TIMEOUT));
				socket.setSoTimeout(notes.millisLeft(STEP));
				return socket;
			}
			catch (IOException ex) {
				notes.log("there is no connection to " + address, ex);
				failures.add(ex);
			}
		}
		fail("there is no connection", failures.get(0), proxy, notes);
		return null;
	}

	private void ask(Notes notes) throws IOException {
		SdkHttpClient client;
		try {
			client = this.patient.clients().get().httpClients().getSyncClient(this.target.settings());
		}
		catch (AwsConfigurationException ex) {
			notes.skipped("there is no HTTP client of sync clients to ask by: " + ex.getDescription());
			return;
		}
		try (client) {
			ExecutableHttpRequest call = client
				.prepareRequest(HttpExecuteRequest.builder().request(this.request).build());
			notes.closeInTime(call::abort);
			HttpExecuteResponse response = call.call();
			byte[] body = response.responseBody().isPresent() ? read(response.responseBody().get(), notes)
					: new byte[0];
			call.abort();
			tell(response.httpResponse(), body, notes);
		}
		catch (IOException | RuntimeException ex) {
			fail("there is no answer", ex, null, notes);
		}
	}

	private static byte[] read(InputStream body, Notes notes) {
		try {
			return body.readNBytes(MAX_BODY);
		}
		catch (IOException ex) {
			notes.log("there was an answer whose body cannot be read", ex);
			return new byte[0];
		}
	}

	private void tell(SdkHttpResponse response, byte[] body, Notes notes) {
		AwsServiceException answer = AwsServiceException.builder()
			.statusCode(response.statusCode())
			.awsErrorDetails(AwsErrorDetails.builder()
				.errorCode("")
				.sdkHttpResponse(response)
				.rawResponse(SdkBytes.fromByteArray(body))
				.build())
			.build();
		CallFailure failure = response.isSuccessful() ? null : explain(answer);
		if (failure != null && List.of("proxy", "http at https port").contains(failure.cause())) {
			notes.fail(failure);
			return;
		}
		response.firstMatchingHeader("Date").ifPresent((date) -> this.clocks.add(this.target.shown(), date));
		if (response.statusCode() >= 500) {
			notes.warn("the server answers with HTTP status " + response.statusCode(),
					"Look whether the server is well.");
		}
		else {
			notes.ok("HTTP status %d to a request without a signature".formatted(response.statusCode()));
		}
	}

	private @Nullable CallFailure explain(Throwable failure) {
		CallFailures failures = this.patient.clients().get().failures();
		return failures.explain(new WatchedClient(this.target.client(), this.target.settings(), null), this.request,
				failure);
	}

	/**
	 * Note what failed.
	 * @param proxy the proxy, if it is the proxy that failed
	 */
	private void fail(String what, Throwable exception, @Nullable WrittenValue proxy, Notes notes) {
		if (proxy != null) {
			notes.log(what, exception);
			notes.add(Verdict.FAILED,
					"the proxy cannot be reached: " + Words.clean(String.valueOf(exception.getMessage())),
					Map.of("Proxy", "%s from %s".formatted(proxy.text(), proxy.place())),
					"Start the proxy, or correct its address. Hosts that need none belong into '%s' or NO_PROXY."
						.formatted(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS.getPropertyName()));
			return;
		}
		CallFailure failure = explain(exception);
		if (failure != null) {
			notes.log(what, exception);
			notes.fail(failure);
		}
		else {
			notes.failUnexplained(what, exception);
		}
	}

}
