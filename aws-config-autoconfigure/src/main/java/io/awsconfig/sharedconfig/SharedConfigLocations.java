package io.awsconfig.sharedconfig;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Where the shared files are: the guide's rules for the default locations, the home
 * directory and {@code ~}.
 * <p>
 * The home directory is the first of these that is set: {@code HOME}; on Windows
 * {@code USERPROFILE}, then {@code HOMEDRIVE} with {@code HOMEPATH}; the JVM's
 * {@code user.home}. Below it the files are {@code .aws/config} and
 * {@code .aws/credentials}. An empty or blank value counts as not set.
 *
 * @since 0.1.0
 */
public final class SharedConfigLocations {

	private final boolean windows;

	private final String home;

	private final Predicate<String> directoryExists;

	/**
	 * Create an instance.
	 * @param environment gives the value of an environment variable, or {@code null}
	 * @param windows whether the rules of Windows apply
	 * @param userHome the JVM's {@code user.home}
	 */
	public SharedConfigLocations(Function<String, @Nullable String> environment, boolean windows, String userHome) {
		this(environment, windows, userHome, SharedConfigLocations::isDirectory);
	}

	SharedConfigLocations(Function<String, @Nullable String> environment, boolean windows, String userHome,
			Predicate<String> directoryExists) {
		this.windows = windows;
		this.home = withoutSeparatorAtEnd(home(environment, windows, userHome));
		this.directoryExists = directoryExists;
	}

	/**
	 * Return the path of the config file.
	 * @param configured what {@code AWS_CONFIG_FILE} or {@code aws.configFile} says, or
	 * {@code null}
	 * @return the path; the file need not exist
	 * @throws InvalidPathException if what is configured cannot be a path on this file
	 * system
	 */
	public Path configFile(@Nullable String configured) {
		return Path.of(configLocation(configured));
	}

	/**
	 * Return the path of the credentials file.
	 * @param configured what {@code AWS_SHARED_CREDENTIALS_FILE} or
	 * {@code aws.sharedCredentialsFile} says, or {@code null}
	 * @return the path; the file need not exist
	 * @throws InvalidPathException if what is configured cannot be a path on this file
	 * system
	 */
	public Path credentialsFile(@Nullable String configured) {
		return Path.of(credentialsLocation(configured));
	}

	/**
	 * Return a path with {@code ~} resolved, which is done only at its start and only
	 * before a separator. {@code ~user/} is resolved to a directory beside the home
	 * directory if there is such a directory, and is left as it is otherwise.
	 * @param path the path
	 * @return the path without {@code ~}
	 */
	public String resolveHome(String path) {
		int end = path.startsWith("~") ? indexOfSeparator(path) : -1;
		if (end == -1) {
			return path;
		}
		if (end == 1) {
			return this.home + path.substring(end);
		}
		String user = path.substring(1, end);
		int parent = Math.max(this.home.lastIndexOf('/'), this.windows ? this.home.lastIndexOf('\\') : -1);
		if (parent == -1 || user.equals(".") || user.equals("..")) {
			return path;
		}
		String userHome = this.home.substring(0, parent + 1) + user;
		return this.directoryExists.test(userHome) ? userHome + path.substring(end) : path;
	}

	String configLocation(@Nullable String configured) {
		return location(configured, "config");
	}

	String credentialsLocation(@Nullable String configured) {
		return location(configured, "credentials");
	}

	private String location(@Nullable String configured, String name) {
		if (configured != null && !configured.isBlank()) {
			return resolveHome(configured);
		}
		String separator = this.windows ? "\\" : "/";
		return this.home + separator + ".aws" + separator + name;
	}

	private int indexOfSeparator(String path) {
		for (int i = 0; i < path.length(); i++) {
			if (isSeparator(path.charAt(i))) {
				return i;
			}
		}
		return -1;
	}

	private boolean isSeparator(char c) {
		return c == '/' || (this.windows && c == '\\');
	}

	private String withoutSeparatorAtEnd(String directory) {
		int last = directory.length() - 1;
		return (last >= 0 && isSeparator(directory.charAt(last))) ? directory.substring(0, last) : directory;
	}

	private static String home(Function<String, @Nullable String> environment, boolean windows, String userHome) {
		String home = environment.apply("HOME");
		if (StringUtils.hasText(home)) {
			return home;
		}
		if (windows) {
			String userProfile = environment.apply("USERPROFILE");
			if (StringUtils.hasText(userProfile)) {
				return userProfile;
			}
			String drive = environment.apply("HOMEDRIVE");
			String path = environment.apply("HOMEPATH");
			if (StringUtils.hasText(drive) && StringUtils.hasText(path)) {
				return drive + path;
			}
		}
		return userHome;
	}

	private static boolean isDirectory(String path) {
		try {
			return Files.isDirectory(Path.of(path));
		}
		catch (InvalidPathException | SecurityException ex) {
			return false;
		}
	}

}
