package io.awsconfig.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.awsconfig.settings.AwsConfigurationException;

/**
 * {@link AbstractFailureAnalyzer} for an {@link AwsConfigurationException}.
 */
final class AwsConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<AwsConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AwsConfigurationException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction(), cause);
	}

}
