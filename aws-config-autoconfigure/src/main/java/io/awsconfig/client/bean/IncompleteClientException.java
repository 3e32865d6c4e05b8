package io.awsconfig.client.bean;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A client cannot be made, because a class that it needs is not there.
 *
 * @since 0.1.0
 */
public class IncompleteClientException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	IncompleteClientException(String type, LinkageError cause, @Nullable Diagnostic versions) {
		super(describe(type, cause, versions),
				"Add the dependency that has this class. Import software.amazon.awssdk:bom once, and give no module of the SDK a version or exclusions of its own.",
				cause);
	}

	private static Problem describe(String type, LinkageError cause, @Nullable Diagnostic versions) {
		Problem problem = Problem
			.of("The client %s cannot be made, because a class that it needs is missing or does not fit."
				.formatted(type))
			.line("Class", String.valueOf(missing(cause)));
		return (versions != null) ? problem.line("Note", versions.message()) : problem;
	}

	private static @Nullable String missing(LinkageError cause) {
		String message = cause.getMessage();
		return (cause instanceof NoClassDefFoundError && message != null) ? message.replace('/', '.') : message;
	}

}
