package io.awsconfig.springcloudaws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.awsconfig.settings.catalog.SettingCatalog;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of the migration guide against the metadata of Spring Cloud AWS and
 * against the catalogue of settings.
 */
class MigrationGuideTests {

	private static final Pattern THEIRS = Pattern.compile("`(spring\\.cloud\\.aws\\.[a-z0-9.-]+)`");

	private static final Pattern OURS = Pattern.compile("`aws\\.(?:services\\.s3\\.)?([a-z0-9-]+)`");

	private static final List<String> ROWS = rows();

	private static List<String> rows() {
		try {
			String guide = Files.readString(Path.of("..", "docs", "migrating-from-spring-cloud-aws.md"));
			return guide.lines().filter((line) -> line.startsWith("| `spring.cloud.aws.")).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Set<String> propertiesOfSpringCloudAws() throws IOException {
		Set<String> names = new TreeSet<>();
		for (URL metadata : Collections.list(MigrationGuideTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream stream = metadata.openStream()) {
				String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
				List<?> properties = (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
				properties.forEach((property) -> names.add(String.valueOf(((Map<?, ?>) property).get("name"))));
			}
		}
		return names;
	}

	private static List<String> inColumn(int column, Pattern pattern) {
		return ROWS.stream()
			.map((row) -> row.split("\\|")[column])
			.flatMap((cell) -> pattern.matcher(cell).results().map((result) -> result.group(1)))
			.toList();
	}

	@Test
	void everyPropertyInTheGuideIsOneOfSpringCloudAws() throws IOException {
		assertThat(inColumn(1, THEIRS)).hasSizeGreaterThan(15).isSubsetOf(propertiesOfSpringCloudAws());
	}

	@Test
	void everyPropertyOfItsCoreIsInTheGuide() throws IOException {
		Set<String> core = propertiesOfSpringCloudAws().stream()
			.filter((name) -> name.matches("spring\\.cloud\\.aws\\.((credentials|region)\\..*|[a-z-]+)"))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(core).hasSizeGreaterThan(10);
		assertThat(inColumn(1, THEIRS)).containsAll(core);
	}

	@Test
	void everyPropertyThatTakesItsPlaceIsOneOfTheCatalogue() {
		assertThat(inColumn(2, OURS)).hasSizeGreaterThan(12)
			.allSatisfy((name) -> assertThat(SettingCatalog.find("aws." + name)).as(name).isNotNull());
	}

}
