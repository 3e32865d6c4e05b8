package io.awsconfig.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.TrustManager;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * The certificates of the PEM file that {@code ca_bundle} names. One that is not valid
 * today is left out, since the bundles of companies and systems keep old ones for years;
 * it must not be trusted, but it is no reason to stop the application either, unless no
 * other is left.
 * <p>
 * Guide: General configuration settings.
 */
final class CaBundle {

	private static final Log logger = LogFactory.getLog(AwsHttpClients.class);

	private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----");

	private static final String KEY = "KEY-----";

	private final WrittenValue written;

	private final Clock clock;

	private CaBundle(WrittenValue written, Clock clock) {
		this.written = written;
		this.clock = clock;
	}

	/**
	 * Read the file.
	 * @param written its path, with the place where that is set
	 * @param clock tells which certificates are valid
	 * @return what trusts the certificates
	 * @throws AwsConfigurationException if there is none that can be trusted
	 */
	static TrustManager[] read(WrittenValue written, Clock clock) {
		CaBundle bundle = new CaBundle(written, clock);
		PemSslStore store = PemSslStore.of(bundle.valid(bundle.certificates(bundle.text())), null);
		return SslBundle.of(new PemSslStoreBundle(null, store)).getManagers().getTrustManagers();
	}

	private String text() {
		try {
			Path path = Path.of(this.written.text());
			if (!Files.exists(path)) {
				throw wrong("does not exist", null);
			}
			if (Files.isDirectory(path)) {
				throw wrong("is a directory", null);
			}
			// What is outside of the blocks may be anything
			String text = Files.readString(path, StandardCharsets.ISO_8859_1);
			if (text.isBlank()) {
				throw wrong("is empty", null);
			}
			return text;
		}
		catch (IOException | InvalidPathException ex) {
			throw wrong("cannot be read (%s)".formatted(reason(ex)), ex);
		}
	}

	private List<X509Certificate> certificates(String text) {
		List<X509Certificate> certificates = new ArrayList<>();
		Matcher begin = BEGIN.matcher(text);
		while (begin.find()) {
			String end = "-----END " + begin.group(1) + "-----";
			int to = text.indexOf(end, begin.end());
			String place = "%d at line %d".formatted(certificates.size() + 1,
					text.substring(0, begin.start()).lines().count() + 1);
			int next = text.indexOf("-----BEGIN ", begin.end());
			if (to == -1 || (next != -1 && next < to)) {
				throw wrong("has a certificate that does not end, number " + place, null);
			}
			certificates.add(certificate(text.substring(begin.start(), to + end.length()), place));
		}
		if (certificates.isEmpty()) {
			throw wrong(text.contains(KEY) ? "has a key and no certificate"
					: "has no certificate in PEM, which starts with -----BEGIN CERTIFICATE-----", null);
		}
		return certificates;
	}

	private X509Certificate certificate(String block, String place) {
		try {
			return PemContent.load(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)))
				.getCertificates()
				.get(0);
		}
		catch (IOException | RuntimeException ex) {
			throw wrong("has a certificate that is broken, number %s (%s)".formatted(place, reason(ex)), ex);
		}
	}

	private List<X509Certificate> valid(List<X509Certificate> certificates) {
		Date now = Date.from(this.clock.instant());
		List<X509Certificate> valid = new ArrayList<>();
		List<X509Certificate> others = new ArrayList<>();
		for (X509Certificate certificate : certificates) {
			(isValid(certificate, now) ? valid : others).add(certificate);
		}
		if (valid.isEmpty()) {
			throw wrong("has no certificate that is valid today: " + describe(others, now), null);
		}
		if (!others.isEmpty()) {
			logger.warn("Not trusted of the certificates in '%s' of %s: %s".formatted(this.written.text(), this.written,
					describe(others, now)));
		}
		return valid;
	}

	private static boolean isValid(X509Certificate certificate, Date now) {
		try {
			certificate.checkValidity(now);
			return true;
		}
		catch (CertificateException ex) {
			return false;
		}
	}

	private static String describe(List<X509Certificate> certificates, Date now) {
		return certificates.stream().map((certificate) -> describe(certificate, now)).collect(Collectors.joining(", "));
	}

	private static String describe(X509Certificate certificate, Date now) {
		String subject = certificate.getSubjectX500Principal().getName();
		return certificate.getNotAfter().before(now)
				? "'%s' expired on %s".formatted(subject, day(certificate.getNotAfter()))
				: "'%s' is not valid before %s".formatted(subject, day(certificate.getNotBefore()));
	}

	private static LocalDate day(Date date) {
		return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
	}

	private AwsConfigurationException wrong(String reason, @Nullable Exception cause) {
		return new AwsConfigurationException(
				Problem
					.of("The certificates to trust cannot be read: the file '%s' %s.".formatted(this.written.text(),
							reason))
					.where(this.written),
				"Let '%s' name a file with one or more certificates in PEM, or remove it to trust those of the JVM."
					.formatted(this.written.spelling()),
				cause);
	}

	private static String reason(Throwable ex) {
		Throwable cause = ex;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

}
