package io.awsconfig.client;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class paths of all kinds, made of jars like those of the SDK.
 */
class SdkModulesTests {

	@TempDir
	private Path directory;

	private Path jar(String name, String... modules) throws IOException {
		Path file = this.directory.resolve(name);
		write(file, modules);
		return file;
	}

	private static void write(Path file, String... modules) throws IOException {
		Map<String, String> entries = new LinkedHashMap<>();
		entries.put("META-INF/", "");
		entries.put("META-INF/maven/", "");
		entries.put("META-INF/maven/software.amazon.awssdk/", "");
		entries.put("software/amazon/awssdk/", "");
		for (String module : modules) {
			String artifact = module.substring(0, module.indexOf(':'));
			entries.put("META-INF/maven/software.amazon.awssdk/" + artifact + "/", "");
			entries.put("META-INF/maven/software.amazon.awssdk/" + artifact + "/pom.properties",
					"artifactId=%s\ngroupId=software.amazon.awssdk\nversion=%s\n".formatted(artifact,
							module.substring(artifact.length() + 1)));
		}
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
			for (Map.Entry<String, String> entry : entries.entrySet()) {
				jar.putNextEntry(new JarEntry(entry.getKey()));
				jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	private @Nullable String difference(Path... places) throws IOException {
		URL[] urls = new URL[places.length];
		for (int i = 0; i < places.length; i++) {
			urls[i] = places[i].toUri().toURL();
		}
		try (URLClassLoader loader = new URLClassLoader(urls, null)) {
			Diagnostic found = SdkModules.on(loader).findDifferentVersions();
			return (found != null) ? found.message() : null;
		}
	}

	@Test
	void modulesOfOneVersionAreFine() throws IOException {
		assertThat(difference(jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0"), jar("s3-2.56.0.jar", "s3:2.56.0"),
				jar("s3-transfer-manager-2.56.0-PREVIEW.jar", "s3-transfer-manager:2.56.0-PREVIEW")))
			.isNull();
		assertThat(difference()).isNull();
	}

	@Test
	void modulesOfOtherVersionsAreNamed() throws IOException {
		assertThat(difference(jar("s3-2.56.0.jar", "s3:2.56.0"), jar("sqs-2.54.14.jar", "sqs:2.54.14"),
				jar("aws-core-2.56.0.jar", "aws-core:2.56.0"), jar("imds-2.38.0.jar", "imds:2.38.0"),
				jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0"), jar("dynamodb-2.54.14.jar", "dynamodb:2.54.14")))
			.isEqualTo(
					"The modules of the AWS SDK have different versions: 3 of them 2.56.0, but imds 2.38.0; dynamodb, "
							+ "sqs 2.54.14; what is not made for each other can fail when it is called, so import "
							+ "software.amazon.awssdk:bom once and give no module a version of its own");
	}

	@Test
	void asManyOfEachAreComparedWithTheCore() throws IOException {
		assertThat(difference(jar("sdk-core-2.54.14.jar", "sdk-core:2.54.14"), jar("s3-2.56.0.jar", "s3:2.56.0")))
			.contains("1 of them 2.54.14, but s3 2.56.0;");
	}

	@Test
	void manyNamesAreCutShort() throws IOException {
		Path[] jars = new Path[24];
		for (int i = 0; i < jars.length; i++) {
			String version = (i < 12) ? "2.56.0" : "2.54.14";
			jars[i] = jar("m%02d-%s.jar".formatted(i, version), "m%02d:%s".formatted(i, version));
		}
		jars[0] = jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0");
		assertThat(difference(jars)).contains("12 of them 2.56.0, but m12, m13,", "m21 and 2 more 2.54.14;");
	}

	@Test
	void jarsWithOtherNamesAreLookedInto() throws IOException {
		Path all = jar("application-1.0.0-all.jar", "sdk-core:2.56.0", "s3:2.56.0", "sqs:2.54.14");
		assertThat(difference(all)).contains("2 of them 2.56.0, but sqs 2.54.14;");
		assertThat(difference(jar("renamed.jar", "sdk-core:2.56.0"), jar("sqs-2.54.14.jar", "sqs:2.54.14")))
			.contains("1 of them 2.56.0, but sqs 2.54.14;");
	}

	@Test
	void classesThatSomebodyMovedIntoPackagesOfTheirOwnDoNotCount() throws IOException {
		Path file = this.directory.resolve("other-1.0.0.jar");
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
			jar.putNextEntry(new JarEntry("META-INF/maven/software.amazon.awssdk/"));
			jar.putNextEntry(new JarEntry("META-INF/maven/software.amazon.awssdk/s3/pom.properties"));
			jar.write("artifactId=s3\nversion=2.20.0\n".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(difference(file, jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0"))).isNull();
	}

	@Test
	void explodedClassPathIsLookedInto() throws IOException {
		Path exploded = this.directory.resolve("exploded/BOOT-INF/classes");
		Path module = exploded.resolve("META-INF/maven/software.amazon.awssdk/sqs");
		Files.createDirectories(module);
		Files.createDirectories(exploded.resolve("software/amazon/awssdk"));
		Files.writeString(module.resolve("pom.properties"), "artifactId=sqs\nversion=2.54.14\n");
		assertThat(difference(exploded, jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0")))
			.contains("1 of them 2.56.0, but sqs 2.54.14;");
	}

	@Test
	void jarThatIsBrokenIsNoReasonToStop() throws IOException {
		Path broken = Files.writeString(this.directory.resolve("broken-1.0.jar"), "no jar");
		assertThat(difference(broken, jar("sdk-core-2.56.0.jar", "sdk-core:2.56.0"),
				jar("sqs-2.54.14.jar", "sqs:2.54.14")))
			.contains("1 of them 2.56.0, but sqs 2.54.14;");
	}

}
