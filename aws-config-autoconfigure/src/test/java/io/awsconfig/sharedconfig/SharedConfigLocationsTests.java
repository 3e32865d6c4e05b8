package io.awsconfig.sharedconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfigLocations}.
 */
class SharedConfigLocationsTests {

	@Test
	void homeComesBeforeUserHome() {
		assertThat(unix(Map.of("HOME", "/home/u")).configLocation(null)).isEqualTo("/home/u/.aws/config");
		assertThat(unix(Map.of("USERPROFILE", "/ignored")).credentialsLocation(null))
			.isEqualTo("/jvm/home/.aws/credentials");
	}

	@Test
	void blankValuesCountAsNotSet() {
		assertThat(unix(Map.of("HOME", " ")).configLocation("")).isEqualTo("/jvm/home/.aws/config");
		assertThat(windows(Map.of("HOME", "", "USERPROFILE", "", "HOMEDRIVE", "C:")).configLocation(" "))
			.isEqualTo("/jvm/home\\.aws\\config");
	}

	@Test
	void homeWithSeparatorAtItsEndIsNotDoubled() {
		assertThat(unix(Map.of("HOME", "/")).configLocation(null)).isEqualTo("/.aws/config");
		assertThat(windows(Map.of("HOMEDRIVE", "D:", "HOMEPATH", "\\")).configLocation("~\\x")).isEqualTo("D:\\x");
	}

	@ParameterizedTest
	@CsvSource({ "~/x, /home/u/x", "~, ~", "~x, ~x", "a/~/x, a/~/x", "/~/x, /~/x", "~\\x, ~\\x", "x, x", "~/, /home/u/",
			"~other/x, /home/other/x", "~absent/x, ~absent/x", "~../x, ~../x", "~./x, ~./x", "' ~/x', ' ~/x'" })
	void tildeIsResolvedAtTheStartBeforeASeparator(String configured, String expected) {
		assertThat(unix(Map.of("HOME", "/home/u")).configLocation(configured)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "~/x, C:\\users\\u/x", "~\\x, C:\\users\\u\\x", "~other\\x, C:\\users\\other\\x", "~, ~" })
	void tildeIsResolvedBeforeEitherSeparatorOnWindows(String configured, String expected) {
		assertThat(windows(Map.of("USERPROFILE", "C:\\users\\u")).credentialsLocation(configured)).isEqualTo(expected);
	}

	@Test
	void homeWithoutParentHasNoSiblings() {
		assertThat(unix(Map.of("HOME", "relative")).configLocation("~other/x")).isEqualTo("~other/x");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void pathsAreThoseOfTheFileSystem() {
		SharedConfigLocations locations = new SharedConfigLocations(Map.of("HOME", "/home/u")::get, false, "/jvm/home");
		assertThat(locations.configFile(null)).isEqualTo(Path.of("/home/u/.aws/config"));
		assertThat(locations.credentialsFile("~nobody-of-this-name/x")).isEqualTo(Path.of("~nobody-of-this-name/x"));
		assertThat(locations.credentialsFile("~\u0000/x".substring(0, 1))).isEqualTo(Path.of("~"));
		assertThat(locations.resolveHome("~\u0000/x")).isEqualTo("~\u0000/x");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void homeOfAnotherUserMustBeADirectoryOfTheFileSystem(@TempDir Path homes) throws IOException {
		Files.createDirectory(homes.resolve("other"));
		Files.createFile(homes.resolve("file"));
		SharedConfigLocations locations = new SharedConfigLocations(Map.of("HOME", homes.resolve("me").toString())::get,
				false, "/jvm/home");
		assertThat(locations.configFile("~other/x")).isEqualTo(homes.resolve("other/x"));
		assertThat(locations.configFile("~file/x")).isEqualTo(Path.of("~file/x"));
		assertThat(locations.configFile("~absent/x")).isEqualTo(Path.of("~absent/x"));
	}

	private static SharedConfigLocations unix(Map<String, String> environment) {
		return new SharedConfigLocations(environment::get, false, "/jvm/home", Set.of("/home/other")::contains);
	}

	private static SharedConfigLocations windows(Map<String, String> environment) {
		return new SharedConfigLocations(environment::get, true, "/jvm/home", Set.of("C:\\users\\other")::contains);
	}

}
