package io.awsconfig.actuate;

import io.awsconfig.credentials.CredentialsPlan;

/**
 * Description of a way of getting credentials.
 *
 * @param step the way
 * @param configured whether it is configured
 * @param selected whether it is the one that is taken
 * @param detail where it is configured, or why it is not there
 * @since 0.1.0
 */
public record StepDescriptor(String step, boolean configured, boolean selected, String detail) {

	static StepDescriptor of(CredentialsPlan.Entry entry) {
		return new StepDescriptor(entry.name(), entry.configured(), entry.selected(), entry.detail());
	}

}
