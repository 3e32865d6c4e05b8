package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The shared config file and the shared credentials file together. Immutable: a snapshot
 * of what the files said when they were read.
 *
 * @since 0.1.0
 */
public final class SharedConfig {

	private final SharedConfigFile configFile;

	private final SharedConfigFile credentialsFile;

	private final List<Diagnostic> ofCaller;

	private final @Nullable SwappedFiles swapped;

	private final @Nullable String remedyOfSwap;

	/**
	 * Create an instance from two files.
	 * @param configFile the config file
	 * @param credentialsFile the credentials file
	 */
	public SharedConfig(SharedConfigFile configFile, SharedConfigFile credentialsFile) {
		this(configFile, credentialsFile, List.of(), null, null);
	}

	private SharedConfig(SharedConfigFile configFile, SharedConfigFile credentialsFile, List<Diagnostic> ofCaller,
			@Nullable SwappedFiles swapped, @Nullable String remedyOfSwap) {
		this.configFile = configFile;
		this.credentialsFile = credentialsFile;
		this.ofCaller = ofCaller;
		this.swapped = swapped;
		this.remedyOfSwap = remedyOfSwap;
	}

	/**
	 * Return the same files with what somebody else finds odd about them: whether a file
	 * should be there is not for this room to know.
	 * @param diagnostics what is odd
	 */
	@Internal
	public SharedConfig with(List<Diagnostic> diagnostics) {
		return diagnostics.isEmpty() ? this : new SharedConfig(this.configFile, this.credentialsFile,
				List.copyOf(diagnostics), this.swapped, this.remedyOfSwap);
	}

	/**
	 * Look whether each of the files has the sections of the other.
	 */
	@Internal
	public @Nullable SwappedFiles findSwap() {
		return SwappedFiles.find(this.configFile, this.credentialsFile);
	}

	/**
	 * Return the same files as two that are swapped: whoever misses a section is told so,
	 * in place of what would have to be written in that file.
	 * @param swap the files
	 * @param remedy what to do
	 */
	@Internal
	public SharedConfig swapped(SwappedFiles swap, String remedy) {
		return new SharedConfig(this.configFile, this.credentialsFile, this.ofCaller, swap, remedy);
	}

	/**
	 * Read both files, with the guarantees of {@link SharedConfigParser}: neither need
	 * exist or be readable.
	 * @param config the config file
	 * @param credentials the credentials file
	 * @return what they say
	 * @see SharedConfigLocations
	 */
	public static SharedConfig load(Path config, Path credentials) {
		SharedConfigParser parser = new SharedConfigParser();
		return new SharedConfig(parser.parse(config, SharedConfigFileType.CONFIG),
				parser.parse(credentials, SharedConfigFileType.CREDENTIALS));
	}

	/**
	 * Return an instance without any files, for an application that does not use them.
	 * @return an instance whose files are absent
	 */
	public static SharedConfig none() {
		return new SharedConfig(absent(SharedConfigFileType.CONFIG, "config"),
				absent(SharedConfigFileType.CREDENTIALS, "credentials"));
	}

	private static SharedConfigFile absent(SharedConfigFileType type, String name) {
		Path path = Path.of("~", ".aws", name);
		return new SharedConfigFile(path, type, SharedConfigFile.Status.ABSENT, new Diagnostics(path));
	}

	/**
	 * Return a profile.
	 * @param name the name of the profile
	 * @return the profile, or {@code null} if neither file has it
	 */
	public @Nullable Profile getProfile(String name) {
		Section credentials = this.credentialsFile.getProfiles().get(name);
		Section config = this.configFile.getProfiles().get(name);
		return (credentials != null || config != null) ? new Profile(name, credentials, config) : null;
	}

	/**
	 * Return the names of all profiles, those of the config file first.
	 * @return the names in the order of the files; unmodifiable
	 */
	public Set<String> getProfileNames() {
		Set<String> names = new LinkedHashSet<>(this.configFile.getProfiles().keySet());
		names.addAll(this.credentialsFile.getProfiles().keySet());
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Return an {@code sso-session} section.
	 * @param name the name of the section
	 * @return the section, or {@code null} if the config file does not have it
	 */
	public @Nullable Section getSsoSession(String name) {
		return this.configFile.getSsoSessions().get(name);
	}

	/**
	 * Return a {@code services} section.
	 * @param name the name of the section
	 * @return the section, or {@code null} if the config file does not have it
	 */
	public @Nullable Section getServices(String name) {
		return this.configFile.getServices().get(name);
	}

	/**
	 * Return the config file.
	 * @return the config file
	 */
	public SharedConfigFile getConfigFile() {
		return this.configFile;
	}

	/**
	 * Return the credentials file.
	 * @return the credentials file
	 */
	public SharedConfigFile getCredentialsFile() {
		return this.credentialsFile;
	}

	/**
	 * Return everything odd about both files, the config file first.
	 * @return the diagnostics; unmodifiable
	 */
	public List<Diagnostic> getDiagnostics() {
		List<Diagnostic> diagnostics = new ArrayList<>(this.ofCaller);
		diagnostics.addAll(this.configFile.getDiagnostics());
		diagnostics.addAll(this.credentialsFile.getDiagnostics());
		SwappedFiles swapped = this.swapped;
		if (swapped != null) {
			diagnostics.removeIf((each) -> swapped.explains(each.origin()));
			diagnostics.add(0, new Diagnostic(swapped.describe() + ". " + this.remedyOfSwap, swapped.origin()));
		}
		return Collections.unmodifiableList(diagnostics);
	}

	/**
	 * Find a section that is meant as a profile and has another header than it needs.
	 * @param name the name of the profile
	 * @return the section, or {@code null} if there is none
	 */
	@Internal
	public @Nullable IgnoredSection findIgnoredProfile(String name) {
		return findIgnored(SectionType.PROFILE, name);
	}

	/**
	 * Find a section that is meant as an {@code sso-session} and has another header than
	 * it needs.
	 */
	@Internal
	public @Nullable IgnoredSection findIgnoredSsoSession(String name) {
		return findIgnored(SectionType.SSO_SESSION, name);
	}

	/**
	 * Find a section that is meant as a {@code services} section and has another header
	 * than it needs.
	 */
	@Internal
	public @Nullable IgnoredSection findIgnoredServices(String name) {
		return findIgnored(SectionType.SERVICES, name);
	}

	/**
	 * Find the sections of a name, of whatever type: whoever looks for one of another
	 * type may have meant it.
	 * @param name the name
	 * @return where they begin
	 */
	@Internal
	public List<SharedConfigOrigin> findSections(String name) {
		List<SharedConfigOrigin> found = new ArrayList<>(0);
		for (SharedConfigFile file : List.of(this.configFile, this.credentialsFile)) {
			for (Map<String, Section> sections : List.of(file.getProfiles(), file.getSsoSessions(),
					file.getServices())) {
				Section section = sections.get(name);
				if (section != null) {
					found.add(section.getOrigin());
				}
			}
		}
		return found;
	}

	private @Nullable IgnoredSection findIgnored(SectionType type, String name) {
		IgnoredSection found = this.configFile.findIgnored(type, name);
		found = (found != null) ? found : this.credentialsFile.findIgnored(type, name);
		return (found == null || this.remedyOfSwap == null) ? found
				: new IgnoredSection(found.header(), found.intended(), found.origin(), this.remedyOfSwap);
	}

	/**
	 * Return the malformed lines of a profile, and those that were meant as its header:
	 * an application that uses the profile cannot know what they should have said.
	 * @param name the name of the profile, which need not exist
	 * @return what is wrong, at most five of each file; unmodifiable
	 */
	@Internal
	public List<Diagnostic> getProfileFaults(String name) {
		List<Diagnostic> faults = new ArrayList<>(this.configFile.getFaults(SectionType.PROFILE, name));
		faults.addAll(this.credentialsFile.getFaults(SectionType.PROFILE, name));
		return Collections.unmodifiableList(faults);
	}

	/**
	 * Return the malformed lines of an {@code sso-session} section, as
	 * {@link #getProfileFaults} does.
	 * @param name the name of the section, which need not exist
	 * @return what is wrong; unmodifiable
	 */
	@Internal
	public List<Diagnostic> getSsoSessionFaults(String name) {
		return this.configFile.getFaults(SectionType.SSO_SESSION, name);
	}

	/**
	 * Return the malformed lines of a {@code services} section, as
	 * {@link #getProfileFaults} does.
	 * @param name the name of the section, which need not exist
	 * @return what is wrong; unmodifiable
	 */
	@Internal
	public List<Diagnostic> getServicesFaults(String name) {
		return this.configFile.getFaults(SectionType.SERVICES, name);
	}

	@Override
	public String toString() {
		return this.configFile + ", " + this.credentialsFile;
	}

}
