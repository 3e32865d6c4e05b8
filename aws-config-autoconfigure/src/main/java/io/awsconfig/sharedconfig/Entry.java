package io.awsconfig.sharedconfig;

import java.util.Map;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a section: its name, its value and where it stands.
 *
 * @since 0.1.0
 * @see Section
 */
public final class Entry {

	private final String name;

	private final String value;

	private final long position;

	private final SectionId section;

	private final @Nullable Entries nested;

	Entry(SectionId section, String name, String value, long position, @Nullable Entries nested) {
		this.section = section;
		this.name = name;
		this.value = value;
		this.position = position;
		this.nested = nested;
	}

	/**
	 * Return the name of the setting.
	 * @return the name, in lower case
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the value as text, without the white space and the comment around it. Lines
	 * that continue it follow after a {@code \n} each; the value of a setting with nested
	 * settings is {@code "\nname = value"}, one line for each of them.
	 * @return the value, empty if there is none; it may be a secret
	 */
	public String getValue() {
		return this.value;
	}

	/**
	 * Return the value of a setting that has one line, as all of the guide's have but
	 * those with nested settings. What stands indented below it may have been meant as
	 * anything, and is not part of it.
	 * @return the first line of the value, empty if there is none; it may be a secret
	 */
	@Internal
	public String getLine() {
		int end = this.value.indexOf('\n');
		return (end != -1) ? this.value.substring(0, end) : this.value;
	}

	/**
	 * Return the nested settings: the indented {@code name = value} lines below a setting
	 * that has no value of its own. A comment behind such a value is part of it, as it is
	 * for the AWS SDK for Java.
	 * @return the nested settings by name in lower case, in the order of the file; empty
	 * if there are none
	 */
	public Map<String, Entry> getNested() {
		return (this.nested != null) ? this.nested.asMap() : Map.of();
	}

	/**
	 * Return where the value begins; where it would begin if it is empty.
	 * @return the origin
	 */
	public SharedConfigOrigin getOrigin() {
		return this.section.at(this.position);
	}

	/**
	 * Return how a message calls this setting: by its name, unless that may be a piece of
	 * a secret.
	 * @return the word setting, and the name in quotes if it may be shown
	 */
	@Internal
	public String describe() {
		return Wording.setting(this.name);
	}

	long position() {
		return this.position;
	}

	/**
	 * Return name and origin, never the value.
	 */
	@Override
	public String toString() {
		return Wording.setting(this.name) + " [" + getOrigin() + "]";
	}

}
