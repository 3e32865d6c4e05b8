package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.NearestName;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.SharedConfigSettingSource;
import io.awsconfig.settings.WrittenValue;
import io.awsconfig.sharedconfig.Diagnostic;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigLocations;

/**
 * An {@code Environment} with AWS's names and files in it: which files were read, which
 * profile applies, and where settings can stand. The files are read once.
 *
 * @since 0.1.0
 */
public final class AwsEnvironment {

	/**
	 * The name of the property source with the selected profile of the shared credentials
	 * file.
	 */
	public static final String CREDENTIALS_FILE_SOURCE = "awsSharedCredentialsFile";

	/**
	 * The name of the property source with the selected profile of the shared config
	 * file.
	 */
	public static final String CONFIG_FILE_SOURCE = "awsSharedConfigFile";

	private final ConfigurableEnvironment environment;

	private final SharedConfig sharedConfig;

	private final String profileName;

	private final @Nullable Profile profile;

	private final List<SettingSource> sharedSources;

	private final List<Diagnostic> diagnostics = new ArrayList<>();

	private AwsEnvironment(ConfigurableEnvironment environment) {
		this.environment = environment;
		List<SettingSource> sources = PropertySettingSource.of(environment);
		this.sharedConfig = readFiles(sources);
		WrittenValue wanted = find(sources, SettingCatalog.PROFILE);
		this.profileName = (wanted != null) ? wanted.text() : String.valueOf(SettingCatalog.PROFILE.getDefaultValue());
		this.profile = this.sharedConfig.getProfile(this.profileName);
		if (wanted != null && this.profile == null && !isAotProcessing()) {
			throw new ProfileNotFoundException(wanted, this.sharedConfig);
		}
		WrittenValue services = find(sources, SettingCatalog.SERVICES);
		this.sharedSources = (this.profile != null) ? SharedConfigSettingSource.of(this.sharedConfig, this.profile,
				(services != null) ? services.text() : null) : List.of();
	}

	/**
	 * Attach AWS's names and files to an environment, unless that has been done before.
	 * @param environment the environment
	 * @return the environment with all that belongs to it
	 * @throws AwsConfigurationException if the profile that is asked for, or a section
	 * that it asks for, does not exist
	 */
	public static AwsEnvironment attachTo(ConfigurableEnvironment environment) {
		MutablePropertySources propertySources = environment.getPropertySources();
		if (propertySources.get(CONFIG_FILE_SOURCE) instanceof SharedConfigPropertySource attached) {
			return attached.getSource();
		}
		VariableAliases.addTo(propertySources);
		AwsEnvironment result = new AwsEnvironment(environment);
		propertySources.addLast(new SharedConfigPropertySource(CREDENTIALS_FILE_SOURCE, result, true));
		propertySources.addLast(new SharedConfigPropertySource(CONFIG_FILE_SOURCE, result, false));
		return result;
	}

	/**
	 * Put the shared files back to the bottom of the environment: what the application
	 * added since, by {@code @PropertySource} for example, comes before them.
	 */
	public void moveFilesToEnd() {
		MutablePropertySources propertySources = this.environment.getPropertySources();
		for (String name : List.of(CREDENTIALS_FILE_SOURCE, CONFIG_FILE_SOURCE)) {
			PropertySource<?> source = propertySources.remove(name);
			if (source != null) {
				propertySources.addLast(source);
			}
		}
	}

	/**
	 * Return where settings can stand, as of now.
	 * @return the places, the one that counts first
	 */
	public List<SettingSource> getSettingSources() {
		List<SettingSource> result = new ArrayList<>(PropertySettingSource.of(this.environment));
		result.addAll(this.sharedSources);
		return result;
	}

	List<SettingSource> getSharedSources() {
		return this.sharedSources;
	}

	/**
	 * Return the shared files.
	 * @return both files, as they were read at start-up
	 */
	public SharedConfig getSharedConfig() {
		return this.sharedConfig;
	}

	/**
	 * Return the name of the profile that applies.
	 * @return the name
	 */
	public String getProfileName() {
		return this.profileName;
	}

	/**
	 * Return the profile that applies.
	 * @return the profile, or {@code null} if nobody asked for one and there is no
	 * default profile
	 */
	public @Nullable Profile getProfile() {
		return this.profile;
	}

	/**
	 * Return what is odd about the shared files.
	 * @return the diagnostics
	 */
	public List<Diagnostic> getDiagnostics() {
		List<Diagnostic> result = new ArrayList<>(this.diagnostics);
		result.addAll(this.sharedConfig.getDiagnostics());
		return List.copyOf(result);
	}

	private SharedConfig readFiles(List<SettingSource> sources) {
		if (isAotProcessing()) {
			// What is on the machine that builds says nothing about the one that runs
			return SharedConfig.none();
		}
		SharedConfigLocations locations = new SharedConfigLocations(this::getVariable, isWindows(),
				this.environment.getProperty("user.home", ""));
		WrittenValue config = find(sources, SettingCatalog.CONFIG_FILE);
		WrittenValue credentials = find(sources, SettingCatalog.SHARED_CREDENTIALS_FILE);
		SharedConfig result = SharedConfig.load(locations.configFile((config != null) ? config.text() : null),
				locations.credentialsFile((credentials != null) ? credentials.text() : null));
		reportIfAbsent(config, result.getConfigFile());
		reportIfAbsent(credentials, result.getCredentialsFile());
		return result;
	}

	private void reportIfAbsent(@Nullable WrittenValue wanted, SharedConfigFile file) {
		if (wanted != null && file.getStatus() == SharedConfigFile.Status.ABSENT) {
			this.diagnostics.add(new Diagnostic("'%s' names the file %s, which does not exist; no settings come from it"
				.formatted(wanted.spelling(), file.getPath()), wanted.origin()));
		}
	}

	private @Nullable String getVariable(String name) {
		PropertySource<?> variables = this.environment.getPropertySources()
			.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		Object value = (variables != null) ? variables.getProperty(name) : null;
		return (value != null) ? value.toString() : null;
	}

	private boolean isAotProcessing() {
		return this.environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false);
	}

	private boolean isWindows() {
		return this.environment.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
	}

	private static @Nullable WrittenValue find(List<SettingSource> sources, AwsSetting<?> setting) {
		return sources.stream()
			.flatMap((source) -> source.find(setting, null).stream())
			.filter((written) -> !written.text().isEmpty())
			.findFirst()
			.orElse(null);
	}

	/**
	 * The profile that was asked for is in neither of the shared files.
	 *
	 * @since 0.1.0
	 */
	public static class ProfileNotFoundException extends AwsConfigurationException {

		private static final long serialVersionUID = 1L;

		ProfileNotFoundException(WrittenValue wanted, SharedConfig config) {
			super(describe(wanted, config), advise(wanted, config));
		}

		private static String describe(WrittenValue wanted, SharedConfig config) {
			StringBuilder text = new StringBuilder("The AWS profile '%s' does not exist.%n%n    Asked for by: %s"
				.formatted(wanted.text(), wanted.place()));
			for (SharedConfigFile file : List.of(config.getConfigFile(), config.getCredentialsFile())) {
				text.append("%n    Looked in:    %s%s".formatted(file.getPath(), switch (file.getStatus()) {
					case READ -> "";
					case ABSENT -> " (does not exist)";
					case REFUSED -> " (could not be read)";
				}));
			}
			config.getDiagnostics()
				.forEach((diagnostic) -> text.append("%n    Note:         %s".formatted(text(diagnostic))));
			return text.toString();
		}

		private static String text(Diagnostic diagnostic) {
			Origin origin = diagnostic.origin();
			return diagnostic.message() + " (" + origin + ")";
		}

		private static String advise(WrittenValue wanted, SharedConfig config) {
			List<String> names = NearestName.sort(wanted.text(), config.getProfileNames());
			return names.isEmpty()
					? "Add the profile to one of these files, or remove '%s'.".formatted(wanted.spelling())
					: "Set '%s' to one of the profiles there are: %s.".formatted(wanted.spelling(),
							String.join(", ", names));
		}

	}

}
