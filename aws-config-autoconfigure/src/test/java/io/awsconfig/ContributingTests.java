package io.awsconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What CONTRIBUTING.md says about rooms and tests is true.
 */
class ContributingTests {

	private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern TESTS = Pattern.compile("`(?:[a-z.]+\\.)?([A-Z]\\w*Tests)`");

	private static final Pattern ROOM = Pattern.compile("^\\| `([a-z]+)` \\|", Pattern.MULTILINE);

	private final String text;

	ContributingTests() throws IOException {
		this.text = Files.readString(PROJECT.resolve("CONTRIBUTING.md"));
	}

	@Test
	void namesTestsThatThereAre() throws IOException {
		Set<String> named = new TreeSet<>();
		Matcher matcher = TESTS.matcher(this.text);
		while (matcher.find()) {
			named.add(matcher.group(1));
		}
		assertThat(named).hasSizeGreaterThan(40);
		assertThat(sources("src/test/java")).containsAll(named);
	}

	@Test
	void tableOfRoomsHasEachOfThem() throws IOException {
		List<String> rooms = ROOM.matcher(this.text.substring(this.text.indexOf("The rooms are")))
			.results()
			.map((match) -> match.group(1))
			.toList();
		try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/awsconfig"))) {
			assertThat(rooms).containsExactlyInAnyOrderElementsOf(
					packages.filter(Files::isDirectory).map((room) -> room.getFileName().toString()).toList());
		}
	}

	private static Set<String> sources(String below) throws IOException {
		try (Stream<Path> modules = Files.walk(PROJECT, 2)) {
			List<Path> roots = modules.map((module) -> module.resolve(below)).filter(Files::isDirectory).toList();
			Set<String> names = new TreeSet<>();
			for (Path root : roots) {
				try (Stream<Path> files = Files.walk(root)) {
					names.addAll(files.map((file) -> file.getFileName().toString())
						.filter((name) -> name.endsWith(".java"))
						.map((name) -> name.substring(0, name.length() - ".java".length()))
						.collect(Collectors.toSet()));
				}
			}
			return names;
		}
	}

}
