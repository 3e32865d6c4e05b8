package io.awsconfig.credentials;

import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Which steps there are that get credentials, which of them is taken, and why the others
 * are not. Made from the settings alone: nothing has been resolved.
 * <p>
 * Guide: Understand the credential provider chain.
 *
 * @since 0.1.0
 */
public final class CredentialsPlan {

	private final List<Entry> entries;

	private final @Nullable Step selected;

	private final List<Diagnostic> diagnostics;

	@Internal
	public CredentialsPlan(List<Entry> entries, @Nullable Step selected, List<Diagnostic> diagnostics) {
		this.entries = List.copyOf(entries);
		this.selected = selected;
		this.diagnostics = List.copyOf(diagnostics);
	}

	/**
	 * Return every step in the order in which they are looked for.
	 * @return the steps
	 */
	public List<Entry> getEntries() {
		return this.entries;
	}

	@Internal
	public @Nullable Step getSelected() {
		return this.selected;
	}

	/**
	 * Return what is odd about which step is taken.
	 * @return the diagnostics
	 */
	public List<Diagnostic> getDiagnostics() {
		return this.diagnostics;
	}

	/**
	 * Return the step that is taken, in words.
	 * @return what and where, without secrets
	 */
	public String describe() {
		return (this.selected != null) ? describe(this.selected) : "none";
	}

	/**
	 * Return a step in words, and if it assumes a role, whose credentials do so.
	 */
	@Internal
	public static String describe(Step outermost) {
		StringBuilder text = new StringBuilder();
		Step step = outermost;
		while (step instanceof Step.AssumeRoleStep role) {
			text.append(name(role)).append(" with ");
			step = role.source();
		}
		return text.append(name(step)).toString();
	}

	private static String name(Step step) {
		return step.kind() + " (" + step.place() + ")";
	}

	/**
	 * One step.
	 *
	 * @param name the step, for example {@code assume role}
	 * @param configured whether it is configured
	 * @param selected whether it is the one that is taken
	 * @param detail where it is configured, or why it is not there
	 */
	public record Entry(String name, boolean configured, boolean selected, String detail) {

	}

}
