package io.awsconfig.client;

import java.time.Duration;
import java.util.Objects;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The timeouts that a client has since it was built, if the settings have others by now.
 * Each request carries them. A request cannot say that there is none: a timeout that is
 * taken away stays until the client is built anew.
 *
 * @param reloaded the settings of the application that these were found in
 * @param call the time for a call, or {@code null} if that is what the client was built
 * with
 * @param attempt the time for an attempt, or {@code null} if that is what the client was
 * built with
 */
record LiveTimeouts(AwsSettings reloaded, @Nullable WrittenTime call, @Nullable WrittenTime attempt) {

	/**
	 * Find the timeouts.
	 * @param built the client
	 * @param reloaded the settings of the application
	 */
	static LiveTimeouts of(BuiltClient built, AwsSettings reloaded) {
		AwsSettings now = built.findSettings(reloaded);
		return (now == null) ? new LiveTimeouts(reloaded, null, null)
				: new LiveTimeouts(reloaded, find(built, now, SettingCatalog.API_CALL_TIMEOUT),
						find(built, now, SettingCatalog.API_CALL_ATTEMPT_TIMEOUT));
	}

	private static @Nullable WrittenTime find(BuiltClient built, AwsSettings now, AwsSetting<Duration> setting) {
		SettingValue<Duration> value = now.get(setting);
		Duration time = value.getWrittenValue();
		WrittenValue written = value.getWritten();
		return (time != null && written != null && !Objects.equals(time, built.getSettings().getValue(setting))
				&& built.hasOfSettings(setting)) ? new WrittenTime(time, written) : null;
	}

	/**
	 * Return what a client has of a setting since it was built.
	 */
	@Nullable WrittenTime get(AwsSetting<?> setting) {
		if (setting == SettingCatalog.API_CALL_TIMEOUT) {
			return this.call;
		}
		return (setting == SettingCatalog.API_CALL_ATTEMPT_TIMEOUT) ? this.attempt : null;
	}

	SdkRequest applyTo(SdkRequest request) {
		if ((this.call == null && this.attempt == null) || !(request instanceof AwsRequest aws)) {
			return request;
		}
		AwsRequestOverrideConfiguration.Builder override = aws.overrideConfiguration()
			.map(AwsRequestOverrideConfiguration::toBuilder)
			.orElseGet(AwsRequestOverrideConfiguration::builder);
		// What a request says itself comes before all settings
		if (this.call != null && override.apiCallTimeout() == null) {
			override.apiCallTimeout(this.call.time());
		}
		if (this.attempt != null && override.apiCallAttemptTimeout() == null) {
			override.apiCallAttemptTimeout(this.attempt.time());
		}
		return aws.toBuilder().overrideConfiguration(override.build()).build();
	}

	record WrittenTime(Duration time, WrittenValue written) {

	}

}
