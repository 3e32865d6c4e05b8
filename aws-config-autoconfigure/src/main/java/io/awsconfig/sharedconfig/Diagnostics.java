package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The diagnostics of one file while it is read: bounded, because a large file of the
 * wrong kind has one for each line.
 */
final class Diagnostics {

	static final int MAX_RETAINED = 100;

	private static final int MAX_FAULTS = 5;

	private final Path path;

	private final List<Found> found = new ArrayList<>();

	/**
	 * What no tool reads, by the section that it is meant for. The first ones of each are
	 * enough to find the others.
	 */
	private final Map<SectionId, List<Found>> faults = new LinkedHashMap<>(0);

	/**
	 * Sections whose header is wrong, but can be told.
	 */
	private final List<IgnoredSection> ignored = new ArrayList<>(0);

	private int dropped;

	Diagnostics(Path path) {
		this.path = path;
	}

	void report(String message) {
		report(message, Position.NONE, null);
	}

	void report(String message, long position, @Nullable SectionId section) {
		if (this.found.size() == MAX_RETAINED) {
			this.dropped++;
			return;
		}
		this.found.add(new Found(message, position, section));
	}

	/**
	 * Hold something against those who use a section.
	 * @param message what is wrong, and what to do about it
	 * @param position where
	 * @param section the section, which need not exist
	 */
	void addFault(String message, long position, SectionId section) {
		List<Found> found = this.faults.computeIfAbsent(section, (key) -> new ArrayList<>(1));
		if (found.size() < MAX_FAULTS) {
			found.add(new Found(message, position, section));
		}
	}

	/**
	 * Keep a section that does not count, for those who miss it.
	 * @param header the header that is there
	 * @param intended the header that it would need
	 * @param position where it begins
	 */
	void addIgnored(String header, String intended, long position) {
		if (this.ignored.size() < MAX_RETAINED) {
			this.ignored.add(new IgnoredSection(Wording.shorten(header), Wording.shorten(intended),
					new SharedConfigOrigin(this.path, position, null), null));
		}
	}

	List<IgnoredSection> getIgnored() {
		return List.copyOf(this.ignored);
	}

	void forgetFaults(SectionId section) {
		this.faults.remove(section);
	}

	Map<SectionId, List<Diagnostic>> getFaults() {
		Map<SectionId, List<Diagnostic>> result = new LinkedHashMap<>(this.faults.size());
		for (Map.Entry<SectionId, List<Found>> fault : this.faults.entrySet()) {
			result.put(fault.getKey(), fault.getValue().stream().map(this::toDiagnostic).toList());
		}
		return result;
	}

	private Diagnostic toDiagnostic(Found found) {
		String section = (found.section() != null) ? found.section().describe() : null;
		return new Diagnostic(found.message(), new SharedConfigOrigin(this.path, found.position(), section));
	}

	List<Diagnostic> toList() {
		if (this.found.isEmpty()) {
			return List.of();
		}
		List<Diagnostic> result = new ArrayList<>(this.found.size() + 1);
		this.found.sort(Comparator.comparingLong(Found::position));
		for (Found each : this.found) {
			result.add(toDiagnostic(each));
		}
		if (this.dropped > 0) {
			result.add(new Diagnostic("There are " + this.dropped + " more oddities in this file, which are not listed",
					new SharedConfigOrigin(this.path, Position.NONE, null)));
		}
		return List.copyOf(result);
	}

	private record Found(String message, long position, @Nullable SectionId section) {

	}

}
