package io.awsconfig.startup;

import java.util.Collection;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.client.SdkServices;
import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Says what the start-up report would have said, if the application fails before it: in
 * the analysis what bears on the failure, in the log the rest.
 */
@Internal
public final class StartupFailure {

	private static final Log logger = LogFactory.getLog(StartupReport.class);

	private final @Nullable AwsEnvironment environment;

	/**
	 * Create an instance.
	 * @param environment the environment, or {@code null} if there is none yet
	 */
	public StartupFailure(@Nullable Environment environment) {
		this.environment = (environment instanceof ConfigurableEnvironment configurable)
				? AwsEnvironment.getAttached(configurable) : null;
	}

	/**
	 * Make the analysis of what is wrong about the settings.
	 * @param cause what is wrong
	 * @return the analysis
	 */
	public FailureAnalysis analyze(AwsConfigurationException cause) {
		cause.knowing(known());
		warn(cause.getOthers());
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction(), cause);
	}

	/**
	 * Add to the analysis of something else.
	 * @param description what is wrong
	 * @param action what to do about it
	 * @param missing the names of what is missing, if that is what is wrong
	 * @param cause what failed
	 * @return the analysis
	 */
	public FailureAnalysis analyze(String description, String action, Collection<String> missing, Throwable cause) {
		Bearing.Found found = known().findFor(description, missing);
		warn(found.others());
		return new FailureAnalysis(description + found, found.before(action), cause);
	}

	/**
	 * Warn of all, since what failed says nothing of it.
	 */
	public void warn() {
		warn(known().diagnostics());
	}

	private void warn(List<Diagnostic> diagnostics) {
		if (this.environment == null || !this.environment.isReported()) {
			diagnostics.forEach((warning) -> logger.warn(warning.message() + " [" + warning.origin() + "]"));
		}
	}

	/**
	 * Find what is known once more: beans are gone by now, or have never been there.
	 */
	private KnownOddities known() {
		AwsEnvironment environment = this.environment;
		if (environment == null) {
			return KnownOddities.NONE;
		}
		KnownOddities known = environment.getKnownOddities();
		try {
			SdkServices services = new SdkServices(StartupFailure.class.getClassLoader());
			AwsSettings settings = AwsSettings.resolve(environment.getSettingSources(), environment.getSharedConfig(),
					services::isKnown);
			known = known.and(settings.getDiagnostics()).and(services.findUnknown(settings));
			return known
				.and(new CredentialsPlanner(settings, environment.getSharedConfig(), environment.getLocations()).plan()
					.getDiagnostics());
		}
		catch (AwsConfigurationException ex) {
			return known.and(ex.getKnown().diagnostics());
		}
	}

}
