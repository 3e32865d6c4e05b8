package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code docs/troubleshooting.md}: each trouble, what there is to see of it, why, and
 * what to type.
 */
final class TroubleDocument {

	static final Path FILE = Path.of("../../docs/troubleshooting.md");

	private static final int MAX_MESSAGE = 180;

	private static final String INTRODUCTION = """
			# Troubleshooting

			From what you see to what you type. Look for your message in the [list of messages](#messages) or with the search of
			your browser: it stands here as the application prints it.

			Each entry is a run of [`samples/quickstart`](../samples/quickstart), broken on purpose, and a second run with the remedy,
			which works without a warning. `TroubleshootingTests` does both, writes this page and fails if it is not current. In these
			runs AWS is a small server of the same machine at port 4566, and `local.yml` is a second `application.yml` that says so.
			All files are as short as they can be; in the diffs, the line with `-` is wrong and the one with `+` is right.

			Not here? Ask the application itself:

			```sh
			curl localhost:8080/actuator/aws                     # profile, files, Region, credentials, warnings
			curl localhost:8080/actuator/aws/settings/region     # one setting: value, place, what it displaces, valid values
			curl localhost:8080/actuator/aws/credentials         # each step: which is taken, and why the others are not
			curl localhost:8080/actuator/health                  # can the credentials be used?
			```

			[`settings.md`](settings.md) has every setting, [`credentials.md`](credentials.md) every way to sign in and
			[what comes of each fault](credentials.md#faults), [`http.md`](http.md) proxies, certificates and time-outs,
			[`retry.md`](retry.md) retries, [`clients.md`](clients.md) the clients.
			""";

	private final Map<String, List<Trouble>> kinds;

	private final Map<Trouble, Outcome> broken;

	TroubleDocument(Map<String, List<Trouble>> kinds, Map<Trouble, Outcome> broken) {
		this.kinds = kinds;
		this.broken = broken;
	}

	static String read() throws IOException {
		return Files.exists(FILE) ? Files.readString(FILE) : "";
	}

	void write() throws IOException {
		Files.writeString(FILE, describe());
	}

	String describe() {
		StringBuilder text = new StringBuilder(INTRODUCTION);
		text.append("\n## Messages\n\n| what you see | what it is |\n|---|---|\n");
		messages()
			.forEach((message, links) -> text.append("| `%s` | %s |\n".formatted(message, String.join(", ", links))));
		this.kinds.forEach((kind, troubles) -> {
			text.append("\n## ").append(kind).append('\n');
			troubles.forEach((trouble) -> describe(text, trouble));
		});
		return text.toString();
	}

	/**
	 * The entries of each message, in the order of the entries.
	 */
	private Map<String, List<String>> messages() {
		Map<String, List<String>> messages = new LinkedHashMap<>();
		this.kinds.values()
			.forEach((troubles) -> troubles
				.forEach((trouble) -> messages.computeIfAbsent(message(trouble), (key) -> new ArrayList<>())
					.add("[%s](#%s)".formatted(trouble.title(), anchor(trouble)))));
		return messages;
	}

	private String message(Trouble trouble) {
		String message = outcome(trouble).symptom().replaceFirst("^[\\w.]+\\.([A-Z]\\w+: )", "$1");
		message = (message.length() > MAX_MESSAGE) ? message.substring(0, MAX_MESSAGE) + "…" : message;
		return message.replace("`", "'").replace("|", "\\|");
	}

	private Outcome outcome(Trouble trouble) {
		Outcome outcome = this.broken.get(trouble);
		if (outcome == null) {
			throw new IllegalStateException(trouble + " did not run");
		}
		return outcome;
	}

	private static String anchor(Trouble trouble) {
		return trouble.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
	}

	private void describe(StringBuilder text, Trouble trouble) {
		Outcome outcome = outcome(trouble);
		text.append("\n### ").append(trouble.title()).append("\n\n**What you see**");
		if (!outcome.seenAtStart().isEmpty()) {
			text.append(" at start:\n\n").append(block("text", String.join("\n", outcome.seenAtStart())));
			text.append(outcome.seenLater().isEmpty() ? "" : "\nand later");
		}
		if (!outcome.seenLater().isEmpty()) {
			String request = outcome.failedRequest();
			text.append((request != null) ? " with `%s`, status %d:".formatted(request, outcome.statuses().get(request))
					: ":")
				.append("\n\n")
				.append(block("text", String.join("\n", outcome.seenLater())));
		}
		if (outcome.started()) {
			outcome.answers()
				.forEach((question, answer) -> text.append("\n")
					.append(block("console", "$ curl localhost:8080%s\n%s".formatted(question.path(), answer))));
		}
		text.append("\n**Cause**: ").append(trouble.cause()).append('\n');
		text.append("\n**What to type**");
		text.append(trouble.advice().isEmpty() ? ":\n" : ": " + trouble.advice() + ":\n");
		describeDifference(text, trouble.brokenMachine(""), trouble.mendedMachine(""));
	}

	private static void describeDifference(StringBuilder text, Machine broken, Machine mended) {
		if (!mended.commands().isEmpty()) {
			text.append('\n').append(block("sh", String.join("\n", mended.commands())));
		}
		Set<String> paths = new LinkedHashSet<>(broken.files().keySet());
		paths.addAll(mended.files().keySet());
		for (String path : paths) {
			String before = broken.files().getOrDefault(path, "");
			String after = mended.files().getOrDefault(path, "");
			if (!before.equals(after)) {
				text.append("\n`").append(path).append("`:\n\n");
				text.append(block("diff", difference(before.lines().toList(), after.lines().toList())));
			}
		}
		String variables = difference(variables(broken), variables(mended));
		if (!broken.variables().equals(mended.variables())) {
			text.append("\nEnvironment:\n\n").append(block("diff", variables));
		}
		if (!broken.arguments().equals(mended.arguments())) {
			text.append("\nCommand line:\n\n")
				.append(block("diff", difference(List.of(command(broken)), List.of(command(mended)))));
		}
	}

	private static List<String> variables(Machine machine) {
		return machine.variables().entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList();
	}

	private static String command(Machine machine) {
		return "java -jar orders.jar " + String.join(" ", machine.arguments());
	}

	/**
	 * The lines of both, those of one alone marked, by their longest common subsequence.
	 */
	private static String difference(List<String> before, List<String> after) {
		int[][] common = new int[before.size() + 1][after.size() + 1];
		for (int i = before.size() - 1; i >= 0; i--) {
			for (int j = after.size() - 1; j >= 0; j--) {
				common[i][j] = before.get(i).equals(after.get(j)) ? common[i + 1][j + 1] + 1
						: Math.max(common[i + 1][j], common[i][j + 1]);
			}
		}
		List<String> lines = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < before.size() || j < after.size()) {
			if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
				lines.add(" " + before.get(i++));
				j++;
			}
			else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
				lines.add("-" + before.get(i++));
			}
			else {
				lines.add("+" + after.get(j++));
			}
		}
		return String.join("\n", lines);
	}

	private static String block(String language, String text) {
		return "```" + language + "\n" + text.stripTrailing().replaceAll("(?m)[ \\t]+$", "") + "\n```\n";
	}

}
