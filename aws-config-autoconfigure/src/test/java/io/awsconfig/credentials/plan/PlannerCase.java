package io.awsconfig.credentials.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;

/**
 * A case of the planner: what the machine has, and what the plan is. Begins with
 * {@code == title}; its parts begin with {@code -- name}.
 *
 * @param title what it is about
 * @param parts the parts by name
 */
record PlannerCase(String title, Map<String, String> parts) {

	private static final String TITLE = "== ";

	private static final String PART = "-- ";

	static List<PlannerCase> read(Path file) {
		try {
			List<PlannerCase> cases = new ArrayList<>();
			Map<String, String> parts = new LinkedHashMap<>();
			String part = null;
			for (String line : Files.readAllLines(file)) {
				if (line.startsWith(TITLE)) {
					parts = new LinkedHashMap<>();
					part = null;
					cases.add(new PlannerCase(line.substring(TITLE.length()), parts));
				}
				else if (line.startsWith(PART)) {
					part = line.substring(PART.length());
					parts.put(part, "");
				}
				else if (part != null) {
					parts.merge(part, line + "\n", String::concat);
				}
			}
			// Between two cases stands a blank line
			cases.forEach((each) -> each.parts().replaceAll((name, text) -> text.stripTrailing() + "\n"));
			return cases;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the case with the outcome that it has on a machine, as far as it asks for
	 * it.
	 */
	PlannerCase on(FakeMachine machine, Path home) {
		Map<String, String> outcome = new LinkedHashMap<>(this.parts);
		this.parts.forEach((part, text) -> prepare(machine, part, text));
		Map<String, String> actual = outcome(machine);
		outcome.replaceAll((part, text) -> part.matches("step|entries|source|says|fails|action")
				? actual.getOrDefault(part, "none\n").replace(home.toString(), "~") : text);
		return new PlannerCase(this.title, outcome);
	}

	private static void prepare(FakeMachine machine, String part, String text) {
		switch (part) {
			case "~/.aws/config" -> machine.config(text);
			case "~/.aws/credentials" -> machine.credentials(text);
			case "environment" -> {
				Map<String, String> variables = pairs(text);
				variables.forEach((name, value) -> {
					if (name.startsWith("unset ")) {
						machine.withoutVariable(name.substring("unset ".length()));
					}
					else {
						machine.variable(name, value);
					}
				});
			}
			case "JVM" -> pairs(text).forEach(machine::systemProperty);
			case "application" -> machine.properties(pairs(text));
			case "step", "entries", "source", "says", "fails", "action" -> {
			}
			default -> throw new IllegalArgumentException("No case has a part '%s'".formatted(part));
		}
	}

	private static Map<String, String> pairs(String text) {
		Map<String, String> pairs = new LinkedHashMap<>();
		text.lines().forEach((line) -> {
			int separator = line.indexOf('=');
			pairs.put((separator < 0) ? line : line.substring(0, separator), line.substring(separator + 1));
		});
		return pairs;
	}

	private static Map<String, String> outcome(FakeMachine machine) {
		try {
			CredentialsPlan plan = AwsSetup.on(machine).plan();
			Step selected = plan.getSelected();
			return Map.of("step", (selected != null) ? describe(selected, "") : "none\n", "entries",
					lines(plan.getEntries().stream().map(PlannerCase::describe).toList()), "source",
					plan.describe() + "\n", "says",
					lines(plan.getDiagnostics().stream().map(Diagnostic::toString).toList()));
		}
		catch (AwsConfigurationException ex) {
			return Map.of("fails", ex.getMessage() + "\n", "action", ex.getAction() + "\n");
		}
	}

	private static String describe(CredentialsPlan.Entry entry) {
		return "%s%s: %s".formatted(entry.selected() ? "> " : entry.configured() ? "+ " : "- ", entry.name(),
				entry.detail());
	}

	/**
	 * Describe a step by all that it has.
	 */
	private static String describe(Step step, String indent) {
		StringBuilder text = new StringBuilder(indent + step.kind() + "\n");
		for (RecordComponent component : step.getClass().getRecordComponents()) {
			Object value = value(component, step);
			if (value instanceof Step source) {
				text.append(indent).append("  ").append(component.getName()).append(":\n");
				text.append(describe(source, indent + "    "));
			}
			else if (value != null && !(value instanceof Step.Kind)) {
				text.append("%s  %s: %s%n".formatted(indent, component.getName(), value));
			}
		}
		return text.toString();
	}

	private static Object value(RecordComponent component, Step step) {
		try {
			return component.getAccessor().invoke(step);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String lines(List<String> lines) {
		return lines.isEmpty() ? "none\n" : lines.stream().map((line) -> line + "\n").collect(Collectors.joining());
	}

	String text() {
		StringBuilder text = new StringBuilder(TITLE + this.title + "\n");
		this.parts.forEach((part, content) -> text.append(PART).append(part).append('\n').append(content));
		return text.toString();
	}

	@Override
	public String toString() {
		return this.title;
	}

}
