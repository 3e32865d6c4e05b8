package io.awsconfig.failure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.catalog.SettingCatalog;

/**
 * Why a call fails.
 */
enum Cause {

	CREDENTIALS_EXPIRED(true),

	ACCESS_KEY_UNKNOWN(true),

	SIGNATURE_WRONG(true),

	CLOCK(true),

	NO_CREDENTIALS(true),

	ACCESS_DENIED(false),

	OTHER_REGION(false),

	NO_SUCH_ENDPOINT(true),

	HOST_UNKNOWN(true),

	CONNECTION_REFUSED(false),

	CONNECTION_BROKEN(false),

	CERTIFICATE_NOT_TRUSTED(true),

	TLS(true),

	HTTP_AT_HTTPS_PORT(true),

	HTTPS_AT_HTTP_PORT(true),

	PROXY(false),

	CALL_TIMEOUT(false),

	ATTEMPT_TIMEOUT(false),

	READ_TIMEOUT(false),

	CONNECT_TIMEOUT(false),

	CONNECTIONS_USED_UP(false),

	RETRY_QUOTA(false),

	THROTTLING(false);

	private static final List<String> OF_ADDRESS = KnownOddities.namesOf(SettingCatalog.ENDPOINT_URL,
			SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS, SettingCatalog.SERVICES, SettingCatalog.REGION,
			SettingCatalog.USE_FIPS_ENDPOINT, SettingCatalog.USE_DUALSTACK_ENDPOINT);

	private static final List<String> OF_CREDENTIALS = KnownOddities.namesOfCredentials();

	private static final List<String> OF_PROXY = withProxyVariables(
			KnownOddities.namesOf(SettingCatalog.HTTP_PROXY_ENDPOINT, SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS));

	private static final List<String> OF_CERTIFICATES = KnownOddities.namesOf(SettingCatalog.CA_BUNDLE,
			SettingCatalog.HTTP_SSL_BUNDLE);

	private static final List<String> OF_RETRIES = KnownOddities.namesOf(SettingCatalog.MAX_ATTEMPTS,
			SettingCatalog.RETRY_MODE);

	private static final List<String> OF_TIMEOUTS = KnownOddities.namesOf(SettingCatalog.API_CALL_TIMEOUT,
			SettingCatalog.API_CALL_ATTEMPT_TIMEOUT, SettingCatalog.HTTP_READ_TIMEOUT,
			SettingCatalog.HTTP_CONNECTION_TIMEOUT, SettingCatalog.HTTP_MAX_CONNECTIONS);

	private final boolean lasting;

	Cause(boolean lasting) {
		this.lasting = lasting;
	}

	/**
	 * Return whether it lasts until somebody does something about it, so that a call that
	 * succeeds is the end of it. Others come and go with each call.
	 */
	boolean isLasting() {
		return this.lasting;
	}

	/**
	 * Return the names of the settings that decide whether such a call succeeds.
	 */
	List<String> getNames() {
		return switch (this) {
			case CREDENTIALS_EXPIRED, ACCESS_KEY_UNKNOWN, SIGNATURE_WRONG, NO_CREDENTIALS, ACCESS_DENIED ->
				OF_CREDENTIALS;
			case OTHER_REGION, NO_SUCH_ENDPOINT, HTTP_AT_HTTPS_PORT, HTTPS_AT_HTTP_PORT -> OF_ADDRESS;
			case HOST_UNKNOWN, CONNECTION_REFUSED, CONNECTION_BROKEN, CONNECT_TIMEOUT ->
				Stream.concat(OF_ADDRESS.stream(), OF_PROXY.stream()).toList();
			case PROXY -> OF_PROXY;
			case CERTIFICATE_NOT_TRUSTED, TLS -> OF_CERTIFICATES;
			case CALL_TIMEOUT, ATTEMPT_TIMEOUT, READ_TIMEOUT, CONNECTIONS_USED_UP -> OF_TIMEOUTS;
			case RETRY_QUOTA, THROTTLING -> OF_RETRIES;
			case CLOCK -> List.of();
		};
	}

	/**
	 * Return the same names for a host of this machine, which is called without a proxy.
	 */
	List<String> getNamesWithoutProxy() {
		return getNames().stream().filter((name) -> this == PROXY || !OF_PROXY.contains(name)).toList();
	}

	private static List<String> withProxyVariables(List<String> names) {
		return Stream
			.concat(names.stream(),
					Stream.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http.proxyHost", "http.proxyPort",
							"https.proxyHost", "http.nonProxyHosts"))
			.toList();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
