package io.awsconfig.autoconfigure;

import io.awsconfig.settings.AwsConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for an {@link AwsConfigurationException}.
 */
final class AwsConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<AwsConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AwsConfigurationException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction(), cause);
	}

}
