package io.awsconfig.reload;

import java.time.Instant;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.credentials.chain.CredentialsChange;
import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a reload: what has changed, or why nothing has.
 *
 * @param trigger who asked for it, in words
 * @param at when it was
 * @param changes the settings that have changed
 * @param credentials the credentials that come from elsewhere
 * @param failure why everything stays as it was, or {@code null} if the settings are in
 * force
 */
@Internal
public record Reload(String trigger, Instant at, List<SettingChange> changes, List<CredentialsChange> credentials,
		@Nullable AwsConfigurationException failure) {

	static Reload failed(String trigger, Instant at, AwsConfigurationException failure) {
		return new Reload(trigger, at, List.of(), List.of(), failure);
	}

	/**
	 * Return whether anything is different now.
	 */
	public boolean isChange() {
		return !(this.changes.isEmpty() && this.credentials.isEmpty());
	}

}
