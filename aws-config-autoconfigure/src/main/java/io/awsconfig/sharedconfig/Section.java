package io.awsconfig.sharedconfig;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A section of a shared file: a profile, an {@code sso-session} or a {@code services}
 * section, with its settings. Sections of the same type and name in one file are merged.
 *
 * @since 0.1.0
 */
public final class Section {

	private final SectionId id;

	private final long position;

	private final Entries entries;

	Section(SectionId id, long position, Entries entries) {
		this.id = id;
		this.position = position;
		this.entries = entries;
	}

	/**
	 * Return the name of the section without its type: {@code dev} for
	 * {@code [profile dev]}.
	 * @return the name
	 */
	public String getName() {
		return this.id.name();
	}

	/**
	 * Return a setting.
	 * @param key the name of the setting in lower case
	 * @return the setting, or {@code null} if the section does not have it
	 */
	public @Nullable Entry get(String key) {
		return this.entries.get(key);
	}

	/**
	 * Return all settings.
	 * @return the settings in the order of the file, each name once; unmodifiable
	 */
	public List<Entry> getEntries() {
		return this.entries.asList();
	}

	/**
	 * Return where the section begins.
	 * @return the origin of its first header
	 */
	public SharedConfigOrigin getOrigin() {
		return this.id.at(this.position);
	}

	/**
	 * Return the section and its origin, never a value.
	 */
	@Override
	public String toString() {
		return this.id.describe() + " [" + this.id.path() + " - " + Position.line(this.position) + ":"
				+ Position.column(this.position) + "]";
	}

}
