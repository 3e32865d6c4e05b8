package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The diagnostics of one file while it is read: bounded, because a large file of the
 * wrong kind has one for each line.
 */
final class Diagnostics {

	static final int MAX_RETAINED = 100;

	private final Path path;

	private final List<Found> found = new ArrayList<>();

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

	List<Diagnostic> toList() {
		if (this.found.isEmpty()) {
			return List.of();
		}
		List<Diagnostic> result = new ArrayList<>(this.found.size() + 1);
		this.found.sort(Comparator.comparingLong(Found::position));
		for (Found each : this.found) {
			String section = (each.section() != null) ? each.section().describe() : null;
			result.add(new Diagnostic(each.message(), new SharedConfigOrigin(this.path, each.position(), section)));
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
