package io.awsconfig.credentials;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
 * The credentials that the settings amount to. They are got when a client first asks, and
 * refreshed ahead of their expiry, so that no request waits as long as there are valid
 * ones. Closing a client does not close it.
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

	private static final int LINE = 160;

	private final CredentialsPlan plan;

	private final String source;

	private final @Nullable AwsCredentials fixed;

	private final @Nullable CompletableFuture<AwsCredentialsIdentity> fixedIdentity;

	private final @Nullable RefreshingCredentials refreshing;

	private final @Nullable Supplier<AwsCredentialsProvider> provider;

	private CredentialsChain(CredentialsPlan plan, String source, @Nullable AwsCredentials fixed,
			@Nullable RefreshingCredentials refreshing, @Nullable Supplier<AwsCredentialsProvider> provider) {
		this.plan = plan;
		this.source = source;
		this.fixed = fixed;
		this.fixedIdentity = (fixed != null) ? CompletableFuture.completedFuture(fixed) : null;
		this.refreshing = refreshing;
		this.provider = provider;
	}

	/**
	 * Create a chain.
	 * @param settings the settings
	 * @param configFile the shared config file
	 * @param credentialsFile the shared credentials file
	 */
	public CredentialsChain(AwsSettings settings, Path configFile, Path credentialsFile) {
		this(new CredentialsPlan(List.of(), null), describe(settings, findAccessKeys(settings)),
				asCredentials(findAccessKeys(settings)), null,
				SingletonSupplier.of(() -> createSdkChain(profile(settings), configFile, credentialsFile)));
	}

	/**
	 * Create the chain that carries out a plan. Its source is not asked before somebody
	 * needs credentials.
	 * @param plan the plan
	 * @param fetchers makes what carries out a step; access keys need none
	 * @param clock the clock
	 * @param nanoTime the time in nanoseconds, as of {@link System#nanoTime()}
	 * @param random from 0 up to, but not including, 1
	 * @param refresher refreshes the credentials as long as it runs
	 * @return the chain
	 */
	static CredentialsChain of(CredentialsPlan plan, Function<Step, CredentialsFetcher> fetchers, Clock clock,
			LongSupplier nanoTime, DoubleSupplier random, CredentialsRefresher refresher) {
		Step step = plan.getSelected();
		if (step == null) {
			return new CredentialsChain(plan, plan.describe(), null, null, null);
		}
		if (step instanceof Step.AccessKeysStep accessKeys) {
			AccessKeys keys = accessKeys.keys();
			return new CredentialsChain(plan, keys.toString(), asCredentials(keys), null, null);
		}
		RefreshingCredentials refreshing = new RefreshingCredentials(step, fetchers.apply(step), clock, nanoTime,
				random, refresher, RefreshingCredentials.LIMIT);
		refresher.add(refreshing);
		return new CredentialsChain(plan, plan.describe(), null, refreshing, null);
	}

	private static String profile(AwsSettings settings) {
		return String.valueOf(settings.getValue(SettingCatalog.PROFILE));
	}

	private static String describe(AwsSettings settings, @Nullable AccessKeys keys) {
		return (keys != null) ? keys.toString()
				: "the default chain of the SDK with profile '" + profile(settings) + "'";
	}

	private static @Nullable AccessKeys findAccessKeys(AwsSettings settings) {
		AccessKeys keys = settings.getAccessKeys();
		if (keys == null && BEFORE_PROFILE_KEYS.stream().noneMatch((setting) -> settings.get(setting).isSet())) {
			keys = settings.getProfileAccessKeys();
		}
		return keys;
	}

	private static @Nullable AwsCredentials asCredentials(@Nullable AccessKeys keys) {
		if (keys == null) {
			return null;
		}
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
		RefreshingCredentials refreshing = this.refreshing;
		if (refreshing != null) {
			return refreshing.get();
		}
		AwsCredentials fixed = this.fixed;
		return (fixed != null) ? fixed : provider().resolveCredentials();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
		return identity();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(Consumer<ResolveIdentityRequest.Builder> request) {
		return identity();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity() {
		return identity();
	}

	private CompletableFuture<AwsCredentialsIdentity> identity() {
		RefreshingCredentials refreshing = this.refreshing;
		if (refreshing != null) {
			return refreshing.identity();
		}
		CompletableFuture<AwsCredentialsIdentity> fixed = this.fixedIdentity;
		if (fixed != null) {
			return fixed;
		}
		try {
			return provider().resolveIdentity().thenApply((identity) -> identity);
		}
		catch (CredentialsException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private AwsCredentialsProvider provider() {
		if (this.provider == null) {
			throw new CredentialsException(noCredentials(), null);
		}
		return this.provider.get();
	}

	private String noCredentials() {
		StringBuilder message = new StringBuilder("No credentials are configured. These are the places to have some:");
		for (CredentialsPlan.Entry entry : this.plan.getEntries()) {
			String detail = entry.detail().replaceAll("\\s+", " ");
			message.append("\n    ")
				.append(entry.name())
				.append(": ")
				.append((detail.length() <= LINE) ? detail : detail.substring(0, LINE) + "...");
		}
		return message.append('\n').toString();
	}

	/**
	 * Ask the source for credentials now and wait for its answer. If it has none, those
	 * that are still valid stay in use. Does nothing to access keys, which are fixed.
	 * @return how fresh the credentials are now
	 * @throws CredentialsException if the source has none
	 */
	public CredentialsFreshness refresh() {
		if (this.refreshing != null) {
			return this.refreshing.refresh();
		}
		if (this.fixed == null) {
			provider();
		}
		return freshness();
	}

	/**
	 * Return how fresh the credentials are. Neither waits nor asks the source.
	 * @return the freshness
	 */
	public CredentialsFreshness freshness() {
		if (this.refreshing != null) {
			return this.refreshing.freshness();
		}
		Step step = this.plan.getSelected();
		String name = (step != null) ? step.kind().toString() : null;
		return (this.fixed != null) ? CredentialsFreshness.fixed(name, this.fixed.accessKeyId())
				: CredentialsFreshness.none(name);
	}

	/**
	 * Return which ways of getting credentials there are, and which of them is taken.
	 * @return the plan
	 */
	public CredentialsPlan getPlan() {
		return this.plan;
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
