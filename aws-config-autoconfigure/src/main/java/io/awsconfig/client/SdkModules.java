package io.awsconfig.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The modules of the AWS SDK on the class path, with their versions, as Maven wrote them
 * into each. The names of the files tell them without opening any; only what has another
 * name, a jar of many for example, is looked into.
 *
 * @since 0.1.0
 */
@Internal
public final class SdkModules {

	private static final Log logger = LogFactory.getLog(SdkModules.class);

	private static final String CLASSES = "software/amazon/awssdk/";

	private static final String METADATA = "META-INF/maven/software.amazon.awssdk/";

	private static final String PROPERTIES = "/pom.properties";

	private static final Pattern JAR = Pattern.compile(".*/([a-z0-9-]+?)-(\\d[^/!]*)\\.jar!?/" + METADATA);

	private static final String CORE = "sdk-core";

	private static final int MAX_NAMES = 10;

	private final Map<String, Set<String>> versions = new TreeMap<>();

	private SdkModules() {
	}

	/**
	 * Find the modules.
	 * @param classLoader the class loader of the application
	 * @return the modules; none where the class path cannot be looked into, as in a
	 * native image
	 */
	public static SdkModules on(ClassLoader classLoader) {
		SdkModules modules = new SdkModules();
		try {
			for (URL directory : Collections.list(classLoader.getResources(METADATA))) {
				Matcher jar = JAR.matcher(directory.toString());
				if (jar.matches() && classLoader.getResource(METADATA + jar.group(1) + PROPERTIES) != null) {
					modules.add(jar.group(1), jar.group(2));
				}
				else {
					modules.lookInto(directory);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("Cannot tell all versions of the AWS SDK", ex);
		}
		return modules;
	}

	private void lookInto(URL directory) throws IOException {
		String location = directory.toString();
		String root = location.substring(0, location.length() - METADATA.length());
		if (!new UrlResource(root + CLASSES).exists()) {
			// Classes that were moved into somebody's own package harm nobody
			return;
		}
		for (Resource resource : new PathMatchingResourcePatternResolver().getResources(location + "*" + PROPERTIES)) {
			Properties properties = new Properties();
			try (InputStream stream = resource.getInputStream()) {
				properties.load(stream);
			}
			String artifact = properties.getProperty("artifactId");
			String version = properties.getProperty("version");
			if (artifact != null && version != null) {
				add(artifact, version);
			}
		}
	}

	private void add(String artifact, String version) {
		this.versions.computeIfAbsent(version.replace("-PREVIEW", ""), (key) -> new TreeSet<>()).add(artifact);
	}

	/**
	 * Return the names of the modules.
	 */
	Set<String> getNames() {
		Set<String> names = new TreeSet<>();
		this.versions.values().forEach(names::addAll);
		return names;
	}

	/**
	 * Tell whether modules have different versions.
	 * @return what is odd, or {@code null} if all have the same one
	 */
	public @Nullable Diagnostic findDifferentVersions() {
		if (this.versions.size() < 2) {
			return null;
		}
		Map.Entry<String, Set<String>> most = Collections.max(this.versions.entrySet(),
				Comparator.<Map.Entry<String, Set<String>>>comparingInt((version) -> version.getValue().size())
					.thenComparing((version) -> version.getValue().contains(CORE)));
		String others = this.versions.entrySet()
			.stream()
			.filter((version) -> !version.equals(most))
			.map((version) -> names(version.getValue()) + " " + version.getKey())
			.collect(Collectors.joining("; "));
		return new Diagnostic(
				"The modules of the AWS SDK have different versions: %d of them %s, but %s; what is not made for each other can fail when it is called, so import software.amazon.awssdk:bom once and give no module a version of its own"
					.formatted(most.getValue().size(), most.getKey(), others),
				new ClassPath());
	}

	/**
	 * Log a warning if modules have different versions.
	 * @param classLoader the class loader of the application
	 */
	public static void warnOfDifferentVersions(ClassLoader classLoader) {
		Diagnostic warning = on(classLoader).findDifferentVersions();
		if (warning != null) {
			logger.warn(warning.message());
		}
	}

	private static String names(Set<String> artifacts) {
		String names = artifacts.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
		return (artifacts.size() > MAX_NAMES) ? names + " and %d more".formatted(artifacts.size() - MAX_NAMES) : names;
	}

	private record ClassPath() implements Origin {

		@Override
		public String toString() {
			return "class path";
		}

	}

}
