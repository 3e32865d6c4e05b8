package io.awsconfig.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All sources with all faults, at the first load and at a refresh. They run side by side,
 * since most of them wait for one time-out or another.
 */
final class FaultMatrix {

	private static final int THREADS = 40;

	private final Map<Key, Future<Outcome>> outcomes = new LinkedHashMap<>();

	FaultMatrix(Path directory) {
		ExecutorService pool = Executors.newFixedThreadPool(THREADS);
		// The slow ones first
		for (boolean endless : new boolean[] { true, false }) {
			for (Source source : Source.values()) {
				for (Fault fault : Fault.values()) {
					if (fault.isEndless() == endless) {
						for (Phase phase : Phase.values()) {
							Key key = new Key(source, fault, phase);
							this.outcomes.put(key, pool.submit(() -> run(key, directory)));
						}
					}
				}
			}
		}
		pool.shutdown();
	}

	private static Outcome run(Key key, Path directory) throws Exception {
		Path home = Files
			.createDirectories(directory.resolve(key.source().name() + "-" + key.fault().name() + "-" + key.phase()));
		Cell cell = new Cell(key.source(), key.fault(), home);
		return (key.phase() == Phase.FIRST_LOAD) ? cell.firstLoad() : cell.refresh();
	}

	Outcome outcome(Source source, Fault fault, Phase phase) {
		Future<Outcome> outcome = this.outcomes.get(new Key(source, fault, phase));
		if (outcome == null) {
			throw new IllegalArgumentException("No such cell");
		}
		try {
			return outcome.get();
		}
		catch (ExecutionException ex) {
			throw new AssertionError("%s, %s, %s".formatted(source, fault, phase), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	enum Phase {

		FIRST_LOAD, REFRESH

	}

	private record Key(Source source, Fault fault, Phase phase) {

	}

}
