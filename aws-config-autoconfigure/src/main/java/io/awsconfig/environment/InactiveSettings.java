package io.awsconfig.environment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.environment.ConfigurationFiles.ConfigurationFile;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.UnreadPlaces;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

/**
 * The settings in configuration files, and in documents of such files, that Spring Boot
 * passes over: their Spring profile is not active, or the cloud platform is another one.
 * They are looked for once, as soon as something is missing.
 */
final class InactiveSettings implements UnreadPlaces {

	private static final Pattern OPERATORS = Pattern.compile("[\\s&|!(),]");

	private static final Set<String> CREDENTIALS = new HashSet<>(
			KnownOddities.namesOfCredentials().stream().map(InactiveSettings::uniform).toList());

	private final ConfigurableEnvironment environment;

	private @Nullable List<Document> documents;

	InactiveSettings(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public List<Diagnostic> find(String failure, Collection<String> missing) {
		Set<String> wanted = new HashSet<>(missing.stream().map(InactiveSettings::uniform).toList());
		List<Diagnostic> found = new ArrayList<>();
		for (Document document : getDocuments()) {
			List<Setting> settings = document.settings()
				.stream()
				// Which profile is selected decides over the Region as well
				.filter((setting) -> setting.isWanted(wanted, failure)
						|| (document.condition().bootstrap() && setting.key().equals("profile")))
				.toList();
			if (!settings.isEmpty()) {
				found.add(new Diagnostic(describe(document, settings), settings.get(0).origin()));
			}
		}
		return found;
	}

	private String describe(Document document, List<Setting> settings) {
		StringBuilder text = new StringBuilder(join(settings)).append((settings.size() == 1) ? " stands" : " stand");
		text.append(document.part() ? " in a document of " : " in ").append(document.file());
		if (document.condition().bootstrap()) {
			return text.append((document.part() ? " that" : ", which")
					+ " is not read: Spring Boot reads no bootstrap files, only Spring Cloud does, with spring-cloud-starter-bootstrap. Move ")
				.append((settings.size() == 1) ? "it" : "them")
				.append(" to application.yml, or add that")
				.toString();
		}
		text.append(document.part() ? " that" : ", which").append(" is read only ");
		text.append(document.condition().describe());
		if (document.condition().profiles() != null) {
			text.append("; active: ").append(String.join(", ", activeProfiles())).append(". ");
			text.append(document.condition().advise());
		}
		List<Setting> credentials = document.settings()
			.stream()
			.filter((setting) -> setting.isOfCredentials() && !settings.contains(setting))
			.toList();
		if (!credentials.isEmpty()) {
			text.append(". That decides whose credentials are used as well, by ").append(join(credentials));
		}
		return text.toString();
	}

	private static String join(List<Setting> settings) {
		List<String> names = settings.stream().map((setting) -> "'" + setting.name() + "'").toList();
		int last = names.size() - 1;
		return (last == 0) ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
	}

	private List<String> activeProfiles() {
		String[] active = this.environment.getActiveProfiles();
		return List.of((active.length > 0) ? active : this.environment.getDefaultProfiles());
	}

	private synchronized List<Document> getDocuments() {
		List<Document> documents = this.documents;
		if (documents == null) {
			documents = read();
			this.documents = documents;
		}
		return documents;
	}

	private List<Document> read() {
		try {
			List<PropertySourceLoader> loaders = SpringFactoriesLoader
				.forDefaultResourceLocation(ClassUtils.getDefaultClassLoader())
				.load(PropertySourceLoader.class);
			List<Document> found = new ArrayList<>();
			for (ConfigurationFile file : ConfigurationFiles.find(this.environment, loaders)) {
				add(file, false, found);
			}
			if (!isBootstrapRead()) {
				for (ConfigurationFile file : ConfigurationFiles.findOfBootstrap(this.environment, loaders)) {
					add(file, true, found);
				}
			}
			return List.copyOf(found);
		}
		catch (RuntimeException ex) {
			// Something else has failed, and that is what is to be told
			return List.of();
		}
	}

	/**
	 * Whether Spring Cloud's bootstrap is there: then what it reads is read.
	 */
	private boolean isBootstrapRead() {
		return ClassUtils.isPresent("org.springframework.cloud.bootstrap.marker.Marker",
				ClassUtils.getDefaultClassLoader())
				|| this.environment.getProperty("spring.cloud.bootstrap.enabled", Boolean.class, false)
				|| this.environment.getProperty("spring.config.use-legacy-processing", Boolean.class, false);
	}

	private void add(ConfigurationFile file, boolean bootstrap, List<Document> found) {
		try {
			List<PropertySource<?>> documents = file.documents();
			documents.forEach((document) -> add(file, document, documents.size() > 1, bootstrap, found));
		}
		catch (IOException | RuntimeException ex) {
			// As long as Spring Boot does not read it, nothing is wrong with it
		}
	}

	private void add(ConfigurationFile file, PropertySource<?> properties, boolean several, boolean bootstrap,
			List<Document> found) {
		ConfigurationPropertySource source = ConfigurationPropertySource.from(properties);
		if (!(source instanceof IterableConfigurationPropertySource names)) {
			return;
		}
		List<Setting> settings = settings(names);
		if (settings.isEmpty()) {
			return;
		}
		Binder binder = new Binder(Collections.singleton(source),
				new PropertySourcesPlaceholdersResolver(this.environment));
		String ofName = (file.profile() != null && !activeProfiles().contains(file.profile())) ? file.profile() : null;
		String ofDocument = expression(binder);
		String profiles = (ofName == null) ? ofDocument
				: (ofDocument == null) ? ofName : ofName + " & (" + ofDocument + ")";
		CloudPlatform platform = binder.bind("spring.config.activate.on-cloud-platform", CloudPlatform.class)
			.orElse(null);
		platform = (platform == null || platform == CloudPlatform.getActive(this.environment)) ? null : platform;
		if (bootstrap || profiles != null || platform != null) {
			found.add(new Document(Words.clean(file.name()), several && ofName == null,
					new Condition((profiles != null) ? Words.clean(profiles) : null, platform, bootstrap), settings));
		}
	}

	/**
	 * Return for which profiles a document is, if these are not active.
	 */
	private @Nullable String expression(Binder binder) {
		String[] expressions = binder.bind("spring.config.activate.on-profile", String[].class)
			.orElseGet(() -> new String[0]);
		if (expressions.length == 0 || this.environment.acceptsProfiles(Profiles.of(expressions))) {
			return null;
		}
		return (expressions.length == 1) ? expressions[0] : "(" + String.join(") | (", expressions) + ")";
	}

	private static List<Setting> settings(IterableConfigurationPropertySource source) {
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (ConfigurationPropertyName name : source) {
			if (PropertySettingSource.AWS.isAncestorOf(name)) {
				ConfigurationProperty property = source.getConfigurationProperty(name);
				// What says nothing is missing there as well
				if (property != null && !String.valueOf(property.getValue()).isBlank()) {
					Setting setting = Setting.of(name, PropertySettingSource.spellingOf(source, name),
							PropertySettingSource.originOf(property));
					// Of a list, the first element stands for all
					settings.putIfAbsent(setting.name(), setting);
				}
			}
		}
		return List.copyOf(settings.values());
	}

	private static String uniform(String name) {
		String uniform = UniformName.of(name);
		return (uniform.length() > 3 && uniform.startsWith("aws")) ? uniform.substring(3) : uniform;
	}

	/**
	 * A document that is not read.
	 *
	 * @param part whether there are others in its file, which may be read
	 */
	private record Document(String file, boolean part, Condition condition, List<Setting> settings) {

	}

	/**
	 * When a document is read.
	 */
	private record Condition(@Nullable String profiles, @Nullable CloudPlatform platform, boolean bootstrap) {

		String describe() {
			List<String> all = new ArrayList<>(2);
			if (this.profiles != null) {
				all.add(isOne(this.profiles) ? "with the Spring profile '%s'".formatted(this.profiles)
						: "with Spring profiles that match '%s'".formatted(this.profiles));
			}
			if (this.platform != null) {
				all.add("on the cloud platform '%s'"
					.formatted(this.platform.name().toLowerCase(Locale.ROOT).replace('_', '-')));
			}
			return String.join(" and ", all);
		}

		String advise() {
			String profiles = String.valueOf(this.profiles);
			return isOne(profiles)
					? "If that is meant, start with --spring.profiles.active=%1$s or set SPRING_PROFILES_ACTIVE=%1$s"
						.formatted(profiles)
					: "If that is meant, name them by --spring.profiles.active or SPRING_PROFILES_ACTIVE";
		}

		private static boolean isOne(String profiles) {
			return !OPERATORS.matcher(profiles).find();
		}

	}

	/**
	 * A setting, or what looks like one.
	 *
	 * @param name as somebody wrote it
	 * @param owner the service or client that it is for, or {@code null}
	 * @param client whether that is a client
	 * @param key the rest of the name in the form that all its spellings share
	 */
	private record Setting(String name, @Nullable String owner, boolean client, String key, Origin origin) {

		static Setting of(ConfigurationPropertyName name, String spelling, Origin origin) {
			ConfigurationPropertyName scalar = name;
			String shown = spelling;
			while (scalar.isLastElementIndexed()) {
				scalar = scalar.getParent();
				shown = scalar.toString();
			}
			String group = scalar.getElement(1, Form.UNIFORM);
			boolean client = group.equals("clients");
			boolean owned = (client || group.equals("services")) && scalar.getNumberOfElements() > 3;
			StringBuilder key = new StringBuilder();
			for (int i = owned ? 3 : 1; i < scalar.getNumberOfElements(); i++) {
				key.append(scalar.getElement(i, Form.UNIFORM));
			}
			return new Setting(shown, owned ? scalar.getElement(2, Form.ORIGINAL) : null, client, key.toString(),
					origin);
		}

		/**
		 * Of the settings of one service or client, only those matter that the failure is
		 * about.
		 */
		boolean isWanted(Set<String> missing, String failure) {
			if (this.owner == null) {
				return missing.contains(this.key);
			}
			return (this.client && missing.contains(UniformName.of(this.owner)))
					|| (missing.contains(this.key) && failure.contains("'" + this.owner + "'"));
		}

		boolean isOfCredentials() {
			return this.owner == null && CREDENTIALS.contains(this.key);
		}

	}

}
