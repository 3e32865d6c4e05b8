package io.awsconfig.diagnostic;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of an exception that nobody has expected. Nobody knows what its message
 * holds, so it is not shown, nor are those of its causes.
 */
@Internal
public final class Unexpected {

	private static final int MOST_CAUSES = 10;

	private Unexpected() {
	}

	/**
	 * Return what it is and where it comes from.
	 * @param problem the exception
	 * @return its words, for example {@code unexpected java.lang.IllegalStateException at
	 * com.example.Vault.read(Vault.java:12)}
	 */
	public static String describe(Throwable problem) {
		StackTraceElement[] trace = problem.getStackTrace();
		return "unexpected " + problem.getClass().getName() + ((trace.length != 0) ? " at " + trace[0] : "");
	}

	/**
	 * Return how it came there, for a log.
	 * @param problem the exception
	 * @return the stacks of the exception and its causes, with names in place of messages
	 */
	public static Throwable withoutMessages(Throwable problem) {
		Throwable result = named(problem);
		Throwable last = result;
		@Nullable Throwable cause = problem.getCause();
		for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
			Throwable next = named(cause);
			last.initCause(next);
			last = next;
			cause = cause.getCause();
		}
		return result;
	}

	private static Throwable named(Throwable problem) {
		Throwable named = new Throwable(problem.getClass().getName());
		named.setStackTrace(problem.getStackTrace());
		return named;
	}

}
