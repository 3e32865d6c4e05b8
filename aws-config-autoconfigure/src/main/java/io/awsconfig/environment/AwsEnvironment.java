package io.awsconfig.environment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.ProfileNotFoundException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.SharedConfigSettingSource;
import io.awsconfig.settings.UnreadPlaces;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import io.awsconfig.sharedconfig.SwappedFiles;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * An {@code Environment} with AWS's names and files in it: which files were read, which
 * profile applies, and where settings can stand. The files are read once.
 * <p>
 * A profile or a section that does not exist, and a path that is none, are held against
 * nobody but those who use the settings: {@link #getSettingSources()} throws what is
 * wrong, and until then there is what could be read.
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

	private final FileSelection selection;

	private final UnreadPlaces unread;

	private final boolean aotProcessing;

	private final SharedConfigLocations locations;

	private final List<AwsConfigurationException> failures = new ArrayList<>(1);

	private final SharedConfig sharedConfig;

	private final @Nullable Profile profile;

	private final List<SettingSource> sharedSources;

	private volatile @Nullable KnownOddities reported;

	private AwsEnvironment(ConfigurableEnvironment environment, FileSelection selection, UnreadPlaces unread) {
		this.environment = environment;
		this.unread = unread;
		this.selection = selection;
		this.aotProcessing = Boolean.parseBoolean(getSystemProperty(AbstractAotProcessor.AOT_PROCESSING));
		this.locations = new SharedConfigLocations(this::getVariable,
				getSystemProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"),
				getSystemProperty("user.home"));
		if (selection.failure() != null) {
			this.failures.add(selection.failure());
		}
		this.sharedConfig = readFiles();
		this.profile = readProfile();
		this.sharedSources = readSections();
	}

	/**
	 * Attach AWS's names and files to an environment, or attach them anew if other files
	 * or another profile are asked for than when that was done before.
	 * @param environment the environment
	 * @return the environment with all that belongs to it
	 */
	public static AwsEnvironment attachTo(ConfigurableEnvironment environment) {
		return attachTo(environment, new InactiveSettings(environment));
	}

	private static AwsEnvironment attachTo(ConfigurableEnvironment environment, UnreadPlaces unread) {
		AwsEnvironment attached = getAttached(environment);
		if (attached == null) {
			BlankSwitch.cover();
			VariableAliases.addTo(environment.getPropertySources());
		}
		FileSelection selection = FileSelection.of(PropertySettingSource.of(environment));
		return (attached != null && attached.selection.isSameAs(selection)) ? attached
				: new AwsEnvironment(environment, selection, unread).attach();
	}

	/**
	 * Tell what will be attached to an environment, as far as that is known while
	 * configuration data is still being imported. The environment stays as it is.
	 * @param environment the environment
	 * @param binder reads the configuration data that there is, or {@code null} if there
	 * is none
	 * @return AWS's names and files as of now
	 * @throws AwsConfigurationException if the binder cannot read a value
	 */
	public static AwsEnvironment duringImport(ConfigurableEnvironment environment, @Nullable Binder binder) {
		// Profiles are activated later
		return attachTo(BootstrapEnvironment.of(environment, binder), UnreadPlaces.NONE);
	}

	/**
	 * Return what has been attached to an environment.
	 * @param environment the environment
	 * @return what {@link #attachTo} returned, or {@code null} if it has not been called
	 */
	public static @Nullable AwsEnvironment getAttached(ConfigurableEnvironment environment) {
		return (environment.getPropertySources().get(CONFIG_FILE_SOURCE) instanceof SharedConfigPropertySource attached)
				? attached.getSource() : null;
	}

	/**
	 * Read AWS's files anew, as an environment says now which these are. It stays as it
	 * is until the result is {@link #putInForce() put in force}.
	 */
	@Internal
	public static AwsEnvironment readAnew(ConfigurableEnvironment environment) {
		return new AwsEnvironment(environment, FileSelection.of(PropertySettingSource.of(environment)),
				new InactiveSettings(environment));
	}

	/**
	 * Let the environment show these files, and AWS's own names as they are set now, to
	 * all who read it.
	 */
	@Internal
	public void putInForce() {
		MutablePropertySources propertySources = this.environment.getPropertySources();
		VariableAliases.addTo(propertySources);
		if (getAttached(this.environment) != this) {
			put(propertySources, new SharedConfigPropertySource(CREDENTIALS_FILE_SOURCE, this, true));
			put(propertySources, new SharedConfigPropertySource(CONFIG_FILE_SOURCE, this, false));
		}
		int last = propertySources.size() - 1;
		if (propertySources.precedenceOf(PropertySource.named(CONFIG_FILE_SOURCE)) != last
				|| propertySources.precedenceOf(PropertySource.named(CREDENTIALS_FILE_SOURCE)) != last - 1) {
			moveFilesToEnd();
		}
	}

	private static void put(MutablePropertySources propertySources, PropertySource<?> source) {
		if (propertySources.contains(source.getName())) {
			// At once, so that nobody sees an environment without them
			propertySources.replace(source.getName(), source);
		}
		else {
			propertySources.addLast(source);
		}
	}

	private AwsEnvironment attach() {
		MutablePropertySources propertySources = this.environment.getPropertySources();
		propertySources.remove(CREDENTIALS_FILE_SOURCE);
		propertySources.remove(CONFIG_FILE_SOURCE);
		propertySources.addLast(new SharedConfigPropertySource(CREDENTIALS_FILE_SOURCE, this, true));
		propertySources.addLast(new SharedConfigPropertySource(CONFIG_FILE_SOURCE, this, false));
		return this;
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
	 * @throws AwsConfigurationException if two clients have one name, if nobody can tell
	 * which files and profile are asked for, or if a path that is asked for is none, or a
	 * profile or services section does not exist; the profile {@code default} need not
	 */
	public List<SettingSource> getSettingSources() {
		List<PropertySettingSource> sources = PropertySettingSource.of(this.environment, this.unread);
		try {
			failIfAmbiguous(sources);
			if (!this.failures.isEmpty()) {
				throw this.failures.get(0);
			}
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(getKnownOddities());
		}
		List<SettingSource> result = new ArrayList<>(sources);
		result.addAll(this.sharedSources);
		return result;
	}

	/**
	 * Remember what is odd and has been told, so that a failure that comes later need not
	 * look for it again.
	 */
	@Internal
	public void setReported(KnownOddities oddities) {
		this.reported = oddities;
	}

	/**
	 * Return what has been told to be odd: nothing before the application has started.
	 */
	@Internal
	public KnownOddities getReported() {
		KnownOddities oddities = this.reported;
		return (oddities != null) ? oddities : KnownOddities.NONE;
	}

	@Internal
	public boolean isReported() {
		return this.reported != null;
	}

	/**
	 * Return what is odd about the shared files and about the names in all places, which
	 * can be told before there are settings.
	 */
	@Internal
	public KnownOddities getKnownOddities() {
		List<Diagnostic> ofNames = new ArrayList<>(ForeignNames.find(this.environment));
		for (SettingSource source : PropertySettingSource.of(this.environment)) {
			ofNames.addAll(source.getDiagnostics());
		}
		for (SettingSource source : this.sharedSources) {
			ofNames.addAll(source.getDiagnostics());
		}
		return KnownOddities.of(this.sharedConfig, getProfileName(), ofNames).and(this.unread);
	}

	private static void failIfAmbiguous(List<PropertySettingSource> sources) {
		for (PropertySettingSource source : sources) {
			if (source.getFailure() != null) {
				throw source.getFailure();
			}
		}
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
	 * Return where the home directory is, and what lies below it.
	 * @return the locations
	 */
	public SharedConfigLocations getLocations() {
		return this.locations;
	}

	/**
	 * Return the names of the clients that the application has beside those of its
	 * services.
	 * @return the names as somebody wrote them
	 */
	public Collection<String> getClientNames() {
		return this.selection.clients().stream().map(ClientName::toString).toList();
	}

	/**
	 * Return the services of the clients that the application has beside those of its
	 * services, as of now. One that does not say which service it calls, or says nothing
	 * that could be one, is left out; so is one of the environment variables of the
	 * machine that builds the application.
	 * @return the services, by the names of the clients as somebody wrote them
	 * @throws AwsConfigurationException if two clients have one name or a service is a
	 * placeholder that nothing resolves, unless the application is only being built
	 */
	public Map<String, ServiceId> getClients() {
		List<PropertySettingSource> sources = new ArrayList<>(PropertySettingSource.of(this.environment));
		if (this.aotProcessing) {
			sources.removeIf((source) -> source.getKind() == SourceKind.ENVIRONMENT_VARIABLES);
		}
		else {
			failIfAmbiguous(sources);
		}
		Map<String, ServiceId> clients = new LinkedHashMap<>();
		for (ClientName name : this.selection.clients()) {
			String service = findService(name, sources);
			if (service != null && ServiceId.isValid(service)) {
				clients.put(name.toString(), ServiceId.of(service));
			}
		}
		return clients;
	}

	private @Nullable String findService(ClientName name, List<PropertySettingSource> sources) {
		try {
			return FileSelection.text(FileSelection.find(sources, SettingCatalog.CLIENT_SERVICE, name));
		}
		catch (AwsConfigurationException ex) {
			if (this.aotProcessing) {
				return null;
			}
			throw ex;
		}
	}

	/**
	 * Return the name of the profile that applies.
	 * @return the name
	 */
	public String getProfileName() {
		String name = FileSelection.text(this.selection.profile());
		return (name != null) ? name : String.valueOf(SettingCatalog.PROFILE.getDefaultValue());
	}

	/**
	 * Return the profile that applies.
	 * @return the profile, or {@code null} if there is none of that name
	 */
	public @Nullable Profile getProfile() {
		return this.profile;
	}

	/**
	 * Return what is odd about the shared files, and which properties are those of
	 * libraries that are not there.
	 * @return the diagnostics
	 */
	public List<Diagnostic> getDiagnostics() {
		List<Diagnostic> result = new ArrayList<>(ForeignNames.find(this.environment));
		result.addAll(this.sharedConfig.getDiagnostics());
		return List.copyOf(result);
	}

	/**
	 * Look for the proxy that requests to AWS go through.
	 * @param settings the settings
	 * @return what there is
	 */
	@Internal
	public ProxyInForce getProxy(AwsSettings settings) {
		return ProxyInForce.find(settings, this::getVariableAsSpelled, (name) -> {
			String value = getSystemProperty(name);
			return value.isEmpty() ? null : value;
		});
	}

	private SharedConfig readFiles() {
		// What is on the machine that builds says nothing about the one that runs
		if (this.aotProcessing || this.selection.failure() != null) {
			return SharedConfig.none();
		}
		try {
			SharedConfig result = SharedConfig.load(configFile(), credentialsFile());
			List<Diagnostic> absent = new ArrayList<>(0);
			reportIfAbsent(this.selection.configFile(), result.getConfigFile(), absent);
			reportIfAbsent(this.selection.credentialsFile(), result.getCredentialsFile(), absent);
			SwappedFiles swap = result.findSwap();
			return ((swap != null) ? result.swapped(swap, remedy(swap)) : result).with(absent);
		}
		catch (AwsConfigurationException ex) {
			this.failures.add(ex);
			return SharedConfig.none();
		}
	}

	private @Nullable Profile readProfile() {
		Profile result = this.sharedConfig.getProfile(getProfileName());
		WrittenValue wanted = this.selection.profile();
		if (result == null && wanted != null && !this.aotProcessing
				&& !wanted.text().equals(SettingCatalog.PROFILE.getDefaultValue())) {
			this.failures.add(new ProfileNotFoundException(wanted, this.sharedConfig));
		}
		return result;
	}

	private List<SettingSource> readSections() {
		if (this.aotProcessing) {
			return List.of();
		}
		try {
			return SharedConfigSettingSource.of(this.sharedConfig, getProfileName(), this.selection.services(),
					this.selection.ssoSession());
		}
		catch (AwsConfigurationException ex) {
			this.failures.add(ex);
			return SharedConfigSettingSource.withoutServices(this.sharedConfig, getProfileName(),
					this.selection.ssoSession());
		}
	}

	private Path configFile() {
		try {
			return this.locations.configFile(FileSelection.text(this.selection.configFile()));
		}
		catch (InvalidPathException ex) {
			throw noPath(this.selection.configFile(), ex);
		}
	}

	private Path credentialsFile() {
		try {
			return this.locations.credentialsFile(FileSelection.text(this.selection.credentialsFile()));
		}
		catch (InvalidPathException ex) {
			throw noPath(this.selection.credentialsFile(), ex);
		}
	}

	private static AwsConfigurationException noPath(@Nullable WrittenValue wanted, InvalidPathException ex) {
		String name = (wanted != null) ? wanted.toString() : "HOME";
		return new AwsConfigurationException("The value of %s is no path of a file: %s".formatted(name, ex.getReason()),
				"Set it to the path of a file. Without it, the file in the home directory is read, with whatever credentials that has.");
	}

	private String remedy(SwappedFiles swap) {
		WrittenValue config = this.selection.configFile();
		WrittenValue credentials = this.selection.credentialsFile();
		if (config == null && credentials == null) {
			return "Let the two files change their names.";
		}
		return "Set %s to %s, and %s to %s.".formatted(describe(config, SettingCatalog.CONFIG_FILE),
				swap.credentials().getPath(), describe(credentials, SettingCatalog.SHARED_CREDENTIALS_FILE),
				swap.config().getPath());
	}

	private static String describe(@Nullable WrittenValue wanted, AwsSetting<?> setting) {
		return (wanted != null) ? wanted.toString()
				: "environment variable " + setting.getEnvironmentVariables().get(0);
	}

	private static void reportIfAbsent(@Nullable WrittenValue wanted, SharedConfigFile file,
			List<Diagnostic> diagnostics) {
		if (wanted != null && file.getStatus() == SharedConfigFile.Status.ABSENT) {
			diagnostics.add(new Diagnostic("'%s' names the file %s, which does not exist; no settings come from it"
				.formatted(wanted.spelling(), file.getPath()), wanted.origin()));
		}
	}

	private String getSystemProperty(String name) {
		Object value = get(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, name);
		return (value != null) ? value.toString() : "";
	}

	private @Nullable String getVariable(String name) {
		Object value = get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, name);
		return (value != null) ? value.toString() : null;
	}

	/**
	 * Return a variable without looking for it in capital letters as well, as Spring
	 * does.
	 */
	private @Nullable String getVariableAsSpelled(String name) {
		PropertySource<?> variables = this.environment.getPropertySources()
			.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		return (variables != null && variables.getSource() instanceof Map<?, ?> map && !map.containsKey(name)) ? null
				: getVariable(name);
	}

	private @Nullable Object get(String source, String name) {
		PropertySource<?> propertySource = this.environment.getPropertySources().get(source);
		return (propertySource != null) ? propertySource.getProperty(name) : null;
	}

}
