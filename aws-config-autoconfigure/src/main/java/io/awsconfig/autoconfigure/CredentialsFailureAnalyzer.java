package io.awsconfig.autoconfigure;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.startup.StartupFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * {@link AbstractFailureAnalyzer} for a {@link CredentialsException}, which says itself
 * what is wrong; who called AWS is for the stack trace to tell. What is known and has
 * nothing to do with it is not lost, though.
 */
final class CredentialsFailureAnalyzer extends AbstractFailureAnalyzer<CredentialsException> {

	private final @Nullable Environment environment;

	CredentialsFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, CredentialsException cause) {
		new StartupFailure(this.environment).warn();
		return null;
	}

}
