package io.awsconfig.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.PartDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.client.SdkServices;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Describes settings: what applies for all clients, and for which of them something else
 * does.
 *
 * @param settings the settings
 * @param values describes their values
 * @param clients describes what clients use
 * @param sdkServices the services whose modules are there
 * @param all whether to describe what is not set as well
 */
record SettingsDescriber(AwsSettings settings, ValueDescriber values, ClientsDescriber clients, SdkServices sdkServices,
		boolean all) {

	PartDescriptor describeAll() {
		Map<String, ValueDescriptor> described = new TreeMap<>();
		for (SettingValue<?> value : this.settings.getValues()) {
			ValueDescriptor effective = this.values.describe(value);
			boolean beside = effective.from() != null && effective.from().startsWith("bean ");
			if (this.all || value.getWritten() != null || value.getDisplacer() != null || beside
					|| effective.spelling() != null) {
				described.put(value.getSetting().getName(), effective);
			}
		}
		return new PartDescriptor(described);
	}

	OperationResponseBody find(String name) {
		AwsSetting<?> setting = SettingCatalog.find(name);
		return (setting != null) ? describe(this.settings.get(setting))
				: NotFoundDescriptor.of("setting", name, null, SettingCatalog.getNames());
	}

	private <T> SettingDescriptor describe(SettingValue<T> value) {
		AwsSetting<T> setting = value.getSetting();
		T defaultValue = setting.getDefaultValue();
		List<ValueDescriptor> shadowed = this.values.describeShadowed(value);
		ValueDescriptor effective = this.values.describe(value);
		if (effective.from() != null && value.getWritten() != null) {
			shadowed.add(0, this.values.describeWritten(value));
		}
		return new SettingDescriptor(setting.getName(), effective.value(), effective.from(), effective.spelling(),
				effective.origin(), shadowed, describeOverrides(value), this.clients.describeExceptions(setting),
				setting.getType().getValidValues(),
				(defaultValue != null) ? setting.getType().write(defaultValue) : setting.getDefaultRemark(),
				setting.getPropertyName(), setting.getSystemProperties(), setting.getEnvironmentVariables(),
				setting.getFileKeys(), setting.getSection(), setting.getReach().getDescription());
	}

	/**
	 * Describe what is set for services and named clients in place of what is set for all
	 * clients.
	 */
	private @Nullable Map<String, ValueDescriptor> describeOverrides(SettingValue<?> value) {
		AwsSetting<?> setting = value.getSetting();
		Map<String, ValueDescriptor> overrides = new LinkedHashMap<>();
		if (setting.isPerClient()) {
			for (ServiceId service : this.settings.getServices()) {
				AwsSettings ofService = this.settings.forService(service);
				SettingValue<?> own = ofService.get(setting);
				if (this.sdkServices.isKnown(service) && isOverride(own, value)) {
					overrides.put("service " + service, this.values.describe(own, service, ofService));
				}
			}
			for (NamedClient client : this.settings.getClients()) {
				SettingValue<?> own = client.settings().get(setting);
				if (isOverride(own, value)) {
					overrides.put("client " + client.name(),
							this.values.describe(own, client.service(), client.settings()));
				}
			}
		}
		return overrides.isEmpty() ? null : overrides;
	}

	private static boolean isOverride(SettingValue<?> own, SettingValue<?> ofAll) {
		return !Objects.equals(own.getWritten(), ofAll.getWritten())
				|| (own.getDisplacer() != null && ofAll.getDisplacer() == null);
	}

}
