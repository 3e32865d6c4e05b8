package io.awsconfig.credentials.chain;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import io.awsconfig.Internal;
import io.awsconfig.credentials.ApplicationCredentials;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
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
public final class CredentialsChain implements AwsCredentialsProvider, WatchedCredentials {

	/**
	 * Held while the step changes.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile ChainSource source;

	/**
	 * What the source has, if that is refreshed. Of its own, since every request reads
	 * it, and it is one load nearer than through the source. Follows the source.
	 */
	private volatile @Nullable RefreshingCredentials refreshing;

	private final Verdicts verdicts = new Verdicts();

	private final AskedInVain askedInVain;

	private CredentialsChain(ChainSource source, Clock clock) {
		this.askedInVain = new AskedInVain(clock);
		this.source = source;
		this.refreshing = source.refreshing();
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
		return carryOut(plan(context), context, null);
	}

	private static CredentialsPlan plan(CredentialsContext context) {
		return new CredentialsPlanner(context.settings(), context.config(), context.locations()).plan();
	}

	/**
	 * Create the chain of clients with credentials of their own.
	 * @param settings the settings of these clients
	 * @param application the credentials of the application
	 */
	static CredentialsChain of(CredentialsContext context, AwsSettings settings,
			@Nullable AwsCredentialsProvider application) {
		return carryOut(plan(context, settings, application), context, application);
	}

	private static CredentialsPlan plan(CredentialsContext context, AwsSettings settings,
			@Nullable AwsCredentialsProvider application) {
		Step applicationStep = (application != null) ? new Step.ApplicationStep(describe(application)) : null;
		return new CredentialsPlanner(settings, () -> applicationStep, context.settings(), context.config(),
				context.locations())
			.plan();
	}

	private static String describe(AwsCredentialsProvider provider) {
		AwsCredentialsProvider own = (provider instanceof ApplicationCredentials.Wrapper wrapper) ? wrapper.provider()
				: provider;
		return (own instanceof CredentialsChain chain) ? chain.getSource() : own.getClass().getName();
	}

	private static CredentialsChain carryOut(CredentialsPlan plan, CredentialsContext context,
			@Nullable AwsCredentialsProvider application) {
		return of(source(plan, context, application), context.refresher());
	}

	private static ChainSource source(CredentialsPlan plan, CredentialsContext context,
			@Nullable AwsCredentialsProvider application) {
		KnownOddities known = context.settings().getKnownOddities().and(plan.getDiagnostics());
		StepFetchers fetchers = new StepFetchers(context, application);
		return ChainSource.of(plan, known, (step) -> KnowingFetcher.of(fetchers.create(step), known),
				context.refresher(), StepIdentity.of(plan.getSelected(), context));
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
		return of(ChainSource.of(plan, KnownOddities.NONE, fetchers, refresher, plan), refresher);
	}

	private static CredentialsChain of(ChainSource source, CredentialsRefresher refresher) {
		if (source.refreshing() != null) {
			refresher.add(source.refreshing());
		}
		return new CredentialsChain(source, refresher.time().clock());
	}

	/**
	 * Plan what other settings of the application amount to. Nothing changes before that
	 * is carried out.
	 * @throws io.awsconfig.settings.AwsConfigurationException if the step that is
	 * configured contradicts itself, or if none is, where one has been so far
	 */
	@Internal
	public CredentialsChange prepare(CredentialsContext context) {
		return prepare("the application", plan(context), context, null);
	}

	/**
	 * Plan what other settings of clients with credentials of their own amount to.
	 * @param owner whose they are, in words
	 */
	CredentialsChange prepare(String owner, CredentialsContext context, AwsSettings settings,
			@Nullable AwsCredentialsProvider application) {
		return prepare(owner, plan(context, settings, application), context, application);
	}

	private CredentialsChange prepare(String owner, CredentialsPlan plan, CredentialsContext context,
			@Nullable AwsCredentialsProvider application) {
		StepIdentity.requireNamed(owner, this.source.plan(), plan);
		ChainSource next = source(plan, context, application);
		return new CredentialsChange(owner, getSource(), next.text(), !next.identity().equals(this.source.identity()),
				() -> goOver(next, context.refresher()));
	}

	/**
	 * Go over to what the settings of the application amount to that are in force
	 * already.
	 */
	void follow(CredentialsContext context) {
		goOver(source(plan(context), context, null), context.refresher());
	}

	/**
	 * Go over to what settings of clients with credentials of their own amount to that
	 * are in force already.
	 */
	void follow(CredentialsContext context, AwsSettings settings, @Nullable AwsCredentialsProvider application) {
		goOver(source(plan(context, settings, application), context, application), context.refresher());
	}

	/**
	 * Find out whether clients can have credentials of their own by their settings.
	 * @throws io.awsconfig.settings.AwsConfigurationException if not
	 */
	static void check(CredentialsContext context, AwsSettings settings, @Nullable AwsCredentialsProvider application) {
		plan(context, settings, application);
	}

	/**
	 * Go over to another step, or stay with the same one as other settings describe it.
	 * Whoever waits for an answer of the former step gets it.
	 */
	private void goOver(ChainSource next, CredentialsRefresher refresher) {
		this.lock.lock();
		try {
			ChainSource former = this.source;
			RefreshingCredentials before = former.refreshing();
			if (next.identity().equals(former.identity())) {
				this.source = next.with(before);
				if (before != null) {
					// The clients that it asks by may have other settings now
					before.closeWhenIdle();
				}
				return;
			}
			RefreshingCredentials now = next.refreshing();
			if (now != null) {
				refresher.add(now);
			}
			this.source = next;
			this.refreshing = now;
			if (before != null) {
				refresher.remove(before);
			}
			if (now != null && before != null && before.held() != null) {
				// Somebody uses them, and need not be the one who waits
				now.identity();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public AwsCredentials resolveCredentials() {
		RefreshingCredentials refreshing = this.refreshing;
		if (refreshing != null) {
			return refreshing.get();
		}
		return resolveOtherwise(this.source);
	}

	private AwsCredentials resolveOtherwise(ChainSource source) {
		if (source.refreshing() != null) {
			return source.refreshing().get();
		}
		AwsCredentials fixed = source.fixed();
		if (fixed == null) {
			throw this.askedInVain.fail(source);
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
		ChainSource source = this.source;
		if (source.refreshing() != null) {
			return source.refreshing().identity();
		}
		CompletableFuture<AwsCredentialsIdentity> fixed = source.fixedIdentity();
		if (fixed != null) {
			return fixed;
		}
		return CompletableFuture.failedFuture(this.askedInVain.fail(source));
	}

	/**
	 * Ask the source for credentials now and wait for its answer. If it has none, those
	 * that are still valid stay in use. Does nothing to access keys, which are fixed.
	 * @return how fresh the credentials are now
	 * @throws CredentialsException if the source has none
	 */
	public CredentialsFreshness refresh() {
		ChainSource source = this.source;
		if (source.refreshing() != null) {
			return source.refreshing().refresh();
		}
		if (source.fixed() == null) {
			throw this.askedInVain.fail(source);
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
		return freshnessOf(this.source);
	}

	private CredentialsFreshness freshnessOf(ChainSource source) {
		if (source.refreshing() != null) {
			return source.refreshing().freshness();
		}
		Step step = source.plan().getSelected();
		String name = (step != null) ? step.kind().toString() : null;
		if (source.fixed() != null) {
			return CredentialsFreshness.fixed(name, source.fixed().accessKeyId());
		}
		CredentialsFreshness missing = this.askedInVain.freshness();
		return (missing != null) ? missing : CredentialsFreshness.none(name);
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
		return this.source.plan();
	}

	/**
	 * Return where the credentials come from; of an access key id, only the last four
	 * characters are shown.
	 * @return the source in words
	 */
	public String getSource() {
		return this.source.text();
	}

	@Internal
	@Override
	public Account account() {
		ChainSource source = this.source;
		CredentialsFreshness freshness = freshnessOf(source);
		return new Account(source.plan().describe(), freshness.accessKeyId(), freshness.since(), freshness.until(),
				Renewal.of(source.plan().getSelected(), freshness), source.plan().describePassedOver());
	}

	@Internal
	@Override
	public boolean has(String accessKeyId) {
		ChainSource source = this.source;
		AwsCredentials current = (source.refreshing() != null) ? source.refreshing().held() : source.fixed();
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
		return "CredentialsChain(" + getSource() + ")";
	}

}
