package io.awsconfig.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as every message says it: whole sentences, and below them, a line each,
 * where it is written in the spelling of whoever wrote it, the path that leads there, and
 * what there is or what is valid. What to do about it stands apart, since Spring Boot
 * shows it apart.
 */
@Internal
public final class Problem {

	private static final int MAX_PATH = 20;

	private static final int SHORTEST_LABEL = "Where".length();

	private final String description;

	private final String separator;

	private final List<Line> lines = new ArrayList<>();

	private Problem(String description, String separator) {
		this.description = description;
		this.separator = separator;
	}

	/**
	 * Say what is wrong.
	 * @param description whole sentences
	 * @return the problem, to which lines can be added
	 */
	public static Problem of(String description) {
		return new Problem(description, "%n%n".formatted());
	}

	/**
	 * Say what is wrong where it is one of several problems, or add to what somebody else
	 * has said: the lines follow at once.
	 * @param description whole sentences
	 * @return the problem, to which lines can be added
	 */
	public static Problem oneOf(String description) {
		return new Problem(description, "%n".formatted());
	}

	/**
	 * Say where it is written.
	 * @param places values with their places, or places; what is {@code null} is left out
	 * @return this problem
	 */
	public Problem where(@Nullable Object... places) {
		for (Object place : places) {
			if (place != null) {
				line("Where", place);
			}
		}
		return this;
	}

	/**
	 * Say along which path it was found.
	 * @param path the profiles that lead there; a path of one says nothing and is left
	 * out
	 * @return this problem
	 */
	public Problem along(List<String> path) {
		return (path.size() > 1) ? line("Path", describe(path)) : this;
	}

	/**
	 * Say what there is in place of what was asked for.
	 * @param names the names; may be empty
	 * @return this problem
	 */
	public Problem there(Collection<String> names) {
		return line("There", names.isEmpty() ? "none" : String.join(", ", names));
	}

	/**
	 * Say something else.
	 * @param label what the line is about, in a word or two
	 * @param text the text of the line
	 * @return this problem
	 */
	public Problem line(String label, Object text) {
		this.lines.add(new Line(label, text));
		return this;
	}

	private static String describe(List<String> path) {
		if (path.size() <= MAX_PATH) {
			return String.join(" -> ", path);
		}
		int half = MAX_PATH / 2;
		return String.join(" -> ", path.subList(0, half)) + " -> (%d more) -> ".formatted(path.size() - MAX_PATH)
				+ String.join(" -> ", path.subList(path.size() - half, path.size()));
	}

	/**
	 * Return the whole message.
	 */
	@Override
	public String toString() {
		int width = SHORTEST_LABEL;
		for (Line line : this.lines) {
			width = Math.max(width, line.label().length());
		}
		StringBuilder text = new StringBuilder(this.description);
		String separator = this.separator;
		for (Line line : this.lines) {
			text.append(separator).append("    ").append(line.label()).append(':');
			text.append(" ".repeat(width - line.label().length() + 1)).append(line.text());
			separator = System.lineSeparator();
		}
		return text.toString();
	}

	private record Line(String label, Object text) {
	}

}
