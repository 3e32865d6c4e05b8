package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * What one shared file says. Immutable.
 *
 * @since 0.1.0
 * @see SharedConfigParser
 */
public final class SharedConfigFile {

	private final Path path;

	private final SharedConfigFileType type;

	private final Status status;

	private final Map<String, Section> profiles;

	private final Map<String, Section> ssoSessions;

	private final Map<String, Section> services;

	private final List<Diagnostic> diagnostics;

	private final Map<SectionId, List<Diagnostic>> faults;

	private final List<IgnoredSection> ignored;

	SharedConfigFile(Path path, SharedConfigFileType type, SectionCollector sections, Diagnostics diagnostics) {
		this.path = path;
		this.type = type;
		this.status = Status.READ;
		this.profiles = sections.build(SectionType.PROFILE);
		this.ssoSessions = sections.build(SectionType.SSO_SESSION);
		this.services = sections.build(SectionType.SERVICES);
		this.diagnostics = diagnostics.toList();
		this.faults = diagnostics.getFaults();
		this.ignored = diagnostics.getIgnored();
	}

	SharedConfigFile(Path path, SharedConfigFileType type, Status status, Diagnostics diagnostics) {
		this.path = path;
		this.type = type;
		this.status = status;
		this.profiles = Map.of();
		this.ssoSessions = Map.of();
		this.services = Map.of();
		this.diagnostics = diagnostics.toList();
		this.faults = diagnostics.getFaults();
		this.ignored = List.of();
	}

	/**
	 * Return the path of the file, as it was given to the parser.
	 * @return the path
	 */
	public Path getPath() {
		return this.path;
	}

	/**
	 * Return which of the two files it is.
	 * @return the type
	 */
	public SharedConfigFileType getType() {
		return this.type;
	}

	/**
	 * Return whether the file was read.
	 * @return the status
	 */
	public Status getStatus() {
		return this.status;
	}

	/**
	 * Return the profiles by name. Profile {@code default} is among them if the file has
	 * it.
	 * @return the profiles in the order of the file; unmodifiable
	 */
	public Map<String, Section> getProfiles() {
		return this.profiles;
	}

	/**
	 * Return the {@code sso-session} sections by name.
	 * @return the sections in the order of the file; unmodifiable
	 */
	public Map<String, Section> getSsoSessions() {
		return this.ssoSessions;
	}

	/**
	 * Return the {@code services} sections by name.
	 * @return the sections in the order of the file; unmodifiable
	 */
	public Map<String, Section> getServices() {
		return this.services;
	}

	/**
	 * Return everything odd about the file. At most 100 are kept, in the order of the
	 * file, and one more that counts the others.
	 * @return the diagnostics; unmodifiable
	 */
	public List<Diagnostic> getDiagnostics() {
		return this.diagnostics;
	}

	/**
	 * Return what no tool reads and stands in a section, or was meant for it: malformed
	 * lines, and headers that are none. The other AWS tools refuse such a file.
	 */
	List<Diagnostic> getFaults(SectionType type, String section) {
		return (this.status == Status.REFUSED) ? this.faults.getOrDefault(FileLoader.anySection(this.path), List.of())
				: this.faults.getOrDefault(new SectionId(this.path, type, section), List.of());
	}

	List<IgnoredSection> getIgnored() {
		return this.ignored;
	}

	@Nullable IgnoredSection findIgnored(SectionType type, String section) {
		for (IgnoredSection candidate : this.ignored) {
			// Several words need quotation marks there
			String intended = candidate.intended().replace("\"", "");
			boolean plain = type == SectionType.PROFILE && intended.equals(section);
			if (plain || intended.equals(type.word() + " " + section)) {
				return candidate;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.type + " " + this.path + " (" + this.status + ", " + this.profiles.size() + " profiles)";
	}

	/**
	 * Whether a file was read.
	 */
	public enum Status {

		/**
		 * The file was read; single lines of it may have been ignored.
		 */
		READ,

		/**
		 * There is no such file. That alone is no diagnostic: whether the file should be
		 * there is for the caller to know.
		 */
		ABSENT,

		/**
		 * There is something, and none of it was used; a diagnostic says why.
		 */
		REFUSED

	}

}
