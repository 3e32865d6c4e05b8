package io.awsconfig.reload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.awsconfig.Internal;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientContext;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsChange;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Unexpected;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigFile.Status;
import io.awsconfig.startup.StartupReport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Resolves the settings anew while the application runs. All or nothing: if anything is
 * wrong, everything stays as it was, and the log says why. Whoever makes something asks
 * for the {@link SettingsInForce}; what has been made keeps what it has, but for the
 * chains of credentials, which go over to the step that the settings name now.
 */
@Internal
public final class SettingsReloader implements DisposableBean {

	private static final Log logger = LogFactory.getLog(SettingsReloader.class);

	private static final int MOST_READS = 4;

	/**
	 * How long anybody waits for the reload before theirs.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final SettingsInForce inForce;

	private final ConfigurableEnvironment environment;

	private final Function<AwsEnvironment, AwsSettings> resolver;

	private final CredentialsInUse credentials;

	private final Clock clock;

	/**
	 * One reload at a time; whoever comes second sees what has changed since.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean closed;

	private @Nullable Set<Diagnostic> warnings;

	/**
	 * Create a reloader.
	 * @param inForce the settings to take the place of
	 * @param environment where settings can stand
	 * @param resolver resolves the settings
	 * @param credentials the credentials that go over to other steps
	 * @param clock tells when it was
	 */
	public SettingsReloader(SettingsInForce inForce, ConfigurableEnvironment environment,
			Function<AwsEnvironment, AwsSettings> resolver, CredentialsInUse credentials, Clock clock) {
		this.inForce = inForce;
		this.environment = environment;
		this.resolver = resolver;
		this.credentials = credentials;
		this.clock = clock;
	}

	/**
	 * Resolve the settings anew, and put them in force if nothing is wrong with them.
	 * @param trigger who wants that, in words
	 * @return what came of it; is told in the log as well
	 */
	public Reload reload(String trigger) {
		return reload(trigger, PATIENCE);
	}

	/**
	 * Resolve the settings anew.
	 * @param patience how long to wait for the reload before this one
	 */
	Reload reload(String trigger, Duration patience) {
		try {
			if (this.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
				try {
					return reloadAlone(trigger);
				}
				finally {
					this.lock.unlock();
				}
			}
			return refuse(trigger, "The reload before it has not ended within %s.".formatted(Words.of(patience)),
					"See whether the disk with the shared files hangs, and try again.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return refuse(trigger, "The thread was interrupted while it waited for the reload before it.",
					"Try again.");
		}
	}

	private Reload refuse(String trigger, String reason, String remedy) {
		Reload refused = Reload.failed(trigger, this.clock.instant(), new AwsConfigurationException(reason, remedy));
		if (!this.closed) {
			tell(refused);
		}
		return refused;
	}

	private Reload reloadAlone(String trigger) {
		Instant now = this.clock.instant();
		SharedFilesLook look = SharedFilesLook.at(this.inForce.environment());
		Reload reload;
		try {
			reload = renew(trigger, now);
		}
		catch (AwsConfigurationException ex) {
			reload = Reload.failed(trigger, now, ex);
		}
		catch (RuntimeException ex) {
			reload = Reload.failed(trigger, now, describe(ex));
		}
		if (reload.failure() != null && !this.closed) {
			// Somebody else may have shown what is not in force, as Spring Cloud does
			this.inForce.environment().putInForce();
		}
		// Other files, if these are asked for now, have just been read
		SharedFilesLook current = SharedFilesLook.at(this.inForce.environment());
		this.inForce.setFiles(look.isOfSameFiles(current) ? look : current);
		try {
			if (!this.closed) {
				tell(reload);
			}
		}
		finally {
			this.inForce.setLastReload(reload);
		}
		return reload;
	}

	private static AwsConfigurationException describe(RuntimeException ex) {
		if (logger.isDebugEnabled()) {
			logger.debug("Cannot reload the AWS settings", Unexpected.withoutMessages(ex));
		}
		return new AwsConfigurationException(
				"The settings could not be resolved: %s.".formatted(Unexpected.describe(ex)),
				"Switch on the debug log of %s to see how it came there.".formatted(SettingsReloader.class.getName()));
	}

	private Reload renew(String trigger, Instant now) {
		if (this.closed) {
			throw new AwsConfigurationException("The application is closing.", "Start it again.");
		}
		if (!this.inForce.isReloadable()) {
			throw new AwsConfigurationException(
					"The application defines its own AwsSettings, which nobody else can resolve.",
					"Remove that bean, or start the application again.");
		}
		Generation former = this.inForce.get();
		AwsEnvironment environment = read(former);
		AwsSettings settings;
		try {
			settings = this.resolver.apply(environment);
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(environment.getKnownOddities());
		}
		Generation next = former.next(environment, settings);
		if (this.warnings == null) {
			this.warnings = warnings(former);
		}
		List<CredentialsChange> credentials = prepareCredentials(next.credentials());
		ClientContext clients = next.clients();
		// From here on, nothing can fail
		environment.putInForce();
		clients.former().add(former.settings());
		credentials.forEach((change) -> change.action().run());
		this.inForce.set(next);
		clients.builtClients().follow(settings);
		settleCredentials();
		List<BuiltClient> built = clients.builtClients().getAll();
		List<CredentialsChange> changed = credentials.stream().filter(CredentialsChange::changing).toList();
		return new Reload(trigger, now, SettingChanges.between(former.settings(), settings, built), changed, null);
	}

	/**
	 * Read the files, again if they have changed meanwhile.
	 */
	private AwsEnvironment read(Generation former) {
		SharedFilesLook before = SharedFilesLook.at(former.environment());
		for (int attempt = 0; attempt < MOST_READS; attempt++) {
			AwsEnvironment environment = AwsEnvironment.readAnew(this.environment);
			SharedFilesLook after = SharedFilesLook.at(environment);
			if (after.equals(before)) {
				requireFiles(former.environment().getSharedConfig(), environment.getSharedConfig());
				return environment;
			}
			before = after;
		}
		throw new AwsConfigurationException("The shared files are being written while they are read.",
				"Wait until that is done, and try again.");
	}

	/**
	 * Refuse to lose a file: whoever removes one, or writes it anew, says nothing about
	 * what is in it.
	 */
	private static void requireFiles(SharedConfig former, SharedConfig next) {
		requireFile(former.getConfigFile(), next.getConfigFile());
		requireFile(former.getCredentialsFile(), next.getCredentialsFile());
	}

	private static void requireFile(SharedConfigFile former, SharedConfigFile next) {
		if (former.getStatus() == Status.READ && next.getStatus() != Status.READ
				&& former.getPath().equals(next.getPath())) {
			throw new AwsConfigurationException(
					"The file %s %s, and has been read before.".formatted(next.getPath(),
							(next.getStatus() == Status.ABSENT) ? "is not there any more" : "cannot be read any more"),
					"Put it back%s. To do without it, start the application again."
						.formatted((next.getStatus() == Status.ABSENT) ? "" : " as it was, readable for this process"));
		}
	}

	private List<CredentialsChange> prepareCredentials(CredentialsContext next) {
		List<CredentialsChange> changes = new ArrayList<>();
		if (this.credentials.application() instanceof CredentialsChain chain) {
			changes.add(chain.prepare(next));
		}
		ClientCredentialsChains chains = this.credentials.clients().get();
		if (chains != null) {
			changes.addAll(chains.prepare(next));
		}
		return changes;
	}

	private void settleCredentials() {
		ClientCredentialsChains chains = this.credentials.clients().get();
		if (chains != null) {
			chains.settle();
		}
	}

	private Set<Diagnostic> warnings(Generation generation) {
		return StartupReport.warnings(generation.environment(), generation.settings(), this.credentials,
				SettingsReloader.class.getClassLoader());
	}

	private void tell(Reload reload) {
		AwsConfigurationException failure = reload.failure();
		if (failure != null) {
			logger.error("""
					The AWS settings stay as they were. They were to be reloaded after %s, which failed.

					Description:

					%s

					Action:

					%s
					""".formatted(reload.trigger(), failure.getMessage(), failure.getAction()));
			return;
		}
		if (!reload.isChange()) {
			logger.debug("The AWS settings are what they were before " + reload.trigger());
		}
		for (SettingChange change : reload.changes()) {
			logger.info(change.describe());
		}
		for (CredentialsChange change : reload.credentials()) {
			logger.info(
					"Credentials of %s come from %s from now on, instead of %s; clients that are built already have them as well"
						.formatted(change.owner(), change.to(), change.from()));
		}
		warnOfNew();
	}

	/**
	 * Warn of what is odd now and was not before.
	 */
	private void warnOfNew() {
		Set<Diagnostic> known = this.warnings;
		Set<Diagnostic> now = warnings(this.inForce.get());
		for (Diagnostic warning : now) {
			if (known == null || known.stream().noneMatch((before) -> before.message().equals(warning.message()))) {
				logger.warn(warning.message() + " [" + warning.origin() + "]");
			}
		}
		this.warnings = new LinkedHashSet<>(now);
		this.inForce.environment().setReported(this.inForce.settings().getKnownOddities().and(now));
	}

	@Override
	public void destroy() {
		this.closed = true;
	}

}
