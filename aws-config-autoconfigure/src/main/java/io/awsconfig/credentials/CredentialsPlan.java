package io.awsconfig.credentials;

import java.util.ArrayList;
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

	/**
	 * What follows where a step is configured, if another one is taken: which one.
	 */
	@Internal
	public static final String PASSED_OVER = "; passed over for ";

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
	 * Return whether a step is configured, taken or not.
	 */
	@Internal
	public boolean isConfigured(Step.Kind kind) {
		return this.entries.stream().anyMatch((entry) -> entry.configured() && entry.name().equals(kind.toString()));
	}

	/**
	 * Return whether a step is the first that is configured, and therefore is taken or
	 * assumes the role that is. What a role names as its source is not meant.
	 */
	@Internal
	public boolean isFirst(Step.Kind kind) {
		return this.entries.stream()
			.anyMatch((entry) -> entry.configured() && entry.name().equals(kind.toString())
					&& !entry.detail().contains(PASSED_OVER));
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

	/**
	 * Say which other steps are configured and passed over, and for what. Instance
	 * metadata may be on any machine.
	 * @return a clause, or an empty text if there are none
	 */
	@Internal
	public String describePassedOver() {
		Step selected = getSelected();
		if (selected == null) {
			return "";
		}
		List<String> others = new ArrayList<>(0);
		for (Entry entry : getEntries()) {
			int reason = entry.detail().lastIndexOf(PASSED_OVER);
			if (reason != -1 && !entry.name().equals(Step.Kind.INSTANCE_METADATA.toString())
					&& !entry.name().equals(Step.Kind.APPLICATION.toString()) && !isTold(entry)) {
				others.add("'%s' (%s)".formatted(entry.name(), entry.detail().substring(0, reason)));
			}
		}
		return others.isEmpty() ? "" : "%s, passed over for '%s' (%s)".formatted(String.join(" and ", others),
				selected.kind(), selected.place());
	}

	private boolean isTold(Entry entry) {
		String step = "its step '%s' is not taken".formatted(entry.name());
		return this.diagnostics.stream().anyMatch((diagnostic) -> diagnostic.message().contains(step));
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
