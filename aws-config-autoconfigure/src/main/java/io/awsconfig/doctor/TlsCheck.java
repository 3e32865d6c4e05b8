package io.awsconfig.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.awsconfig.diagnostic.Words;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.TlsKeyManagersProvider;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Makes a TLS connection with what the clients trust, and tells the certificates that the
 * server shows, whether they are trusted or not.
 */
final class TlsCheck {

	private static final Duration SOON = Duration.ofDays(14);

	private static final int MAX_HEAD = 16 * 1024;

	private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

	private final Patient patient;

	private final Target target;

	private final Function<Throwable, @Nullable CallFailure> explain;

	TlsCheck(Patient patient, Target target, Function<Throwable, @Nullable CallFailure> explain) {
		this.patient = patient;
		this.target = target;
		this.explain = explain;
	}

	/**
	 * Try it.
	 * @param socket a connection to the server or the proxy
	 * @param proxy the proxy, or {@code null}
	 * @return whether there is nothing in the way of a request
	 */
	boolean run(Socket socket, @Nullable URI proxy, Notes notes) {
		if (proxy != null) {
			if ("https".equals(proxy.getScheme())) {
				notes.skipped("the proxy itself is called by HTTPS; the answer tells more");
				return true;
			}
			String refusal = tunnel(socket, notes);
			if (refusal != null) {
				notes.skipped("the proxy makes no way to the server: %s; the answer tells more".formatted(refusal));
				return true;
			}
		}
		ChainRecorder recorder;
		SSLContext context;
		try {
			AttributeMap certificates = this.patient.clients()
				.get()
				.httpClients()
				.getCertificates(this.target.settings());
			recorder = new ChainRecorder(trustManager(certificates));
			context = SSLContext.getInstance("TLS");
			context.init(keyManagers(certificates), new TrustManager[] { recorder.manager() }, null);
		}
		catch (AwsConfigurationException ex) {
			notes.fail(ex);
			return false;
		}
		catch (GeneralSecurityException ex) {
			notes.failUnexplained("TLS cannot be set up", ex);
			return false;
		}
		try (SSLSocket secure = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, this.target.address(), this.target.port(), true)) {
			SSLParameters parameters = secure.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			secure.setSSLParameters(parameters);
			secure.startHandshake();
			return tell(recorder.chain(), secure.getSession().getProtocol(), notes);
		}
		catch (IOException ex) {
			fail(recorder.chain(), ex, notes);
			return false;
		}
	}

	/**
	 * Ask the proxy for a way to the server.
	 * @return why there is none, or {@code null} if there is one
	 */
	private @Nullable String tunnel(Socket socket, Notes notes) {
		AwsSettings settings = this.target.settings();
		String user = settings.getValue(SettingCatalog.HTTP_PROXY_USERNAME);
		String password = settings.getValue(SettingCatalog.HTTP_PROXY_PASSWORD);
		String authority = this.target.host() + ":" + this.target.port();
		StringBuilder request = new StringBuilder(
				"CONNECT %s HTTP/1.1\r\nHost: %s\r\n".formatted(authority, authority));
		if (user != null && password != null) {
			String encoded = Base64.getEncoder()
				.encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
			request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
		}
		try {
			socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().flush();
			Matcher head = STATUS.matcher(readHead(socket.getInputStream()));
			return !head.lookingAt() ? "its answer is not HTTP"
					: head.group(1).equals("200") ? null : "it answers with HTTP status " + head.group(1);
		}
		catch (IOException ex) {
			notes.log("the proxy does not answer", ex);
			return "it does not answer (%s)".formatted(Words.clean(String.valueOf(ex.getMessage())));
		}
	}

	private static String readHead(InputStream stream) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		int lineBreaks = 0;
		while (lineBreaks < 2 && head.size() < MAX_HEAD) {
			int next = stream.read();
			if (next == -1) {
				break;
			}
			head.write(next);
			lineBreaks = (next == '\n') ? lineBreaks + 1 : (next == '\r') ? lineBreaks : 0;
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	private static X509TrustManager trustManager(AttributeMap certificates) throws GeneralSecurityException {
		TlsTrustManagersProvider provider = certificates.get(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER);
		TrustManager[] managers = (provider != null) ? provider.trustManagers() : null;
		if (managers == null) {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			managers = factory.getTrustManagers();
		}
		for (TrustManager manager : managers) {
			if (manager instanceof X509TrustManager x509) {
				return x509;
			}
		}
		throw new GeneralSecurityException("Nothing says which certificates to trust");
	}

	private static KeyManager @Nullable [] keyManagers(AttributeMap certificates) {
		TlsKeyManagersProvider provider = certificates.get(SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER);
		return (provider != null) ? provider.keyManagers() : null;
	}

	private boolean tell(List<X509Certificate> chain, String protocol, Notes notes) {
		Map<String, String> facts = facts(chain);
		X509Certificate first = firstToExpire(chain);
		Instant now = this.patient.clock().instant();
		if (first != null && first.getNotAfter().toInstant().isBefore(now.plus(SOON))) {
			notes.add(Verdict.WARNING,
					"%s, trusted; the certificate '%s' expires on %s".formatted(protocol, nameOf(first), day(first)),
					facts, "Have whoever runs the server renew it before that day.");
		}
		else {
			notes.add(Verdict.OK,
					"%s, trusted by %s%s".formatted(protocol, trust(),
							(first != null) ? "; '%s' is valid until %s".formatted(nameOf(first), day(first)) : ""),
					Map.of(), null);
		}
		return true;
	}

	private void fail(List<X509Certificate> chain, IOException exception, Notes notes) {
		notes.log("there is no TLS connection", exception);
		Map<String, String> facts = facts(chain);
		X509Certificate first = firstToExpire(chain);
		Instant now = this.patient.clock().instant();
		CallFailure failure = this.explain.apply(exception);
		if (first != null && first.getNotAfter().toInstant().isBefore(now)) {
			notes.add(Verdict.FAILED, "the certificate '%s' expired on %s".formatted(nameOf(first), day(first)), facts,
					"Have whoever runs the server renew its certificate; no setting helps. If that day is not past, set the clock of this machine.");
		}
		else if (exception instanceof SocketTimeoutException) {
			notes.add(Verdict.FAILED, "the server does not answer the TLS handshake", facts,
					"If the server speaks plain HTTP at this port, write http:// in its endpoint (%s); else look what hangs there."
						.formatted(this.target.place()));
		}
		else if (failure != null) {
			notes.fail(failure, facts);
		}
		else {
			notes.add(Verdict.FAILED,
					"there is no TLS connection: " + Words.clean(String.valueOf(exception.getMessage())), facts, null);
		}
	}

	private Map<String, String> facts(List<X509Certificate> chain) {
		Map<String, String> facts = new LinkedHashMap<>();
		for (int i = 0; i < chain.size(); i++) {
			X509Certificate certificate = chain.get(i);
			facts.put((i == 0) ? "Certificate" : "Issuer " + i,
					"%s, valid from %s until %s".formatted(describe(certificate),
							LocalDate.ofInstant(certificate.getNotBefore().toInstant(), ZoneOffset.UTC),
							day(certificate)));
		}
		facts.put("Trusted", trust());
		return facts;
	}

	private String trust() {
		for (var setting : List.of(SettingCatalog.HTTP_SSL_BUNDLE, SettingCatalog.CA_BUNDLE)) {
			WrittenValue written = this.target.settings().get(setting).getWritten();
			if (written != null) {
				return "'%s' from %s".formatted(written.text(), written);
			}
		}
		return "the certificates of the JVM";
	}

	private static @Nullable X509Certificate firstToExpire(List<X509Certificate> chain) {
		X509Certificate first = null;
		for (X509Certificate certificate : chain) {
			if (first == null || certificate.getNotAfter().before(first.getNotAfter())) {
				first = certificate;
			}
		}
		return first;
	}

	private static String describe(X509Certificate certificate) {
		List<String> names = names(certificate);
		String issuer = certificate.getIssuerX500Principal().getName();
		boolean own = issuer.equals(nameOf(certificate));
		return "'%s'%s%s".formatted(nameOf(certificate), names.isEmpty() ? "" : " for " + String.join(", ", names),
				own ? ", signed by itself" : ", signed by '%s'".formatted(issuer));
	}

	private static String nameOf(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().getName();
	}

	private static List<String> names(X509Certificate certificate) {
		List<String> names = new ArrayList<>();
		try {
			Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
			if (alternatives != null) {
				alternatives.stream()
					.filter((alternative) -> alternative.size() > 1 && alternative.get(1) instanceof String)
					.limit(10)
					.forEach((alternative) -> names.add(Objects.toString(alternative.get(1))));
			}
		}
		catch (CertificateParsingException ex) {
			// They are only shown: whoever trusts the certificate has read them itself
		}
		return names;
	}

	private static LocalDate day(X509Certificate certificate) {
		return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
	}

}
