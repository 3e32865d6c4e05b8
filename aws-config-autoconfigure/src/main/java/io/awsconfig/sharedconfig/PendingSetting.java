package io.awsconfig.sharedconfig;

import org.jspecify.annotations.Nullable;

/**
 * A setting while further lines may still belong to it.
 */
final class PendingSetting {

	private final String name;

	private final String value;

	private final long position;

	private @Nullable StringBuilder lines;

	private Entries.@Nullable Builder nested;

	PendingSetting(String name, String value, long position) {
		this.name = name;
		this.value = value;
		this.position = position;
	}

	String name() {
		return this.name;
	}

	// The guide's nested settings stand below a setting without a value of its own
	boolean hasNested() {
		return this.value.isEmpty();
	}

	void append(String text, int from, int to) {
		if (this.lines == null) {
			this.lines = new StringBuilder(this.value);
		}
		this.lines.append('\n').append(text, from, to);
	}

	Entries.Builder nested() {
		if (this.nested == null) {
			this.nested = new Entries.Builder();
		}
		return this.nested;
	}

	Entry toEntry(SectionId section) {
		return new Entry(section, this.name, (this.lines != null) ? this.lines.toString() : this.value, this.position,
				(this.nested != null) ? this.nested.build() : null);
	}

}
