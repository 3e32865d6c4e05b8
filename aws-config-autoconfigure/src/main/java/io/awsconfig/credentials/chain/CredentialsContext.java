package io.awsconfig.credentials.chain;

import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * What all chains of an application share. Whoever makes credentials, with beans or
 * without, makes one of these first, and {@link CredentialsChain}s with it.
 *
 * @param settings the settings of the application
 * @param config the shared files
 * @param locations where the home directory is
 * @param region the Region of the application
 * @param clients gives what configures the clients that get credentials; asked if a step
 * needs clients
 * @param instanceMetadata gives what asks the instance metadata service; asked if that is
 * the step
 * @param mfaTokens gives what asks for codes of MFA devices, or {@code null} if nobody
 * can
 * @param refresher refreshes the credentials as long as it runs, and gives the time
 */
@Internal
public record CredentialsContext(AwsSettings settings, SharedConfig config, SharedConfigLocations locations,
		AwsRegionProvider region, Supplier<CredentialsClientConfigurer> clients,
		Supplier<InstanceMetadata> instanceMetadata, Supplier<@Nullable MfaTokenSupplier> mfaTokens,
		CredentialsRefresher refresher) {
}
