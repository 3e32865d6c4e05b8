package io.awsconfig.credentials;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.profiles.ProfileFile;

import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;

/**
 * The credentials that the settings amount to: access keys from one source as a unit,
 * else whatever the SDK's own chain finds. Nothing is resolved before a client asks.
 * Closing a client does not close it.
 * <p>
 * Guide: Understand the credential provider chain.
 *
 * @since 0.1.0
 */
public final class CredentialsChain implements AwsCredentialsProvider {

	/**
	 * What makes a profile sign in by another way than its access keys.
	 */
	private static final List<AwsSetting<?>> BEFORE_PROFILE_KEYS = List.of(SettingCatalog.ROLE_ARN,
			SettingCatalog.WEB_IDENTITY_TOKEN_FILE, SettingCatalog.LOGIN_SESSION, SettingCatalog.SSO_SESSION,
			SettingCatalog.SSO_START_URL);

	private final Supplier<AwsCredentialsProvider> provider;

	private final String source;

	/**
	 * Create a chain.
	 * @param settings the settings
	 * @param configFile the shared config file
	 * @param credentialsFile the shared credentials file
	 */
	public CredentialsChain(AwsSettings settings, Path configFile, Path credentialsFile) {
		AccessKeys keys = findAccessKeys(settings);
		if (keys != null) {
			this.provider = SingletonSupplier.of(() -> StaticCredentialsProvider.create(asCredentials(keys)));
			this.source = keys.toString();
			return;
		}
		String profile = String.valueOf(settings.getValue(SettingCatalog.PROFILE));
		this.provider = SingletonSupplier.of(() -> createSdkChain(profile, configFile, credentialsFile));
		this.source = "the default chain of the SDK with profile '" + profile + "'";
	}

	private static @Nullable AccessKeys findAccessKeys(AwsSettings settings) {
		AccessKeys keys = settings.getAccessKeys();
		if (keys == null && BEFORE_PROFILE_KEYS.stream().noneMatch((setting) -> settings.get(setting).isSet())) {
			keys = settings.getProfileAccessKeys();
		}
		return keys;
	}

	private static AwsCredentials asCredentials(AccessKeys keys) {
		if (keys.sessionToken() != null) {
			return AwsSessionCredentials.builder()
				.accessKeyId(keys.accessKeyId())
				.secretAccessKey(keys.secretAccessKey())
				.sessionToken(keys.sessionToken())
				.accountId(keys.accountId())
				.build();
		}
		return AwsBasicCredentials.builder()
			.accessKeyId(keys.accessKeyId())
			.secretAccessKey(keys.secretAccessKey())
			.accountId(keys.accountId())
			.build();
	}

	private static AwsCredentialsProvider createSdkChain(String profile, Path configFile, Path credentialsFile) {
		Supplier<ProfileFile> files = SingletonSupplier.of(() -> {
			ProfileFile.Aggregator aggregator = ProfileFile.aggregator();
			addIfPresent(aggregator, credentialsFile, ProfileFile.Type.CREDENTIALS);
			addIfPresent(aggregator, configFile, ProfileFile.Type.CONFIGURATION);
			return aggregator.build();
		});
		return DefaultCredentialsProvider.builder().profileFile(files).profileName(profile).build();
	}

	private static void addIfPresent(ProfileFile.Aggregator aggregator, Path path, ProfileFile.Type type) {
		if (path.toFile().isFile()) {
			aggregator.addFile(ProfileFile.builder().content(path).type(type).build());
		}
	}

	@Override
	public AwsCredentials resolveCredentials() {
		return this.provider.get().resolveCredentials();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
		return this.provider.get().resolveIdentity(request).thenApply((identity) -> identity);
	}

	/**
	 * Return where the credentials come from; of an access key id, only the last four
	 * characters are shown.
	 * @return the source in words
	 */
	public String getSource() {
		return this.source;
	}

	@Override
	public String toString() {
		return "CredentialsChain(" + this.source + ")";
	}

}
