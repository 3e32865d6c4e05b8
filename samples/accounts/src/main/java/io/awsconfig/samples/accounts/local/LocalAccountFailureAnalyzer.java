package io.awsconfig.samples.accounts.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells what to do about a {@link LocalAccountException}.
 */
class LocalAccountFailureAnalyzer extends AbstractFailureAnalyzer<LocalAccountException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LocalAccountException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
