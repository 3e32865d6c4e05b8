package io.awsconfig.samples.quickstart.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells what to do about a {@link LocalServerException}.
 */
class LocalServerFailureAnalyzer extends AbstractFailureAnalyzer<LocalServerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LocalServerException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
