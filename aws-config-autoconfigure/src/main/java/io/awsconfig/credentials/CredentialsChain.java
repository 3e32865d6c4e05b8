package io.awsconfig.credentials;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
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
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;

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

	private static final int LINE = 160;

	private final CredentialsPlan plan;

	private final String source;

	private final @Nullable AwsCredentials fixed;

	private final @Nullable CompletableFuture<AwsCredentialsIdentity> fixedIdentity;

	private final @Nullable RefreshingCredentials refreshing;

	private CredentialsChain(CredentialsPlan plan, String source, @Nullable AwsCredentials fixed,
			@Nullable RefreshingCredentials refreshing) {
		this.plan = plan;
		this.source = source;
		this.fixed = fixed;
		this.fixedIdentity = (fixed != null) ? CompletableFuture.completedFuture(fixed) : null;
		this.refreshing = refreshing;
	}

	/**
	 * Create the chain that the settings amount to. Nothing is resolved before somebody
	 * needs credentials.
	 * @param settings the settings
	 * @param config the shared files
	 * @param locations where the home directory is
	 * @param clients gives what configures the clients that get credentials; asked if a
	 * way needs clients
	 * @param instanceMetadata gives what asks the instance metadata service; asked if
	 * that is the way
	 * @param mfaTokens asks for codes of MFA devices; gives {@code null} if nobody can
	 * @param refresher refreshes the credentials as long as it runs
	 * @return the chain
	 * @throws io.awsconfig.settings.AwsConfigurationException if the way that is
	 * configured contradicts itself
	 */
	public static CredentialsChain create(AwsSettings settings, SharedConfig config, SharedConfigLocations locations,
			Supplier<CredentialsClients> clients, Supplier<InstanceMetadata> instanceMetadata,
			Supplier<@Nullable MfaTokenSupplier> mfaTokens, CredentialsRefresher refresher) {
		CredentialsPlan plan = new CredentialsPlanner(settings, config, locations).plan();
		return carryOut(plan, config, locations, null, clients, instanceMetadata, mfaTokens, refresher);
	}

	/**
	 * Create the chain of clients with credentials of their own.
	 */
	static CredentialsChain create(AwsSettings settings, AwsSettings applicationSettings, SharedConfig config,
			SharedConfigLocations locations, @Nullable AwsCredentialsProvider application,
			Supplier<CredentialsClients> clients, Supplier<InstanceMetadata> instanceMetadata,
			Supplier<@Nullable MfaTokenSupplier> mfaTokens, CredentialsRefresher refresher) {
		Step applicationStep = (application != null) ? new Step.ApplicationStep(describe(application)) : null;
		CredentialsPlan plan = new CredentialsPlanner(settings, () -> applicationStep, applicationSettings, config,
				locations)
			.plan();
		return carryOut(plan, config, locations, application, clients, instanceMetadata, mfaTokens, refresher);
	}

	private static String describe(AwsCredentialsProvider provider) {
		AwsCredentialsProvider own = (provider instanceof ApplicationCredentials.Wrapper wrapper) ? wrapper.provider()
				: provider;
		return (own instanceof CredentialsChain chain) ? chain.getSource() : own.getClass().getName();
	}

	private static CredentialsChain carryOut(CredentialsPlan plan, SharedConfig config, SharedConfigLocations locations,
			@Nullable AwsCredentialsProvider application, Supplier<CredentialsClients> clients,
			Supplier<InstanceMetadata> instanceMetadata, Supplier<@Nullable MfaTokenSupplier> mfaTokens,
			CredentialsRefresher refresher) {
		Clock clock = Clock.systemUTC();
		StepFetchers fetchers = new StepFetchers(clients, instanceMetadata, mfaTokens, config, locations, application,
				clock);
		return of(plan, fetchers::create, clock, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(),
				refresher);
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
			return new CredentialsChain(plan, plan.describe(), null, null);
		}
		if (step instanceof Step.AccessKeysStep fixed && fixed.profile() == null) {
			return new CredentialsChain(plan, fixed.keys().toString(), asCredentials(fixed.keys()), null);
		}
		RefreshingCredentials refreshing = new RefreshingCredentials(step, fetchers.apply(step), clock, nanoTime,
				random, refresher, RefreshingCredentials.LIMIT);
		refresher.add(refreshing);
		String source = (step instanceof Step.AccessKeysStep accessKeys) ? accessKeys.keys().toString()
				: plan.describe();
		return new CredentialsChain(plan, source, null, refreshing);
	}

	static AwsCredentials asCredentials(AccessKeys keys) {
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

	@Override
	public AwsCredentials resolveCredentials() {
		RefreshingCredentials refreshing = this.refreshing;
		if (refreshing != null) {
			return refreshing.get();
		}
		AwsCredentials fixed = this.fixed;
		if (fixed == null) {
			throw noCredentials();
		}
		return fixed;
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
		return CompletableFuture.failedFuture(noCredentials());
	}

	private CredentialsException noCredentials() {
		StringBuilder message = new StringBuilder("No credentials are configured. These are the places to have some:");
		for (CredentialsPlan.Entry entry : this.plan.getEntries()) {
			String detail = entry.detail().replaceAll("\\s+", " ");
			message.append("\n    ")
				.append(entry.name())
				.append(": ")
				.append((detail.length() <= LINE) ? detail : detail.substring(0, LINE) + "...");
		}
		return new CredentialsException(message.append('\n').toString(), null);
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
			throw noCredentials();
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
