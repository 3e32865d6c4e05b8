package io.awsconfig.failure;

import java.time.Clock;
import java.time.Instant;

import io.awsconfig.credentials.WatchedCredentials;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Looks at the calls of one client that fail. Changes nothing about them, and whatever
 * goes wrong here is nobody's business.
 * <p>
 * A call that succeeds costs two looks at fields, as long as none has failed: the methods
 * of an interceptor that this one does not override return what they were given, so that
 * the SDK copies nothing, and {@link #afterExecution} reads no header and makes no object
 * unless there is a failure that may have ended.
 */
final class FailureInterceptor implements ExecutionInterceptor {

	private static final Log logger = LogFactory.getLog(CallFailures.class);

	private final WatchedClient client;

	private final @Nullable WatchedCredentials credentials;

	private final ClientFailures failures;

	private final Clock clock;

	private final Explainer explainer;

	private final KnownReasons known;

	private final boolean quiet;

	FailureInterceptor(WatchedClient client, ClientFailures failures, Explainer explainer, Clock clock,
			KnownReasons known, boolean quiet) {
		this.quiet = quiet;
		this.client = client;
		this.credentials = quiet ? null : client.watched();
		this.failures = failures;
		this.clock = clock;
		this.explainer = explainer;
		this.known = known;
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes executionAttributes) {
		WatchedCredentials credentials = this.credentials;
		if (this.failures.isOpen() || (credentials != null && credentials.isRefused())) {
			recover(context, executionAttributes);
		}
	}

	private void recover(Context.AfterExecution context, ExecutionAttributes attributes) {
		try {
			this.failures.succeeded(operation(attributes), this.clock.instant());
			WatchedCredentials credentials = this.credentials;
			Signed signed = Signed.of(context.httpRequest());
			if (credentials != null && signed != null) {
				credentials.accepted(signed.accessKeyId());
			}
		}
		catch (RuntimeException ex) {
			logger.debug("A success could not be taken note of", ex);
		}
	}

	@Override
	public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes executionAttributes) {
		try {
			explain(context, executionAttributes);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("A failure could not be explained", ex);
		}
	}

	private void explain(Context.FailedExecution context, ExecutionAttributes attributes) {
		FailedCall call = FailedCall.of(context, attributes, operation(attributes));
		Explanation explanation = this.explainer.explain(call);
		if (explanation == null) {
			return;
		}
		Instant now = this.clock.instant();
		CallFailure failure = new CallFailure(this.client.id(), explanation.cause().toString(), call.operation(),
				explanation.message(), explanation.facts(), this.known.before(explanation), 1, now, now, null);
		WatchedCredentials.Verdict verdict = explanation.verdict();
		Signed signed = call.signed();
		if (this.credentials != null && verdict != null && signed != null) {
			this.credentials.refused(signed.accessKeyId(), verdict, explanation.message(), now);
		}
		ClientFailures.Told told = this.failures.add(explanation.cause(), explanation.subject(), failure, now);
		// Whoever has no credentials has said so already
		if (told.now() && !this.quiet && explanation.cause() != Cause.NO_CREDENTIALS) {
			String again = (told.untold() > 1)
					? " That makes %d failures since this was last told.".formatted(told.untold()) : "";
			logger.warn(failure.describe() + again);
		}
	}

	private static String operation(ExecutionAttributes attributes) {
		String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
		return (operation != null) ? operation : "a call";
	}

	@Override
	public String toString() {
		return "explains failures of " + this.client.id();
	}

}
