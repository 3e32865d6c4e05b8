package io.awsconfig.credentials.plan;

import java.util.function.Supplier;

import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

/**
 * A step that is configured, or is not. Only the one that is taken is made: what a step
 * that comes first hides cannot be wrong.
 *
 * @param kind which step
 * @param detail where it is configured, or why it is not there
 * @param step makes the step, {@code null} if it is not configured
 */
record StepCandidate(Step.Kind kind, String detail, @Nullable Supplier<Step> step) {

	static StepCandidate configured(Step.Kind kind, Object place, Supplier<Step> step) {
		return new StepCandidate(kind, place.toString(), step);
	}

	static StepCandidate absent(Step.Kind kind, String reason) {
		return new StepCandidate(kind, reason, null);
	}

	boolean isConfigured() {
		return this.step != null;
	}

	Step toStep() {
		if (this.step == null) {
			throw new IllegalStateException(this.kind + " is not configured");
		}
		return this.step.get();
	}

}
