package io.awsconfig.failure;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A client whose failures are explained.
 *
 * @param id which one
 * @param settings its settings
 * @param credentials the provider of its credentials, which is not asked for any, or
 * {@code null} if it is somebody else's business
 */
@Internal
public record WatchedClient(AwsClientId id, AwsSettings settings, @Nullable AwsCredentialsProvider credentials) {

	@Nullable WatchedCredentials watched() {
		return (this.credentials instanceof WatchedCredentials watched) ? watched : null;
	}

	/**
	 * Return the name of a setting among the application's properties, for this client
	 * alone.
	 */
	String property(AwsSetting<?> setting) {
		String name = this.id.name();
		return ((name != null) ? "aws.clients." + name : "aws.services." + this.id.service()) + "."
				+ setting.getShortPropertyName();
	}

	String describe() {
		String name = this.id.name();
		return (name != null) ? "AWS client '%s' (%s)".formatted(name, this.id.service())
				: "AWS client of '%s'".formatted(this.id.service());
	}

}
