package io.awsconfig.autoconfigure;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.startup.StartupFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * {@link AbstractFailureAnalyzer} for an {@link AwsConfigurationException}.
 */
final class AwsConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<AwsConfigurationException> {

	private final @Nullable Environment environment;

	AwsConfigurationFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AwsConfigurationException cause) {
		return new StartupFailure(this.environment).analyze(cause);
	}

}
