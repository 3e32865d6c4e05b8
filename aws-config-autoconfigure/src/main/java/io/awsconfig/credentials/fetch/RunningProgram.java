package io.awsconfig.credentials.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A program with what it prints. What it has started need not end with it, and may keep
 * the pipe open: only what is there is read, so that nobody waits for that.
 */
final class RunningProgram implements AutoCloseable {

	/**
	 * What it starts inherits this variable, by which it is found on Linux once the
	 * program itself is gone.
	 */
	private static final String MARK = "AWS_CONFIG_CREDENTIAL_PROCESS";

	private static final long LONGEST_PAUSE = 100;

	private final Process process;

	private final String mark;

	private final Instant started;

	private final LongSupplier nanoTime;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

	private RunningProgram(Process process, String mark, LongSupplier nanoTime) {
		this.process = process;
		this.mark = mark;
		this.nanoTime = nanoTime;
		// Of one that has ended already, nobody knows
		this.started = process.info().startInstant().orElse(Instant.EPOCH);
	}

	/**
	 * Start a program. Its input is empty, its error output is thrown away.
	 * @param command program and arguments
	 * @param nanoTime the time, as {@link System#nanoTime()} tells it
	 * @return the program
	 * @throws IOException if it cannot be started
	 */
	static RunningProgram start(List<String> command, LongSupplier nanoTime) throws IOException {
		String mark = UUID.randomUUID().toString();
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put(MARK, mark);
		RunningProgram program = new RunningProgram(builder.start(), mark, nanoTime);
		program.closeInput();
		return program;
	}

	private void closeInput() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// The program is gone: its exit status tells why
		}
	}

	/**
	 * Wait for the end of the program.
	 * @param timeout how long
	 * @param limit after how many bytes not to go on
	 * @return whether it has ended, or printed more
	 * @throws IOException if its output cannot be read
	 */
	boolean await(Duration timeout, int limit) throws IOException, InterruptedException {
		long start = this.nanoTime.getAsLong();
		for (long pause = 1;; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
			boolean ended = this.process.waitFor(pause, TimeUnit.MILLISECONDS);
			readAvailable(limit);
			if (ended || this.output.size() > limit) {
				return true;
			}
			try (Stream<ProcessHandle> now = this.process.descendants()) {
				now.forEach(this.descendants::add);
			}
			if (this.nanoTime.getAsLong() - start >= timeout.toNanos()) {
				return false;
			}
		}
	}

	private void readAvailable(int limit) throws IOException {
		InputStream input = this.process.getInputStream();
		byte[] buffer = new byte[8192];
		while (this.output.size() <= limit) {
			// Java takes what is left out of the pipe when the program ends, and holds
			// this lock
			synchronized (input) {
				int available = input.available();
				if (available <= 0) {
					return;
				}
				int count = input.read(buffer, 0, Math.min(available, buffer.length));
				if (count <= 0) {
					return;
				}
				this.output.write(buffer, 0, count);
			}
		}
	}

	byte[] getOutput() {
		return this.output.toByteArray();
	}

	int getExitValue() {
		return this.process.exitValue();
	}

	/**
	 * End the program and all that it has started.
	 */
	@Override
	public void close() {
		if (this.process.isAlive()) {
			// Before the program itself: without it, nobody knows any more what it
			// started
			try (Stream<ProcessHandle> now = this.process.descendants()) {
				now.forEach(this.descendants::add);
			}
			this.process.destroyForcibly();
		}
		this.descendants.forEach(ProcessHandle::destroyForcibly);
		if (Files.isDirectory(Path.of("/proc/self"))) {
			endMarked();
		}
		try {
			this.process.getInputStream().close();
		}
		catch (IOException ex) {
			// Nobody reads it
		}
	}

	private void endMarked() {
		// Linux counts the start of a process in hundredths of a second since its own
		Instant since = this.started.minusSeconds(2);
		try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
			all.filter((handle) -> handle.pid() != this.process.pid())
				.filter((handle) -> handle.info().startInstant().filter(since::isBefore).isPresent())
				.filter(this::isMarked)
				.forEach(ProcessHandle::destroyForcibly);
		}
	}

	private boolean isMarked(ProcessHandle handle) {
		try {
			byte[] environment = Files.readAllBytes(Path.of("/proc/" + handle.pid() + "/environ"));
			return new String(environment, StandardCharsets.ISO_8859_1).contains(MARK + "=" + this.mark);
		}
		catch (IOException ex) {
			// It has ended, or belongs to somebody else
			return false;
		}
	}

}
