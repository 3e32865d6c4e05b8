package io.awsconfig.sharedconfig;

import java.util.Map;

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
