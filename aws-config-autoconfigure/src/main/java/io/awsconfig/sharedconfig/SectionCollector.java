package io.awsconfig.sharedconfig;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Puts the sections of one file together: merges those of the same name, lets the later
 * of two settings win and {@code [profile default]} take the place of {@code [default]}.
 */
final class SectionCollector {

	private static final String DEFAULT = "default";

	private final Diagnostics diagnostics;

	private final Map<SectionType, Map<String, Draft>> drafts = new EnumMap<>(SectionType.class);

	private long prefixedDefault = Position.NONE;

	SectionCollector(Diagnostics diagnostics) {
		this.diagnostics = diagnostics;
	}

	/**
	 * Begin a section, or go on with the one of the same type and name.
	 * @param header the header of the section
	 * @return the section, or {@code null} if its settings do not count
	 */
	@Nullable Draft begin(SectionHeader header) {
		SectionId id = header.id();
		Map<String, Draft> sections = this.drafts.computeIfAbsent(id.type(), (type) -> new LinkedHashMap<>());
		if (id.type() == SectionType.PROFILE && id.name().equals(DEFAULT)) {
			if (!beginDefault(header, sections)) {
				return null;
			}
		}
		Draft known = sections.get(id.name());
		if (known != null) {
			this.diagnostics.report("Section " + id.describe() + " already begins on line "
					+ Position.line(known.position) + "; both are merged", header.position(), id);
			return known;
		}
		Draft draft = new Draft(id, header.position(), this.diagnostics);
		sections.put(id.name(), draft);
		return draft;
	}

	private boolean beginDefault(SectionHeader header, Map<String, Draft> profiles) {
		int line = Position.line(header.position());
		if (!header.prefixed()) {
			if (this.prefixedDefault == Position.NONE) {
				return true;
			}
			this.diagnostics.report("Section [default] is ignored, because [profile default] on line "
					+ Position.line(this.prefixedDefault) + " takes its place", header.position(), header.id());
			return false;
		}
		if (this.prefixedDefault == Position.NONE) {
			this.prefixedDefault = header.position();
			Draft replaced = profiles.remove(DEFAULT);
			if (replaced != null) {
				this.diagnostics.forgetFaults(header.id());
				this.diagnostics.report(
						"Section [default] is ignored, because [profile default] on line " + line + " takes its place",
						replaced.position, header.id());
			}
		}
		return true;
	}

	boolean has(SectionId id) {
		return this.drafts.getOrDefault(id.type(), Map.of()).containsKey(id.name());
	}

	Map<String, Section> build(SectionType type) {
		Map<String, Draft> sections = this.drafts.getOrDefault(type, Map.of());
		if (sections.isEmpty()) {
			return Map.of();
		}
		Map<String, Section> result = new LinkedHashMap<>(Math.max(4, sections.size() * 4 / 3 + 1));
		sections.forEach((name, draft) -> result.put(name, draft.build()));
		return Collections.unmodifiableMap(result);
	}

	/**
	 * A section whose settings are still being read.
	 */
	static final class Draft {

		private final SectionId id;

		private final long position;

		private final Diagnostics diagnostics;

		private final Entries.Builder entries = new Entries.Builder();

		private Draft(SectionId id, long position, Diagnostics diagnostics) {
			this.id = id;
			this.position = position;
			this.diagnostics = diagnostics;
		}

		SectionId id() {
			return this.id;
		}

		void add(Entry entry) {
			addTo(this.entries, entry, "Duplicate ");
		}

		void addNested(Entries.Builder nested, Entry entry) {
			addTo(nested, entry, "Duplicate nested ");
		}

		private void addTo(Entries.Builder target, Entry entry, String kind) {
			Entry replaced = target.put(entry);
			if (replaced != null) {
				this.diagnostics.report(kind + Wording.setting(entry.getName()) + " of " + this.id.describe()
						+ ", already set on line " + Position.line(replaced.position()) + "; the one on line "
						+ Position.line(entry.position()) + " is used", entry.position(), this.id);
			}
		}

		private Section build() {
			return new Section(this.id, this.position, this.entries.build());
		}

	}

}
