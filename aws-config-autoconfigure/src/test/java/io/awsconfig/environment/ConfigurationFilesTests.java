package io.awsconfig.environment;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfigurationFiles}: who fails a thousand times goes through the jars
 * of the class path once, and still sees what is new in its directories.
 */
class ConfigurationFilesTests {

	private final ClassLoader former = Thread.currentThread().getContextClassLoader();

	private Path classes;

	private CountingClassLoader classLoader;

	@BeforeEach
	void setUp(@TempDir Path home) throws IOException {
		this.classes = Files.createDirectory(home.resolve("classes"));
		Path jar = home.resolve("app.jar");
		try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
			for (String name : List.of("application-jar.yml", "bootstrap.properties", "application-no.txt", "config/",
					"config/application-deeper.yaml", "shop/application-elsewhere.yml")) {
				entries.putNextEntry(new JarEntry(name));
			}
		}
		this.classLoader = new CountingClassLoader(jar, this.classes);
		Thread.currentThread().setContextClassLoader(this.classLoader);
	}

	@AfterEach
	void close() throws IOException {
		Thread.currentThread().setContextClassLoader(this.former);
		this.classLoader.close();
	}

	private static List<String> find() {
		return ConfigurationFiles
			.find(new StandardEnvironment(),
					List.of(new YamlPropertySourceLoader(), new PropertiesPropertySourceLoader()))
			.stream()
			.map(ConfigurationFiles.ConfigurationFile::name)
			.toList();
	}

	private static List<String> findOfBootstrap() {
		return ConfigurationFiles
			.findOfBootstrap(new StandardEnvironment(), List.of(new PropertiesPropertySourceLoader()))
			.stream()
			.map(ConfigurationFiles.ConfigurationFile::name)
			.toList();
	}

	@Test
	void jarsAreGoneThroughOnce() {
		assertThat(find()).containsExactly("application-jar.yml", "application-deeper.yaml");
		assertThat(this.classLoader.scans).isPositive();
		this.classLoader.scans = 0;
		assertThat(findOfBootstrap()).containsExactly("bootstrap.properties");
		assertThat(find()).containsExactly("application-jar.yml", "application-deeper.yaml");
		assertThat(this.classLoader.scans).isZero();
	}

	@Test
	void directoriesAreListedEachTime() throws IOException {
		assertThat(find()).doesNotContain("application-new.yml");
		Path file = Files.writeString(this.classes.resolve("application-new.yml"), "aws.region: eu-central-1\n");
		assertThat(find()).contains("application-new.yml");
		Files.delete(file);
		assertThat(find()).doesNotContain("application-new.yml");
	}

	@Test
	void eachClassPathHasItsOwn() throws IOException {
		assertThat(find()).contains("application-jar.yml");
		Thread.currentThread().setContextClassLoader(this.former);
		assertThat(find()).doesNotContain("application-jar.yml");
	}

	/**
	 * Counts how often somebody asks for its jars.
	 */
	private static final class CountingClassLoader extends URLClassLoader {

		private int scans;

		CountingClassLoader(Path... places) throws IOException {
			super(new URL[] { places[0].toUri().toURL(), places[1].toUri().toURL() }, null);
		}

		@Override
		public URL[] getURLs() {
			this.scans++;
			return super.getURLs();
		}

	}

}
