package io.awsconfig.environment;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ResourceUtils;

/**
 * The configuration files of the application, those of Spring profiles that are not
 * active among them. Spring Boot itself looks for files of profiles whose names it knows;
 * here, the files tell the names. Only the class path and the file system are searched;
 * nobody is asked over the network.
 */
final class ConfigurationFiles {

	/**
	 * Where Spring Boot looks unless it is told something else.
	 */
	private static final String[] DEFAULT_LOCATIONS = { "classpath:/", "classpath:/config/", "file:./",
			"file:./config/", "file:./config/*/" };

	private static final String[] DEFAULT_NAMES = { "application" };

	private static final String ANY_DIRECTORY = "*/";

	/**
	 * Names of files by the directory on the class path that they are in, softly held: to
	 * go through all jars takes a while, and they stay as they are. Directories need not,
	 * and are listed each time.
	 */
	private static final Map<ClassLoader, Map<String, Set<String>>> ON_CLASS_PATH = new ConcurrentReferenceHashMap<>();

	/**
	 * More has nobody written by hand, and something else has failed already.
	 */
	private static final int MAX_LENGTH = 1024 * 1024;

	private static final int MAX_FILES = 500;

	private final ConfigurableEnvironment environment;

	private final ClassLoader classLoader = Objects.requireNonNullElseGet(ClassUtils.getDefaultClassLoader(),
			ClassLoader::getSystemClassLoader);

	private final Map<String, PropertySourceLoader> loaders = new LinkedHashMap<>();

	private final Set<String> names;

	private final Map<String, ConfigurationFile> files = new LinkedHashMap<>();

	private ConfigurationFiles(ConfigurableEnvironment environment, List<PropertySourceLoader> loaders,
			String... names) {
		this.environment = environment;
		for (PropertySourceLoader loader : loaders) {
			for (String extension : loader.getFileExtensions()) {
				this.loaders.put(extension, loader);
			}
		}
		this.names = new LinkedHashSet<>(List.of(names));
	}

	/**
	 * Find the files.
	 * @param environment says where they are, and which have been read
	 * @param loaders read them
	 */
	static Collection<ConfigurationFile> find(ConfigurableEnvironment environment, List<PropertySourceLoader> loaders) {
		ConfigurationFiles files = new ConfigurationFiles(environment, loaders,
				bind(environment, "spring.config.name", DEFAULT_NAMES));
		files.addLocations(true);
		files.addThoseThatWereRead();
		return files.files.values();
	}

	/**
	 * Find the files that Spring Cloud's bootstrap would read, without those that
	 * somebody imports.
	 */
	static Collection<ConfigurationFile> findOfBootstrap(ConfigurableEnvironment environment,
			List<PropertySourceLoader> loaders) {
		ConfigurationFiles files = new ConfigurationFiles(environment, loaders,
				bind(environment, "spring.cloud.bootstrap.name", new String[] { "bootstrap" }));
		files.addLocations(false);
		files.files.keySet().removeAll(files.findThoseThatWereRead().keySet());
		return files.files.values();
	}

	private void addLocations(boolean withFiles) {
		for (String property : List.of("spring.config.location", "spring.config.additional-location")) {
			boolean main = property.equals("spring.config.location");
			for (String locations : bind(this.environment, property, main ? DEFAULT_LOCATIONS : new String[0])) {
				for (ConfigDataLocation location : ConfigDataLocation.of(locations).split()) {
					addLocation(location.getNonPrefixedValue("resource:"), withFiles);
				}
			}
		}
	}

	private static String[] bind(ConfigurableEnvironment environment, String property, String[] otherwise) {
		return Binder.get(environment).bind(property, String[].class).orElseGet(() -> otherwise);
	}

	private void addLocation(String location, boolean withFiles) {
		boolean directory = location.endsWith("/") || location.endsWith(File.separator);
		if (directory) {
			this.names.forEach((name) -> addAll(location + name));
			return;
		}
		String extension = extensionOf(location);
		if (withFiles && extension != null) {
			addAll(location.substring(0, location.length() - extension.length() - 1));
		}
	}

	/**
	 * Add the files whose path begins with another one: those that follow with the name
	 * of a profile, and those that do not.
	 */
	private void addAll(String root) {
		if (root.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX)) {
			String path = root.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length());
			addFromClassPath(path.startsWith("/") ? path.substring(1) : path);
		}
		else if (root.startsWith(ResourceUtils.FILE_URL_PREFIX)) {
			addFromDirectories(root.substring(ResourceUtils.FILE_URL_PREFIX.length()));
		}
		else if (!ResourceUtils.isUrl(root) && !root.contains(":/")) {
			addFromDirectories(root);
		}
	}

	private void addFromClassPath(String root) {
		int slash = root.lastIndexOf('/') + 1;
		String directory = root.substring(0, slash);
		String name = root.substring(slash);
		Set<String> found = new TreeSet<>(
				ON_CLASS_PATH.computeIfAbsent(this.classLoader, (loader) -> new ConcurrentHashMap<>())
					.computeIfAbsent(directory, this::namesOnClassPath));
		for (File each : directoriesOnClassPath(directory)) {
			for (File file : list(each.getPath())) {
				found.add(file.getName());
			}
		}
		// Of files of one name, the first one counts
		found.forEach((file) -> add(file, name, new ClassPathResource(directory + file, this.classLoader)));
	}

	private Set<String> namesOnClassPath(String directory) {
		Set<String> names = new HashSet<>();
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver(this.classLoader)
				.getResources(ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX + directory + "*")) {
				String name = resource.getFilename();
				if (name != null && extensionOf(name) != null) {
					names.add(name);
				}
			}
		}
		catch (IOException ex) {
			// Then there are those in directories
		}
		return names;
	}

	private List<File> directoriesOnClassPath(String directory) {
		List<File> directories = new ArrayList<>();
		try {
			for (URL url : Collections.list(this.classLoader.getResources(directory))) {
				if (ResourceUtils.isFileURL(url)) {
					directories.add(ResourceUtils.getFile(url));
				}
			}
		}
		catch (IOException ex) {
			// Then there are those in jars
		}
		return directories;
	}

	private void addFromDirectories(String root) {
		int slash = Math.max(root.lastIndexOf('/'), root.lastIndexOf(File.separatorChar)) + 1;
		String directory = root.substring(0, slash);
		String name = root.substring(slash);
		if (!directory.endsWith(ANY_DIRECTORY)) {
			addFromDirectory(directory, name);
			return;
		}
		String parent = directory.substring(0, directory.length() - ANY_DIRECTORY.length());
		for (File child : list(parent)) {
			if (child.isDirectory()) {
				addFromDirectory(parent + child.getName() + "/", name);
			}
		}
	}

	private void addFromDirectory(String directory, String name) {
		for (File file : list(directory)) {
			add(file.getName(), name, new FileSystemResource(directory + file.getName()));
		}
	}

	private static File[] list(String directory) {
		File[] files = new File(directory.isEmpty() ? "." : directory).listFiles();
		if (files == null) {
			return new File[0];
		}
		Arrays.sort(files);
		return files;
	}

	private void add(String file, String name, Resource resource) {
		String extension = extensionOf(file);
		PropertySourceLoader loader = (extension != null) ? this.loaders.get(extension) : null;
		if (loader == null || extension == null) {
			return;
		}
		String root = file.substring(0, file.length() - extension.length() - 1);
		if (root.equals(name)) {
			put(resource, loader, null);
		}
		else if (root.startsWith(name + "-") && root.length() > name.length() + 1 && !this.names.contains(root)) {
			put(resource, loader, root.substring(name.length() + 1));
		}
	}

	private void put(Resource resource, PropertySourceLoader loader, @Nullable String profile) {
		if (this.files.size() < MAX_FILES) {
			this.files.putIfAbsent(keyOf(resource), new ConfigurationFile(resource, loader, profile));
		}
	}

	/**
	 * Return what two ways to the same file have in common.
	 */
	private static String keyOf(Resource resource) {
		if (resource instanceof ClassPathResource onClassPath) {
			return ResourceUtils.CLASSPATH_URL_PREFIX + onClassPath.getPath();
		}
		try {
			return resource.isFile() ? resource.getFile().getCanonicalPath() : resource.getDescription();
		}
		catch (IOException ex) {
			return resource.getDescription();
		}
	}

	/**
	 * Add what has been imported, and what would be with another profile.
	 */
	private void addThoseThatWereRead() {
		Map<String, Resource> read = findThoseThatWereRead();
		read.keySet().removeAll(this.files.keySet());
		Set<String> profiles = new HashSet<>(List.of(this.environment.getActiveProfiles()));
		profiles.addAll(List.of(this.environment.getDefaultProfiles()));
		for (Resource resource : read.values()) {
			String name = resource.getFilename();
			String extension = (name != null) ? extensionOf(name) : null;
			PropertySourceLoader loader = (extension != null) ? this.loaders.get(extension) : null;
			if (name == null || extension == null || loader == null) {
				continue;
			}
			String root = name.substring(0, name.length() - extension.length() - 1);
			put(resource, loader, null);
			if (profiles.stream().noneMatch((profile) -> root.endsWith("-" + profile))) {
				addBeside(resource, root);
			}
		}
	}

	private Map<String, Resource> findThoseThatWereRead() {
		Map<String, Resource> read = new LinkedHashMap<>();
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			Resource resource = resourceOf(source);
			if (resource != null) {
				read.put(keyOf(resource), resource);
			}
		}
		return read;
	}

	private void addBeside(Resource resource, String root) {
		if (resource instanceof ClassPathResource onClassPath) {
			String path = onClassPath.getPath();
			addFromClassPath(path.substring(0, path.lastIndexOf('/') + 1) + root);
			return;
		}
		try {
			if (resource.isFile()) {
				String parent = resource.getFile().getParent();
				addFromDirectories(((parent != null) ? parent + "/" : "") + root);
			}
		}
		catch (IOException ex) {
			// Then nobody knows what is beside it
		}
	}

	private static @Nullable Resource resourceOf(PropertySource<?> source) {
		if (!(source instanceof EnumerablePropertySource<?> names) || !(source instanceof OriginLookup<?>)) {
			return null;
		}
		for (String name : names.getPropertyNames()) {
			Origin origin = OriginLookup.getOrigin(source, name);
			if (origin instanceof TextResourceOrigin inText && inText.getResource() != null) {
				Resource resource = inText.getResource();
				return (resource instanceof OriginTrackedResource tracked) ? tracked.getResource() : resource;
			}
		}
		return null;
	}

	private @Nullable String extensionOf(String file) {
		return this.loaders.keySet()
			.stream()
			.filter((extension) -> file.endsWith("." + extension))
			.findFirst()
			.orElse(null);
	}

	/**
	 * A configuration file.
	 *
	 * @param resource where it is
	 * @param loader reads it
	 * @param profile the profile that its name has, or {@code null}
	 */
	record ConfigurationFile(Resource resource, PropertySourceLoader loader, @Nullable String profile) {

		List<PropertySource<?>> documents() throws IOException {
			// Who opens a pipe may wait forever
			boolean readable = !this.resource.isFile() || this.resource.getFile().isFile();
			return (readable && this.resource.contentLength() <= MAX_LENGTH)
					? this.loader.load(this.resource.getDescription(), this.resource) : List.of();
		}

		String name() {
			return String.valueOf(this.resource.getFilename());
		}

	}

}
