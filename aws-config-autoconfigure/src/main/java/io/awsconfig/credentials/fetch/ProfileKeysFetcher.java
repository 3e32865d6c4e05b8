package io.awsconfig.credentials.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads the access keys of a profile anew, since other programs write temporary ones into
 * the shared files.
 */
@Internal
public final class ProfileKeysFetcher implements CredentialsFetcher {

	private static final Set<AwsSetting<?>> KEYS = Set.of(SettingCatalog.ACCESS_KEY_ID,
			SettingCatalog.SECRET_ACCESS_KEY, SettingCatalog.SESSION_TOKEN, SettingCatalog.ACCOUNT_ID);

	private final Step.AccessKeysStep step;

	private final String profileName;

	private final AtomicReference<@Nullable AccessKeys> planned;

	private final Path configFile;

	private final Path credentialsFile;

	public ProfileKeysFetcher(Step.AccessKeysStep step, String profileName, SharedConfig config) {
		this.step = step;
		this.profileName = profileName;
		this.planned = new AtomicReference<>(step.keys());
		this.configFile = config.getConfigFile().getPath();
		this.credentialsFile = config.getCredentialsFile().getPath();
	}

	@Override
	public FetchedCredentials fetch() {
		// What the plan was made from has just been read
		AccessKeys keys = this.planned.getAndSet(null);
		if (keys == null) {
			keys = read();
		}
		return FetchedCredentials.of(keys);
	}

	private AccessKeys read() {
		SharedConfig config = SharedConfig.load(this.configFile, this.credentialsFile);
		Profile profile = config.getProfile(this.profileName);
		KnownOddities known = KnownOddities.of(config, this.profileName, List.of());
		try {
			AwsSettings settings = (profile != null) ? AwsSettings.ofProfile(config, profile, KEYS) : null;
			known = (settings != null) ? settings.getKnownOddities() : known;
			AccessKeys keys = (settings != null) ? settings.getProfileAccessKeys() : null;
			if (keys != null) {
				return keys;
			}
		}
		catch (AwsConfigurationException ex) {
			throw failure(ex.getDescription(), ex.getAdvice(), ex.knowing(known).getKnown());
		}
		throw failure("The profile '%s' has no access keys any more.".formatted(this.profileName),
				"Put them back; they are used within seconds.", known);
	}

	private CredentialsException failure(String reason, String remedy, KnownOddities known) {
		return new CredentialsException(this.step, reason,
				remedy + known.findFor(reason, KnownOddities.namesOf(KEYS.toArray(AwsSetting<?>[]::new))), null);
	}

	@Override
	public Asked asked() {
		return new Asked("the files " + this.credentialsFile + " and " + this.configFile,
				"Check that what they are stored on answers.");
	}

	@Override
	public List<Path> watchedFiles() {
		return List.of(this.credentialsFile, this.configFile);
	}

}
