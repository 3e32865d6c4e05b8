package io.awsconfig.settings;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Collection;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something about the configuration of AWS is wrong, and the application cannot go on.
 * Says what is wrong and what to do about it.
 *
 * @since 0.1.0
 */
public class AwsConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	private transient KnownOddities known = KnownOddities.NONE;

	private List<String> missing = List.of();

	private @Nullable String found;

	private @Nullable String completeAction;

	/**
	 * Create an exception.
	 * @param description what is wrong, and where
	 * @param action what to do about it
	 */
	public AwsConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * Create an exception.
	 * @param problem what is wrong, and where
	 * @param action what to do about it
	 */
	@Internal
	public AwsConfigurationException(Problem problem, String action) {
		this(problem.toString(), action);
	}

	/**
	 * Create an exception.
	 * @param problem what is wrong, and where
	 * @param action what to do about it
	 * @param cause why, or {@code null}
	 */
	@Internal
	public AwsConfigurationException(Problem problem, String action, @Nullable Throwable cause) {
		super(problem.toString(), cause);
		this.action = action;
	}

	/**
	 * Return what is wrong, and what is known to be odd and bears on it.
	 */
	@Override
	public synchronized String getMessage() {
		complete();
		return getDescription() + this.found;
	}

	/**
	 * Return what is wrong, and nothing else.
	 */
	@Internal
	public String getDescription() {
		return String.valueOf(super.getMessage());
	}

	/**
	 * Return what to do about it.
	 * @return whole sentences
	 */
	public synchronized String getAction() {
		complete();
		return String.valueOf(this.completeAction);
	}

	/**
	 * Return what to do about it, and nothing else.
	 */
	@Internal
	public String getAdvice() {
		return this.action;
	}

	@Internal
	public List<String> getMissing() {
		return this.missing;
	}

	/**
	 * Say that something is missing: what is odd about that is the likely reason.
	 * @param names names in any spelling
	 * @return this
	 */
	@Internal
	public AwsConfigurationException lacking(Collection<String> names) {
		this.missing = List.copyOf(names);
		return this;
	}

	/**
	 * Tell what is known to be odd, so that the message has what of it bears on this.
	 * Whoever passes the exception on may know more.
	 * @param known what is known
	 * @return this
	 */
	@Internal
	public synchronized AwsConfigurationException knowing(KnownOddities known) {
		this.known = known.and(getKnown());
		this.found = null;
		return this;
	}

	/**
	 * Look for what bears on this, which nobody need do if somebody catches it. One
	 * exception may be read by several threads: all that wait for one refresh have it.
	 */
	private synchronized void complete() {
		if (this.found == null) {
			Bearing.Found found = getKnown().findFor(getDescription(), this.missing);
			this.completeAction = found.before(this.action);
			this.found = found.toString();
		}
	}

	private synchronized void writeObject(ObjectOutputStream out) throws IOException {
		complete();
		out.defaultWriteObject();
	}

	/**
	 * Return what is known to be odd.
	 */
	@Internal
	public KnownOddities getKnown() {
		return (this.known != null) ? this.known : KnownOddities.NONE;
	}

	/**
	 * Return what is known to be odd and has less to do with this than what the message
	 * has.
	 */
	@Internal
	public List<Diagnostic> getOthers() {
		return getKnown().findFor(getDescription(), this.missing).others();
	}

}
