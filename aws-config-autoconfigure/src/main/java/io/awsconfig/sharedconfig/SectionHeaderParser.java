package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.Set;

import io.awsconfig.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Gives a {@code [type name]} line its meaning, or says why it has none and what the user
 * may have meant.
 */
final class SectionHeaderParser {

	// The AWS CLI keeps sections of its own in the config file: nothing odd about them
	private static final Set<String> FOREIGN = Set.of("plugins", "preview");

	private static final String INVALID_NAME = " has a name that is not valid (allowed are " + Names.ALLOWED + ")";

	private static final int MAX_TYPO = 2;

	private final String text;

	private final LineCursor line;

	private final Path path;

	private final SharedConfigFileType fileType;

	private final HeaderGuess guess;

	private final Diagnostics diagnostics;

	SectionHeaderParser(String text, LineCursor line, Path path, SharedConfigFileType fileType, HeaderGuess guess,
			Diagnostics diagnostics) {
		this.text = text;
		this.line = line;
		this.path = path;
		this.fileType = fileType;
		this.guess = guess;
		this.diagnostics = diagnostics;
	}

	/**
	 * Read the current line, which begins with a bracket.
	 * @return the header, or {@code null} if the section does not count; that has been
	 * reported
	 */
	@Nullable SectionHeader parse() {
		int from = this.line.start();
		int to = this.line.trimEnd(from, indexOfComment(from));
		from = this.line.skipBlanks(from + 1, to);
		if (this.line.chars()[to - 1] != ']') {
			boolean profile = !startsWithType(SectionType.SSO_SESSION, from, to)
					&& !startsWithType(SectionType.SERVICES, from, to);
			return broken((profile ? "Profile" : "Section") + " definition must end with ']'", null);
		}
		to = this.line.trimEnd(from, to - 1);
		for (SectionType type : SectionType.values()) {
			if (startsWithType(type, from, to)) {
				return prefixed(type, from, to);
			}
		}
		return plain(from, to);
	}

	private @Nullable SectionHeader prefixed(SectionType type, int from, int to) {
		int nameStart = this.line.skipBlanks(from + type.word().length(), to);
		if (this.fileType == SharedConfigFileType.CREDENTIALS) {
			addIgnored(this.text.substring((type == SectionType.PROFILE) ? nameStart : from, to));
			return ignore(
					describe(from, to) + ((type != SectionType.PROFILE)
							? " belongs in the config file and has no meaning in the credentials file"
							: " has no meaning in the credentials file, where a profile has no prefix"),
					(type == SectionType.PROFILE) ? this.text.substring(nameStart, to) : null);
		}
		if (!Names.isValid(this.line.chars(), nameStart, to)) {
			String name = this.text.substring(nameStart, to);
			String read = isQuoted(name) ? QuotedName.read(name) : null;
			return (read != null) ? header(type, read, true)
					: broken(describe(from, to) + INVALID_NAME, quoted(type, name));
		}
		return header(type, this.text.substring(nameStart, to), true);
	}

	private @Nullable SectionHeader plain(int from, int to) {
		if (from == to) {
			return ignore("Section [] has no name");
		}
		String content = this.text.substring(from, to);
		if (this.fileType == SharedConfigFileType.CREDENTIALS) {
			if (Names.isValid(content)) {
				return header(SectionType.PROFILE, content, false);
			}
			return broken(describe(from, to) + INVALID_NAME, unquote(content));
		}
		if (content.equals("default")) {
			return header(SectionType.PROFILE, content, false);
		}
		if (FOREIGN.contains(content)) {
			return null;
		}
		String found = describe(from, to) + " is neither [default] nor of type profile, sso-session or services";
		String intended = intended(content);
		if (intended != null) {
			addIgnored(intended);
		}
		// A prefix that is missing is for the other tools nothing odd, an invisible
		// character is
		return Names.isValid(content.replace(" ", "")) ? ignore(found, intended) : broken(found, intended);
	}

	private @Nullable String intended(String content) {
		if (content.equalsIgnoreCase("default")) {
			return "default";
		}
		int wordEnd = 0;
		while (wordEnd < content.length() && content.charAt(wordEnd) > ' ') {
			wordEnd++;
		}
		String word = content.substring(0, wordEnd);
		String rest = content.substring(wordEnd).strip();
		for (SectionType type : SectionType.values()) {
			int length = type.word().length();
			if (!rest.isEmpty() && NearestName.distance(word, type.word()) <= MAX_TYPO) {
				return type.word() + " " + rest;
			}
			if (rest.isEmpty() && word.equals(type.word())) {
				return type.word() + " <name>";
			}
			if (rest.isEmpty() && word.startsWith(type.word()) && Character.isLetterOrDigit(word.charAt(length))) {
				return type.word() + " " + word.substring(length);
			}
		}
		return Names.isValid(content) ? "profile " + content : null;
	}

	private static boolean isQuoted(String name) {
		return name.indexOf('"') != -1 || name.indexOf('\'') != -1 || name.indexOf('\\') != -1;
	}

	/**
	 * Return a header that is read for a name that has several words.
	 */
	private static @Nullable String quoted(SectionType type, String name) {
		return (!isQuoted(name) && Names.isValid(name.replace(" ", ""))) ? type.word() + " \"" + name + "\"" : null;
	}

	private static @Nullable String unquote(String name) {
		int last = name.length() - 1;
		boolean quoted = last > 1 && (name.charAt(0) == '"' || name.charAt(0) == '\'')
				&& name.charAt(last) == name.charAt(0);
		return (quoted && Names.isValid(name.substring(1, last))) ? name.substring(1, last) : null;
	}

	private SectionHeader header(SectionType type, String name, boolean prefixed) {
		return new SectionHeader(new SectionId(this.path, type, name), prefixed, this.line.position(this.line.start()));
	}

	/**
	 * Ignore a section that may be meant as one which the application uses.
	 */
	private @Nullable SectionHeader broken(String found, @Nullable String intended) {
		SectionId meant = this.guess.guess(this.text.substring(this.line.start(), this.line.end()));
		if (meant != null) {
			this.diagnostics.addFault(found, this.line.position(this.line.start()), meant);
		}
		String target = (intended == null && meant != null) ? this.guess.header(meant) : intended;
		if (target != null) {
			addIgnored(target);
		}
		return ignore(found, intended);
	}

	private void addIgnored(String intended) {
		int start = this.line.start();
		this.diagnostics.addIgnored(this.text.substring(start, this.line.trimEnd(start, indexOfComment(start))),
				intended, this.line.position(start));
	}

	private @Nullable SectionHeader ignore(String found) {
		return ignore(found, null);
	}

	private @Nullable SectionHeader ignore(String found, @Nullable String intended) {
		this.diagnostics.report(
				found + "; the section is ignored"
						+ ((intended != null) ? ". Did you mean [" + Wording.shorten(intended) + "]?" : ""),
				this.line.position(this.line.start()), null);
		return null;
	}

	private String describe(int from, int to) {
		return "Section [" + Wording.shorten(this.text.subSequence(from, to)) + "]";
	}

	private boolean startsWithType(SectionType type, int from, int to) {
		int wordEnd = from + type.word().length();
		return wordEnd < to && this.text.startsWith(type.word(), from)
				&& (this.line.chars()[wordEnd] == ' ' || this.line.chars()[wordEnd] == '\t');
	}

	// Unlike that of a setting, a header's comment needs no white space before it
	private int indexOfComment(int from) {
		for (int i = from; i < this.line.end(); i++) {
			char c = this.line.chars()[i];
			if (c == '#' || c == ';') {
				return i;
			}
		}
		return this.line.end();
	}

}
