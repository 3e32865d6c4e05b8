package io.awsconfig.retry.method;

import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.context.RetryContextSupport;

/**
 * One execution, as spring-retry knows it.
 */
final class QuotaRetryContext extends RetryContextSupport {

	private static final long serialVersionUID = 1L;

	private final transient MethodExecution execution;

	QuotaRetryContext(@Nullable RetryContext parent, MethodExecution execution) {
		super(parent);
		this.execution = execution;
	}

	MethodExecution getExecution() {
		return this.execution;
	}

}
