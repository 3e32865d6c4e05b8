package io.awsconfig.connection;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import org.springframework.util.StringUtils;

/**
 * Connection details as a place in which settings stand.
 */
final class ConnectionSettingSource implements SettingSource {

	private static final String CREDENTIALS = "credentials";

	private final ConnectionOrigin origin;

	private final Set<ServiceId> services;

	private final Map<AwsSetting<?>, WrittenValue> values;

	ConnectionSettingSource(String name, AwsConnectionDetails details) {
		this.origin = ConnectionOrigin.of(name, details);
		this.values = new LinkedHashMap<>();
		this.services = services(details);
		addEndpoint(details.getEndpoint());
		String region = details.getRegion();
		if (region != null) {
			add(SettingCatalog.REGION, "region", region);
		}
		AwsCredentials credentials = details.getCredentials();
		if (credentials != null) {
			addCredentials(credentials);
		}
	}

	private ConnectionSettingSource(ConnectionOrigin origin, Set<ServiceId> services,
			Map<AwsSetting<?>, WrittenValue> values) {
		this.origin = origin;
		this.services = services;
		this.values = values;
	}

	/**
	 * Return the same for some of the services alone.
	 */
	ConnectionSettingSource of(Collection<?> services) {
		Set<ServiceId> rest = new LinkedHashSet<>(this.services);
		rest.retainAll(services);
		return new ConnectionSettingSource(this.origin, rest, this.values);
	}

	private Set<ServiceId> services(AwsConnectionDetails details) {
		Set<ServiceId> services = new LinkedHashSet<>();
		for (String service : details.getServices()) {
			if (!ServiceId.isValid(service)) {
				throw new AwsConfigurationException(
						Problem.of("'%s' is not the identifier of a service.".formatted(service))
							.where("services of " + this.origin),
						"Name services as in 'aws.services.<id>', such as s3 or dynamodb, or none for all services.");
			}
			services.add(ServiceId.of(service));
		}
		return services;
	}

	private void addEndpoint(@Nullable URI endpoint) {
		if (endpoint == null) {
			return;
		}
		add(SettingCatalog.ENDPOINT_URL, "endpoint", endpoint.toString());
		// A server of one's own has no such names, and the SDK refuses the combination
		addImplied(SettingCatalog.USE_FIPS_ENDPOINT, false);
		addImplied(SettingCatalog.USE_DUALSTACK_ENDPOINT, false);
		addImplied(SettingCatalog.DISABLE_HOST_PREFIX_INJECTION, true);
		addImplied(SettingCatalog.PATH_STYLE, true);
	}

	private void addImplied(AwsSetting<Boolean> setting, boolean value) {
		add(setting, setting.getName(), String.valueOf(value));
	}

	private void addCredentials(AwsCredentials credentials) {
		String key = require("access key id", credentials.accessKeyId());
		String secret = require("secret access key", credentials.secretAccessKey());
		add(SettingCatalog.ACCESS_KEY_ID, CREDENTIALS, key);
		add(SettingCatalog.SECRET_ACCESS_KEY, CREDENTIALS, secret);
		if (credentials instanceof AwsSessionCredentials session) {
			add(SettingCatalog.SESSION_TOKEN, CREDENTIALS, require("session token", session.sessionToken()));
		}
		credentials.accountId().ifPresent((accountId) -> add(SettingCatalog.ACCOUNT_ID, CREDENTIALS, accountId));
	}

	private String require(String part, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			throw new AwsConfigurationException(
					Problem.of("The credentials of a connection have no %s.".formatted(part)).where(this.origin),
					"Give them an access key id and a secret access key, or return no credentials to use those of the settings.");
		}
		return value;
	}

	private void add(AwsSetting<?> setting, String spelling, String text) {
		this.values.put(setting, new WrittenValue(text.strip(), spelling, SourceKind.CONNECTION, this.origin));
	}

	ConnectionOrigin getOrigin() {
		return this.origin;
	}

	@Override
	public SourceKind getKind() {
		return SourceKind.CONNECTION;
	}

	@Override
	public List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client) {
		boolean asked = (client != null) ? this.services.contains(client) : this.services.isEmpty();
		WrittenValue written = asked ? this.values.get(setting) : null;
		return (written != null) ? List.of(written) : List.of();
	}

	@Override
	public Set<ServiceId> getServices() {
		return this.services;
	}

	@Override
	public List<Diagnostic> getDiagnostics() {
		return List.of();
	}

}
