package io.awsconfig.credentials.chain;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.awsconfig.Internal;
import io.awsconfig.credentials.ApplicationCredentials;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

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

	private final KnownOddities known;

	private final String source;

	private final @Nullable AwsCredentials fixed;

	private final @Nullable CompletableFuture<AwsCredentialsIdentity> fixedIdentity;

	private final @Nullable RefreshingCredentials refreshing;

	private CredentialsChain(CredentialsPlan plan, KnownOddities known, String source, @Nullable AwsCredentials fixed,
			@Nullable RefreshingCredentials refreshing) {
		this.plan = plan;
		this.known = known;
		this.source = source;
		this.fixed = fixed;
		this.fixedIdentity = (fixed != null) ? CompletableFuture.completedFuture(fixed) : null;
		this.refreshing = refreshing;
	}

	/**
	 * Create the chain that the settings of an application amount to. Nothing is resolved
	 * before somebody needs credentials.
	 * @param context what the chain shares with others
	 * @return the chain
	 * @throws io.awsconfig.settings.AwsConfigurationException if the step that is
	 * configured contradicts itself
	 */
	@Internal
	public static CredentialsChain of(CredentialsContext context) {
		CredentialsPlan plan = new CredentialsPlanner(context.settings(), context.config(), context.locations()).plan();
		return carryOut(plan, context, null);
	}

	/**
	 * Create the chain of clients with credentials of their own.
	 * @param settings the settings of these clients
	 * @param application the credentials of the application
	 */
	static CredentialsChain of(CredentialsContext context, AwsSettings settings,
			@Nullable AwsCredentialsProvider application) {
		Step applicationStep = (application != null) ? new Step.ApplicationStep(describe(application)) : null;
		CredentialsPlan plan = new CredentialsPlanner(settings, () -> applicationStep, context.settings(),
				context.config(), context.locations())
			.plan();
		return carryOut(plan, context, application);
	}

	private static String describe(AwsCredentialsProvider provider) {
		AwsCredentialsProvider own = (provider instanceof ApplicationCredentials.Wrapper wrapper) ? wrapper.provider()
				: provider;
		return (own instanceof CredentialsChain chain) ? chain.getSource() : own.getClass().getName();
	}

	private static CredentialsChain carryOut(CredentialsPlan plan, CredentialsContext context,
			@Nullable AwsCredentialsProvider application) {
		KnownOddities known = context.settings().getKnownOddities().and(plan.getDiagnostics());
		StepFetchers fetchers = new StepFetchers(context, application);
		return of(plan, known, (step) -> KnowingFetcher.of(fetchers.create(step), known), context.refresher());
	}

	/**
	 * Create the chain that carries out a plan. Its source is not asked before somebody
	 * needs credentials.
	 * @param plan the plan
	 * @param fetchers makes what carries out a step; access keys need none
	 * @param refresher refreshes the credentials as long as it runs
	 * @return the chain
	 */
	static CredentialsChain of(CredentialsPlan plan, Function<Step, CredentialsFetcher> fetchers,
			CredentialsRefresher refresher) {
		return of(plan, KnownOddities.NONE, fetchers, refresher);
	}

	private static CredentialsChain of(CredentialsPlan plan, KnownOddities known,
			Function<Step, CredentialsFetcher> fetchers, CredentialsRefresher refresher) {
		Step step = plan.getSelected();
		if (step == null) {
			return new CredentialsChain(plan, known, plan.describe(), null, null);
		}
		if (step instanceof Step.AccessKeysStep fixed && fixed.profile() == null) {
			return new CredentialsChain(plan, known, fixed.keys().toString(),
					FetchedCredentials.of(fixed.keys()).credentials(), null);
		}
		RefreshingCredentials refreshing = new RefreshingCredentials(step, fetchers.apply(step), refresher,
				RefreshingCredentials.LIMIT);
		refresher.add(refreshing);
		String source = (step instanceof Step.AccessKeysStep accessKeys) ? accessKeys.keys().toString()
				: plan.describe();
		return new CredentialsChain(plan, known, source, null, refreshing);
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
		Bearing.Found found = this.known.findFor(message.toString(), KnownOddities.namesOfCredentials());
		return new CredentialsException(message.append(found).append('\n').toString(), null);
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
	 * Return which steps there are, and which of them is taken.
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
