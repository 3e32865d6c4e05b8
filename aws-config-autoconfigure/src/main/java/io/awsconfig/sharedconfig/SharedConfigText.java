package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Gives the lines of one file their meaning, and hands what they mean to a
 * {@link SectionCollector}. After a line that has none it goes on with the next one.
 */
final class SharedConfigText {

	private final String text;

	private final LineCursor line;

	private final char[] chars;

	private final SectionHeaderParser headers;

	private final HeaderGuess guess;

	private final SectionCollector sections;

	private final Diagnostics diagnostics;

	private final Names names = new Names();

	private SectionCollector.@Nullable Draft section;

	private @Nullable PendingSetting setting;

	private Skipped skipped = Skipped.NOTHING;

	private boolean sectionSeen;

	private long outsideOfSection = Position.NONE;

	SharedConfigText(String text, Path path, SharedConfigFileType type, SectionCollector sections,
			Diagnostics diagnostics) {
		this.text = text;
		this.line = new LineCursor(text);
		this.chars = this.line.chars();
		this.guess = new HeaderGuess(path, type);
		this.headers = new SectionHeaderParser(text, this.line, path, type, this.guess, diagnostics);
		this.sections = sections;
		this.diagnostics = diagnostics;
	}

	void parse() {
		while (this.line.next()) {
			if (!this.line.isEmpty()) {
				parseLine(this.line.first());
			}
		}
		endSetting();
		SectionId defaults = this.guess.guess("[default]");
		if (this.outsideOfSection != Position.NONE && defaults != null && !this.sections.has(defaults)) {
			this.diagnostics.addFault("Expected a profile definition, such as [default], before this line",
					this.outsideOfSection, defaults);
		}
	}

	private void parseLine(char first) {
		if (this.line.isTooLong()) {
			refuseLine(first);
		}
		else if (first == '[') {
			beginSection(this.headers.parse());
		}
		else if (first == ' ' || first == '\t') {
			parseIndented();
		}
		else if (first != '#' && first != ';') {
			if (this.skipped != Skipped.SECTION) {
				parseSetting();
			}
			else if (this.guess.isHeader(line(this.line.start()))) {
				refuseHeader(this.line.start());
			}
		}
	}

	private String line(int from) {
		return this.text.substring(from, this.line.end());
	}

	/**
	 * What follows a line that was meant as a header belongs to nobody.
	 */
	private void refuseHeader(int start) {
		endSetting();
		SectionId above = (this.section != null) ? this.section.id() : null;
		SectionId meant = this.guess.guess(line(start));
		String message = "This line looks like the header of a section and is none";
		String remedy = "Begin it with '[', without anything before it, and end it with ']'";
		this.diagnostics.report(message + "; what follows belongs to no section. " + remedy, this.line.position(start),
				null);
		if (meant != null) {
			this.diagnostics.addIgnored("", this.guess.header(meant), this.line.position(start));
		}
		SectionId affected = (meant != null) ? meant : above;
		if (affected != null) {
			this.diagnostics.addFault(message + ". " + remedy, this.line.position(start), affected);
		}
		this.sectionSeen = true;
		this.section = null;
		this.skipped = Skipped.SECTION;
	}

	private void beginSection(@Nullable SectionHeader header) {
		endSetting();
		this.sectionSeen = true;
		this.section = (header != null) ? this.sections.begin(header) : null;
		this.skipped = (this.section != null) ? Skipped.NOTHING : Skipped.SECTION;
	}

	private void parseSetting() {
		endSetting();
		if (this.section == null) {
			if (this.guess.isHeader(line(this.line.start()))) {
				refuseHeader(this.line.start());
				return;
			}
			reportOutsideOfSection(line(this.line.start()).indexOf('=') > 0);
			return;
		}
		int start = this.line.start();
		int equals = -1;
		int control = -1;
		int end = this.line.end();
		char[] text = this.chars;
		for (int i = start; i < end; i++) {
			char c = text[i];
			if (c > '=' && c < '\u007F') {
				continue;
			}
			if (c == '=' && equals == -1) {
				equals = i;
			}
			else if ((c == '#' || c == ';') && isBlank(i - 1)) {
				end = i;
			}
			else if (control == -1 && isControl(c)) {
				control = i;
			}
		}
		if (control != -1) {
			reportControl(control);
		}
		this.skipped = Skipped.SETTING;
		int nameEnd = (equals != -1) ? this.line.trimEnd(start, equals) : start;
		String name = (nameEnd != start) ? this.names.settingName(this.chars, start, nameEnd) : null;
		if (name == null) {
			refuseSetting(start, equals, nameEnd);
			return;
		}
		int valueStart = this.line.skipBlanks(equals + 1, end);
		int valueEnd = this.line.trimEnd(valueStart, end);
		String value = this.text.substring(valueStart, valueEnd);
		this.skipped = Skipped.NOTHING;
		this.setting = new PendingSetting(name, value, this.line.position(value.isEmpty() ? equals + 1 : valueStart));
	}

	private void refuseSetting(int start, int equals, int nameEnd) {
		if (this.guess.isHeader(line(start))) {
			refuseHeader(start);
		}
		else if (equals == -1) {
			reportFault("Expected an '=' sign defining a property", "the line is ignored", start);
		}
		else if (nameEnd == start) {
			reportFault("Property did not have a name", "the line is ignored", start);
		}
		else {
			String message = "Property name is not valid (allowed are " + Names.ALLOWED + ")";
			int invalid = Names.indexOfInvalid(this.chars, start, nameEnd);
			if (Names.isValidInside(this.chars, start, nameEnd)) {
				reportFault(message + "; something stands before or after it, which may be invisible",
						"the property is ignored", invalid);
			}
			else {
				report(message + "; the property is ignored", invalid);
			}
		}
	}

	private void parseIndented() {
		int from = this.line.skipBlanks(this.line.start(), this.line.end());
		int to = this.line.trimEnd(from, this.line.end());
		if (from == to) {
			return;
		}
		if (HeaderGuess.opens(this.chars[from]) && this.guess.isIndentedHeader(this.text.substring(from, to))) {
			refuseHeader(from);
			return;
		}
		if (this.skipped != Skipped.NOTHING) {
			return;
		}
		char first = this.chars[from];
		boolean comment = first == '#' || first == ';';
		PendingSetting current = this.setting;
		if (current == null) {
			if (!comment && this.section == null) {
				reportOutsideOfSection(looksLikeSetting(from, to));
			}
			else if (!comment) {
				reportFault(
						"Expected a property definition, found continuation (an indented line belongs to the property "
								+ "above it, and there is none)",
						"the line is ignored. Remove its indentation", from);
			}
		}
		else if (comment) {
			if (!current.hasNested()) {
				report("Indented comment below the value of " + Wording.setting(current.name())
						+ "; it is ignored, but AWS SDKs read it as part of the value", from);
			}
		}
		else if (!current.hasNested()) {
			reportControls(from, to);
			if (looksLikeSetting(from, to)) {
				reportFault("This line looks like a setting; remove its indentation",
						"as it is, it belongs to the value of " + Wording.setting(current.name())
								+ " above, and is not used",
						from);
			}
			current.append(this.text, from, to);
		}
		else {
			reportControls(from, to);
			parseNested(current, from, to);
		}
	}

	private boolean looksLikeSetting(int from, int to) {
		int equals = from;
		while (equals < to && this.chars[equals] != '=') {
			equals++;
		}
		int nameEnd = this.line.trimEnd(from, equals);
		return equals < to && Wording.isName(this.text.substring(from, nameEnd).toLowerCase(Locale.ROOT));
	}

	private void parseNested(PendingSetting parent, int from, int to) {
		int equals = from;
		while (equals < to && this.chars[equals] != '=') {
			equals++;
		}
		if (equals == to) {
			reportFault("Expected an '=' sign defining a sub-property", "the line is ignored", from);
			return;
		}
		int nameEnd = this.line.trimEnd(from, equals);
		if (nameEnd == from) {
			reportFault("Sub-property did not have a name", "the line is ignored", from);
			return;
		}
		parent.append(this.text, from, to);
		String name = this.names.settingName(this.chars, from, nameEnd);
		if (name == null) {
			report("Sub-property name is not valid (allowed are " + Names.ALLOWED
					+ "); it is kept as text, but is no nested setting",
					Names.indexOfInvalid(this.chars, from, nameEnd));
			return;
		}
		int valueStart = this.line.skipBlanks(equals + 1, to);
		for (int i = valueStart; i < to; i++) {
			if ((this.chars[i] == '#' || this.chars[i] == ';') && isBlank(i - 1)) {
				report("Text that looks like a comment follows the nested " + Wording.setting(name)
						+ "; it is kept as part of the value, as AWS SDKs do. Put the comment on a line of its own", i);
				break;
			}
		}
		if (this.section != null) {
			String value = this.text.substring(valueStart, to);
			this.section.addNested(parent.nested(),
					new Entry(this.section.id(), name, value, this.line.position(valueStart), null));
		}
	}

	private void endSetting() {
		if (this.section != null && this.setting != null) {
			this.section.add(this.setting.toEntry(this.section.id()));
		}
		this.setting = null;
	}

	private void refuseLine(char first) {
		if (first == '[') {
			beginSection(null);
			report("Line of more than 1 MiB; the section that it begins is ignored", this.line.start());
			return;
		}
		report("Line of more than 1 MiB; it is ignored", this.line.start());
		boolean beginsSetting = first != ' ' && first != '\t' && first != '#' && first != ';';
		if (beginsSetting && this.skipped != Skipped.SECTION) {
			endSetting();
			this.skipped = Skipped.SETTING;
		}
	}

	private void reportOutsideOfSection(boolean setting) {
		if (!this.sectionSeen) {
			this.outsideOfSection = setting ? this.line.position(this.line.start()) : Position.NONE;
			report("Expected a profile definition, such as [default]; everything up to the first one is ignored",
					this.line.start());
		}
		this.skipped = Skipped.SECTION;
	}

	private void reportControls(int from, int to) {
		for (int i = from; i < to; i++) {
			if (isControl(this.chars[i])) {
				reportControl(i);
				return;
			}
		}
	}

	private void reportControl(int index) {
		char c = this.chars[index];
		report(((c == '\r') ? "Carriage return without line feed" : "Control character U+%04X".formatted((int) c))
				+ " found; at the ends of a name or value it is removed as white space, elsewhere it is kept", index);
	}

	private void reportFault(String found, String consequence, int index) {
		report(found + "; " + consequence, index);
		if (this.section != null) {
			this.diagnostics.addFault(found, this.line.position(index), this.section.id());
		}
	}

	private void report(String message, int index) {
		this.diagnostics.report(message, this.line.position(index), (this.section != null) ? this.section.id() : null);
	}

	private boolean isBlank(int index) {
		char c = this.chars[index];
		return c == ' ' || c == '\t';
	}

	private static boolean isControl(char c) {
		return (c < ' ' && c != '\t') || (c >= '\u007F' && c < '\u00A0');
	}

	/**
	 * What the lines below belong to, if it is something that does not count.
	 */
	private enum Skipped {

		NOTHING, SETTING, SECTION

	}

}
