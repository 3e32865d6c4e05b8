package io.awsconfig.credentials.chain;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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
import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
public final class CredentialsChain implements AwsCredentialsProvider, WatchedCredentials {

	private static final Log logger = LogFactory.getLog(CredentialsChain.class);

	private static final int LINE = 160;

	private final CredentialsPlan plan;

	private final KnownOddities known;

	private final String source;

	private final @Nullable AwsCredentials fixed;

	private final @Nullable CompletableFuture<AwsCredentialsIdentity> fixedIdentity;

	private final @Nullable RefreshingCredentials refreshing;

	private final Clock clock;

	private final Verdicts verdicts = new Verdicts();

	/**
	 * How often somebody has asked for credentials where none are configured.
	 */
	private final AtomicLong vain = new AtomicLong();

	private volatile @Nullable Instant lastInVain;

	private CredentialsChain(CredentialsPlan plan, KnownOddities known, String source, @Nullable AwsCredentials fixed,
			@Nullable RefreshingCredentials refreshing, Clock clock) {
		this.clock = clock;
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
			return new CredentialsChain(plan, known, plan.describe(), null, null, refresher.time().clock());
		}
		if (step instanceof Step.AccessKeysStep fixed && fixed.profile() == null) {
			return new CredentialsChain(plan, known, fixed.keys().toString(),
					FetchedCredentials.of(fixed.keys()).credentials(), null, refresher.time().clock());
		}
		RefreshingCredentials refreshing = new RefreshingCredentials(step, fetchers.apply(step), refresher,
				RefreshingCredentials.LIMIT);
		refresher.add(refreshing);
		String source = (step instanceof Step.AccessKeysStep accessKeys) ? accessKeys.keys().toString()
				: plan.describe();
		return new CredentialsChain(plan, known, source, null, refreshing, refresher.time().clock());
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

	/**
	 * Say that there are none, to whoever asks, and once to whoever reads the log.
	 */
	private CredentialsException noCredentials() {
		CredentialsException exception = new CredentialsException(describeNone(), null);
		this.lastInVain = this.clock.instant();
		if (this.vain.getAndIncrement() == 0) {
			logger.warn(describeNone().strip());
		}
		return exception;
	}

	private String describeNone() {
		StringBuilder message = new StringBuilder("No credentials are configured. These are the places to have some:");
		for (CredentialsPlan.Entry entry : this.plan.getEntries()) {
			String detail = entry.detail().replaceAll("\\s+", " ");
			message.append("\n    ")
				.append(entry.name())
				.append(": ")
				.append((detail.length() <= LINE) ? detail : detail.substring(0, LINE) + "...");
		}
		Bearing.Found found = this.known.findFor(message.toString(), KnownOddities.namesOfCredentials());
		return message.append(found).append('\n').toString();
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
		return this.verdicts.applyTo(freshnessOfSource(), this::has);
	}

	private CredentialsFreshness freshnessOfSource() {
		if (this.refreshing != null) {
			return this.refreshing.freshness();
		}
		Step step = this.plan.getSelected();
		String name = (step != null) ? step.kind().toString() : null;
		if (this.fixed != null) {
			return CredentialsFreshness.fixed(name, this.fixed.accessKeyId());
		}
		Instant lastInVain = this.lastInVain;
		return (lastInVain != null)
				? CredentialsFreshness.missing("No credentials are configured.", lastInVain, this.vain.get())
				: CredentialsFreshness.none(name);
	}

	/**
	 * Stop refreshing, since nobody needs these credentials any more.
	 */
	void release(CredentialsRefresher refresher) {
		if (this.refreshing != null) {
			refresher.remove(this.refreshing);
		}
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

	@Internal
	@Override
	public Account account() {
		CredentialsFreshness freshness = freshnessOfSource();
		return new Account(this.plan.describe(), freshness.accessKeyId(), freshness.since(), freshness.until(),
				Renewal.of(this.plan.getSelected(), freshness));
	}

	@Internal
	@Override
	public boolean has(String accessKeyId) {
		AwsCredentials current = (this.refreshing != null) ? this.refreshing.held() : this.fixed;
		return current != null && current.accessKeyId().equals(accessKeyId);
	}

	@Internal
	@Override
	public boolean hasTold(Throwable failure) {
		return failure instanceof CredentialsException;
	}

	@Internal
	@Override
	public void refused(String accessKeyId, Verdict verdict, String reason, Instant at) {
		this.verdicts.refused(accessKeyId, verdict, reason, at);
	}

	@Internal
	@Override
	public boolean isRefused() {
		return this.verdicts.isRefused();
	}

	@Internal
	@Override
	public void accepted(String accessKeyId) {
		this.verdicts.accepted(accessKeyId);
	}

	@Override
	public String toString() {
		return "CredentialsChain(" + this.source + ")";
	}

}
