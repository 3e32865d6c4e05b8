package io.awsconfig.connection;

import java.net.URI;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What the settings say, for those who ask for {@link AwsConnectionDetails} where there
 * are no others: endpoint and Region of all services, and the access keys if there are
 * some. Credentials that have to be got or refreshed are those of the
 * {@code AwsCredentialsProvider}.
 *
 * @since 0.1.0
 */
@Internal
public final class PropertiesAwsConnectionDetails implements AwsConnectionDetails {

	private final Supplier<AwsSettings> settings;

	/**
	 * Create the details.
	 * @param settings gives the settings
	 */
	public PropertiesAwsConnectionDetails(Supplier<AwsSettings> settings) {
		this.settings = settings;
	}

	@Override
	public @Nullable URI getEndpoint() {
		return this.settings.get().getValue(SettingCatalog.ENDPOINT_URL);
	}

	@Override
	public @Nullable String getRegion() {
		return this.settings.get().getValue(SettingCatalog.REGION);
	}

	@Override
	public @Nullable AwsCredentials getCredentials() {
		AwsSettings settings = this.settings.get();
		AccessKeys keys = settings.getAccessKeys();
		keys = (keys != null) ? keys : settings.getProfileAccessKeys();
		if (keys == null) {
			return null;
		}
		return (keys.sessionToken() != null)
				? AwsSessionCredentials.builder()
					.accessKeyId(keys.accessKeyId())
					.secretAccessKey(keys.secretAccessKey())
					.sessionToken(keys.sessionToken())
					.accountId(keys.accountId())
					.build()
				: AwsBasicCredentials.builder()
					.accessKeyId(keys.accessKeyId())
					.secretAccessKey(keys.secretAccessKey())
					.accountId(keys.accountId())
					.build();
	}

}
