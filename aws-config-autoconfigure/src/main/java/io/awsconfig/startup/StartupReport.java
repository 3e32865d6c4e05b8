package io.awsconfig.startup;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.ApplicationBeans;
import io.awsconfig.client.ReplacedSettings;
import io.awsconfig.client.SdkServices;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says once, when the application starts, which settings apply, and warns of what is odd
 * about them.
 *
 * @since 0.1.0
 */
public final class StartupReport implements SmartInitializingSingleton, BeanClassLoaderAware {

	private static final Log logger = LogFactory.getLog(StartupReport.class);

	private final AwsEnvironment environment;

	private final AwsSettings settings;

	private final CredentialsInUse credentials;

	private final Supplier<ApplicationBeans> beans;

	private ClassLoader classLoader = StartupReport.class.getClassLoader();

	/**
	 * Create a report.
	 * @param environment the environment
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 */
	@Internal
	public StartupReport(AwsEnvironment environment, AwsSettings settings, CredentialsInUse credentials) {
		this(environment, settings, credentials, () -> ApplicationBeans.NONE);
	}

	/**
	 * Create a report that tells of beans of the application as well.
	 * @param environment the environment
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 * @param beans gives the beans, once all of them are there
	 */
	@Internal
	public StartupReport(AwsEnvironment environment, AwsSettings settings, CredentialsInUse credentials,
			Supplier<ApplicationBeans> beans) {
		this.beans = beans;
		this.environment = environment;
		this.settings = settings;
		this.credentials = credentials;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (logger.isInfoEnabled()) {
			logger.info(ProfileFound.describe(this.environment) + "; region " + region() + "; credentials: "
					+ CredentialsSource.describe(this.credentials.application()));
			String proxy = this.environment.getProxy(this.settings).describe();
			if (proxy != null) {
				logger.info(proxy);
			}
		}
		ApplicationBeans beans = this.beans.get();
		String described = beans.describe();
		if (described != null) {
			logger.info("AWS clients have beans of the application: " + described);
		}
		// What contradicts itself there stops the application, as it does for its own
		this.credentials.ofClients(this.settings)
			.forEach((client, chain) -> logger.info("AWS credentials of " + client + ": " + chain.getSource()));
		if (!this.settings.getClients().isEmpty()) {
			requireModules();
		}
		Set<Diagnostic> warnings = warnings(this.environment, this.settings, this.credentials, this.classLoader);
		warnings.addAll(ReplacedSettings.find(this.settings, beans));
		for (Diagnostic warning : warnings) {
			logger.warn(warning.message() + " [" + warning.origin() + "]");
		}
		this.environment.setReported(this.settings.getKnownOddities().and(warnings));
	}

	private void requireModules() {
		SdkServices services = new SdkServices(this.classLoader);
		for (NamedClient client : this.settings.getClients()) {
			services.requireModule(client);
		}
	}

	@Internal
	public static Set<Diagnostic> warnings(AwsEnvironment environment, AwsSettings settings,
			CredentialsInUse credentials, ClassLoader classLoader) {
		Set<Diagnostic> warnings = new LinkedHashSet<>(environment.getDiagnostics());
		warnings.addAll(settings.getDiagnostics());
		warnings.addAll(environment.getProxy(settings).diagnostics());
		warnings.addAll(credentials.getDiagnostics(settings));
		if (!settings.getServices().isEmpty()) {
			warnings.addAll(new SdkServices(classLoader).findUnknown(settings));
		}
		return warnings;
	}

	private String region() {
		if (this.beans.get().regionProvider() != null) {
			return "from the application's AwsRegionProvider";
		}
		WrittenValue region = this.settings.get(SettingCatalog.REGION).getWritten();
		return (region != null) ? region.text() + " from " + region.place() : "not set";
	}

}
