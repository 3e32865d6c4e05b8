package io.awsconfig.client;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether S3 has the bucket in the path, where the settings say so, or where the host of
 * the endpoint can have no name before it: {@code bucket.localhost} and
 * {@code bucket.minio} are known to hardly any machine.
 *
 * @param applies whether the bucket is in the path, or {@code null} if nobody says
 * anything
 * @param host the host that has decided it, or {@code null} if a setting has
 */
record PathStyle(@Nullable Boolean applies, @Nullable String host) {

	private static final Log logger = LogFactory.getLog(AwsClientConfigurer.class);

	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

	/**
	 * What containers call the machine that they run on, such as
	 * {@code host.docker.internal}.
	 */
	private static final Pattern MACHINE = Pattern.compile("host\\.[a-z0-9-]+\\.internal\\.?",
			Pattern.CASE_INSENSITIVE);

	/**
	 * Find it out for clients and presigners of S3.
	 */
	static PathStyle of(AwsSettings settings) {
		Boolean written = settings.get(SettingCatalog.PATH_STYLE).getWrittenValue();
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		String host = (endpoint != null) ? endpoint.getHost() : null;
		// Before an address, the SDK writes no bucket either
		if (host != null && !Boolean.TRUE.equals(written)
				&& (isAddress(host) || (written == null && hasNoNamesBefore(host)))) {
			return new PathStyle(true, host);
		}
		return new PathStyle(written, null);
	}

	private static boolean isAddress(String host) {
		return ADDRESS.matcher(host).matches();
	}

	private static boolean hasNoNamesBefore(String host) {
		int dot = host.indexOf('.');
		return dot < 0 || dot == host.length() - 1 || MACHINE.matcher(host).matches();
	}

	/**
	 * Say so, if it is not what somebody wrote.
	 * @param told the endpoints that it has been said of
	 */
	void tell(AwsSettings settings, Told told) {
		WrittenValue endpoint = settings.get(SettingCatalog.ENDPOINT_URL).getWritten();
		if (this.host == null || endpoint == null || !told.add(endpoint.toString())) {
			return;
		}
		String what = "S3 is called in path style at %s (%s)"
			.formatted(SettingValue.display(SettingCatalog.ENDPOINT_URL, endpoint.text()), endpoint.place());
		WrittenValue written = settings.get(SettingCatalog.PATH_STYLE).getWritten();
		if (written != null) {
			logger.warn("%s: '%s' (%s) has no effect, since no bucket can stand before an IP address".formatted(what,
					written.spelling(), written.place()));
		}
		else if (isAddress(this.host)) {
			logger.info(what + ": no bucket can stand before an IP address");
		}
		else {
			logger.info("%s: no bucket can stand before the host '%s'. Where one can, set '%s.s3.%s' to false"
				.formatted(what, this.host, SettingCatalog.SERVICES.getPropertyName(),
						SettingCatalog.PATH_STYLE.getShortPropertyName()));
		}
	}

	/**
	 * Remembers what has been said, since several clients have the same endpoint.
	 */
	static final class Told {

		private static final int MAX = 100;

		private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

		boolean add(String endpoint) {
			return this.endpoints.size() < MAX && this.endpoints.add(endpoint);
		}

	}

}
