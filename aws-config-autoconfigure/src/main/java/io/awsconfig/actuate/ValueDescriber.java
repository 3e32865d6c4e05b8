package io.awsconfig.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.awsconfig.actuate.AwsEndpoint.ProxyDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.ExpectedClient;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.Displacer;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import org.jspecify.annotations.Nullable;

/**
 * Describes the values of settings: those that are written somewhere, and what applies
 * where none is.
 */
final class ValueDescriber {

	private final AwsSettings settings;

	private final ProxyInForce proxy;

	private final ClientsDescriber clients;

	private final ShownValues shown;

	/**
	 * Create what describes.
	 * @param settings the settings for all clients
	 * @param proxy the proxy that requests go through
	 * @param clients knows what clients use in place of a setting
	 * @param shown what may be seen of values
	 */
	ValueDescriber(AwsSettings settings, ProxyInForce proxy, ClientsDescriber clients, ShownValues shown) {
		this.settings = settings;
		this.proxy = proxy;
		this.clients = clients;
		this.shown = shown;
	}

	/**
	 * Describe what applies for all clients.
	 */
	ValueDescriptor describe(SettingValue<?> value) {
		if (value.getDisplacer() != null) {
			return describe(value.getDisplacer());
		}
		WrittenValue written = value.getWritten();
		WrittenValue ofMachine = (written == null) ? findOnMachine(value.getSetting()) : null;
		if (ofMachine != null) {
			return this.shown.describe(value.getSetting(), ofMachine);
		}
		ApplicationBean bean = (written == null || written.kind() != SourceKind.CONNECTION)
				? this.clients.findBean(value.getSetting()) : null;
		return (written != null && bean == null) ? describeWritten(value)
				: describeDefault(value.getSetting(), null, this.settings);
	}

	/**
	 * Describe what applies for the clients of a service, or for a named client.
	 * @param settings those of the service or client
	 */
	ValueDescriptor describe(SettingValue<?> value, ServiceId service, AwsSettings settings) {
		AwsSetting<?> setting = value.getSetting();
		if (value.getDisplacer() != null) {
			return describe(value.getDisplacer());
		}
		if (value.getWritten() == null) {
			return describeDefault(setting, service, settings);
		}
		// Who has a Region of its own does not ask the provider of the application
		boolean ofAll = Objects.equals(value.getWritten(), this.settings.get(setting).getWritten());
		return (ofAll || setting != SettingCatalog.REGION) ? describe(value) : describeWritten(value);
	}

	/**
	 * Describe what is written, whether it applies or not.
	 * @param written the value, or {@code null} if there is none
	 */
	ValueDescriptor describe(AwsSetting<?> setting, @Nullable WrittenValue written) {
		return (written != null) ? this.shown.describe(setting, written)
				: new ValueDescriptor(null, null, null, "not set");
	}

	/**
	 * Describe what is written, whether it applies or not.
	 */
	ValueDescriptor describeWritten(SettingValue<?> value) {
		WrittenValue written = value.getWritten();
		return new ValueDescriptor(this.shown.show(value.getSetting(), value.getDisplayValue()),
				(written != null) ? written.spelling() : null,
				(value.getOrigin() != null) ? value.getOrigin().toString() : null);
	}

	private static ValueDescriptor describe(Displacer displacer) {
		return new ValueDescriptor(null, null, null, "displaced by " + displacer.written());
	}

	/**
	 * Describe what applies where nothing is set.
	 * @param service the service, or {@code null} for all of them
	 */
	private ValueDescriptor describeDefault(AwsSetting<?> setting, @Nullable ServiceId service, AwsSettings settings) {
		ApplicationBean bean = this.clients.findBean(setting);
		if (bean != null) {
			return new ValueDescriptor((setting == SettingCatalog.REGION) ? this.clients.findGivenRegion() : null, null,
					null, "bean " + bean);
		}
		if (setting == SettingCatalog.REGION
				&& !Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			return new ValueDescriptor(this.clients.findGivenRegion(), null, null, "instance metadata");
		}
		String value = (service != null || setting == SettingCatalog.RETRY_MODE)
				? ExpectedClient.defaultOf(setting, String.valueOf(service), settings)
				: settings.get(setting).getDisplayValue();
		String applies = (value != null) ? value : setting.getDefaultRemark();
		return (applies != null) ? new ValueDescriptor(applies, null, null, "default") : describe(setting, null);
	}

	/**
	 * Find what the HTTP clients take from the machine where a setting has no value.
	 */
	private @Nullable WrittenValue findOnMachine(AwsSetting<?> setting) {
		return (setting == SettingCatalog.HTTP_PROXY_ENDPOINT) ? this.proxy.endpoint()
				: (setting == SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS) ? this.proxy.nonProxyHosts() : null;
	}

	/**
	 * Describe the proxy.
	 * @return the proxy, or {@code null} if there is none
	 */
	@Nullable ProxyDescriptor describeProxy() {
		WrittenValue endpoint = this.proxy.endpoint();
		WrittenValue hosts = this.proxy.nonProxyHosts();
		return (endpoint != null)
				? new ProxyDescriptor(this.shown.describe(SettingCatalog.HTTP_PROXY_ENDPOINT, endpoint),
						(hosts != null) ? this.shown.describe(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS, hosts) : null)
				: null;
	}

	/**
	 * Describe what a setting displaces: of the same setting, and of what it takes the
	 * place of.
	 */
	List<ValueDescriptor> describeShadowed(SettingValue<?> value) {
		AwsSetting<?> setting = value.getSetting();
		List<ValueDescriptor> shadowed = new ArrayList<>();
		value.getShadowed().forEach((written) -> shadowed.add(this.shown.describe(setting, written)));
		if (setting == SettingCatalog.HTTP_PROXY_ENDPOINT) {
			this.proxy.shadowedEndpoints().forEach((written) -> shadowed.add(this.shown.describe(setting, written)));
		}
		else if (setting == SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS) {
			this.proxy.shadowedNonProxyHosts()
				.stream()
				.filter((written) -> written != value.getWritten())
				.forEach((written) -> shadowed.add(this.shown.describe(setting, written)));
		}
		else if (setting == SettingCatalog.HTTP_SSL_BUNDLE && value.isSet()) {
			SettingValue<String> file = this.settings.get(SettingCatalog.CA_BUNDLE);
			if (file.getWritten() != null) {
				shadowed.add(this.shown.describe(SettingCatalog.CA_BUNDLE, file.getWritten()));
			}
			file.getShadowed()
				.forEach((written) -> shadowed.add(this.shown.describe(SettingCatalog.CA_BUNDLE, written)));
		}
		return shadowed;
	}

}
