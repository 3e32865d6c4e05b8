package io.awsconfig.credentials.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line as the AWS CLI of the platform does. Nothing in it is replaced,
 * and nothing means anything to a shell.
 */
final class CommandLine {

	private CommandLine() {
	}

	/**
	 * Split a command line.
	 * @param line the command line
	 * @param windows whether by the rules of Windows
	 * @return the elements
	 * @throws IllegalArgumentException if a quotation mark is never closed; says so
	 * without repeating anything
	 */
	static List<String> split(String line, boolean windows) {
		return windows ? splitForWindows(line) : splitForPosix(line);
	}

	/**
	 * White space separates. Between single quotation marks each character stands for
	 * itself; between double ones a backslash goes before {@code "} and itself, and
	 * outside of both before any character.
	 */
	private static List<String> splitForPosix(String line) {
		List<String> elements = new ArrayList<>();
		StringBuilder element = null;
		char quotation = 0;
		for (int i = 0; i < line.length(); i++) {
			char character = line.charAt(i);
			if (quotation == 0 && isSpace(character)) {
				if (element != null) {
					elements.add(element.toString());
				}
				element = null;
				continue;
			}
			element = (element != null) ? element : new StringBuilder();
			if (quotation == 0 && (character == '"' || character == '\'')) {
				quotation = character;
			}
			else if (character == quotation) {
				quotation = 0;
			}
			else if (character == '\\' && quotation != '\'') {
				i++;
				if (i == line.length()) {
					throw (quotation != 0) ? neverClosed()
							: new IllegalArgumentException("nothing follows the \\ at the end of the command line");
				}
				char next = line.charAt(i);
				if (quotation == '"' && next != '"' && next != '\\') {
					element.append('\\');
				}
				element.append(next);
			}
			else {
				element.append(character);
			}
		}
		if (quotation != 0) {
			throw neverClosed();
		}
		if (element != null) {
			elements.add(element.toString());
		}
		return elements;
	}

	private static boolean isSpace(char character) {
		return character == ' ' || character == '\t' || character == '\r' || character == '\n';
	}

	/**
	 * Space and tab separate, unless they stand between double quotation marks. A
	 * backslash is a plain character but before a quotation mark: each two of them stand
	 * for one, and one that is left makes the mark a plain character.
	 */
	private static List<String> splitForWindows(String line) {
		List<String> elements = new ArrayList<>();
		StringBuilder element = new StringBuilder();
		boolean started = false;
		boolean quoted = false;
		int backslashes = 0;
		for (int i = 0; i < line.length(); i++) {
			char character = line.charAt(i);
			if (character == '\\') {
				backslashes++;
				started = true;
			}
			else if (character == '"') {
				element.append("\\".repeat(backslashes / 2));
				if (backslashes % 2 == 1) {
					element.append('"');
				}
				else {
					quoted = !quoted;
				}
				backslashes = 0;
				started = true;
			}
			else {
				element.append("\\".repeat(backslashes));
				backslashes = 0;
				if (quoted || (character != ' ' && character != '\t')) {
					element.append(character);
					started = true;
				}
				else if (started) {
					elements.add(element.toString());
					element.setLength(0);
					started = false;
				}
			}
		}
		if (quoted) {
			throw neverClosed();
		}
		if (started) {
			elements.add(element.append("\\".repeat(backslashes)).toString());
		}
		return elements;
	}

	private static IllegalArgumentException neverClosed() {
		return new IllegalArgumentException("a quotation mark in the command line is never closed");
	}

}
