package io.awsconfig.actuate;

import java.time.Duration;
import java.util.Set;

import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * What may be seen of the values of settings.
 *
 * @param sanitizer asked for every value
 * @param unsanitized whether to show the values that are neither secrets nor harmless
 */
record ShownValues(Sanitizer sanitizer, boolean unsanitized) {

	private static final Set<Class<?>> HARMLESS = Set.of(Boolean.class, Integer.class, Duration.class);

	/**
	 * Return what may be seen of a value.
	 * @param setting whose value it is
	 * @param text the value, without secrets
	 */
	@Nullable Object show(AwsSetting<?> setting, @Nullable String text) {
		return (text != null) ? this.sanitizer.sanitize(new SanitizableData(null, setting.getPropertyName(), text),
				this.unsanitized || isHarmless(setting)) : null;
	}

	/**
	 * Describe a value that is written somewhere.
	 */
	ValueDescriptor describe(AwsSetting<?> setting, WrittenValue written) {
		return new ValueDescriptor(show(setting, SettingValue.display(setting, written.text())), written.spelling(),
				written.origin().toString());
	}

	/**
	 * Return whether anybody may see the value: it is one of a few, or a number, and
	 * names nobody's account, server or file.
	 */
	private static boolean isHarmless(AwsSetting<?> setting) {
		return setting == SettingCatalog.REGION || setting == SettingCatalog.PROFILE
				|| HARMLESS.contains(setting.getType().getValueType()) || !setting.getType().getChoices().isEmpty();
	}

}
