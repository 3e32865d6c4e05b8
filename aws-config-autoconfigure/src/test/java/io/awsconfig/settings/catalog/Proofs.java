package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.annotation.Testable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

/**
 * The tests of this module that are marked with {@link Proves}.
 */
final class Proofs {

	private static final String TESTS = "classpath*:io/awsconfig/**/*Tests*.class";

	private static final String BUILD = readBuild();

	private static final List<Proof> ALL = find();

	private Proofs() {
	}

	/**
	 * Return all of them, by the names of their classes and methods.
	 */
	static List<Proof> all() {
		return ALL;
	}

	static List<Proof> of(AwsSetting<?> setting) {
		return ALL.stream().filter((proof) -> proof.setting().equals(setting.getName())).toList();
	}

	private static String readBuild() {
		try {
			return Files.readString(Path.of("pom.xml"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Proof> find() {
		List<Proof> result = new ArrayList<>();
		try {
			MetadataReaderFactory readers = new SimpleMetadataReaderFactory();
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(TESTS)) {
				String name = readers.getMetadataReader(resource).getClassMetadata().getClassName();
				Class<?> type = Class.forName(name, false, Proofs.class.getClassLoader());
				Arrays.stream(type.getDeclaredMethods()).forEach((method) -> addTo(result, method));
			}
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		result.sort(Comparator.comparing(Proof::name));
		return List.copyOf(result);
	}

	private static void addTo(List<Proof> proofs, Method method) {
		MergedAnnotations.from(method)
			.stream(Proves.class)
			.map(MergedAnnotation::synthesize)
			.map((proves) -> new Proof(proves.value(), proves.effect(), method))
			.forEach(proofs::add);
	}

	/**
	 * A test that proves a setting.
	 *
	 * @param setting the name of the setting
	 * @param effect what it says about the effect of the setting, or nothing
	 * @param method the test
	 */
	record Proof(String setting, String effect, Method method) {

		String name() {
			return ClassUtils.getShortName(this.method.getDeclaringClass()) + "." + this.method.getName();
		}

		/**
		 * Return whether a build runs the test to its end: on no condition but one that
		 * the build meets, and without an assumption.
		 */
		boolean isRun() {
			return MergedAnnotations.from(this.method).isPresent(Testable.class)
					&& !isConditional(MergedAnnotations.from(this.method))
					&& !isConditional(
							MergedAnnotations.from(this.method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY))
					&& !Assuming.isReachedFrom(this.method);
		}

		private static boolean isConditional(MergedAnnotations annotations) {
			return annotations.isPresent(Disabled.class)
					|| annotations.stream(ExtendWith.class).anyMatch(Proof::isConditional);
		}

		private static boolean isConditional(MergedAnnotation<ExtendWith> extension) {
			boolean conditional = Arrays.stream(extension.getClassArray("value"))
				.anyMatch(ExecutionCondition.class::isAssignableFrom);
			MergedAnnotation<?> condition = extension.getMetaSource();
			return conditional && !(condition != null && (isForLinux(condition) || isForARunOfTheBuild(condition)));
		}

		/**
		 * The continuous integration runs on Linux.
		 */
		private static boolean isForLinux(MergedAnnotation<?> condition) {
			return condition.getType() == EnabledOnOs.class
					&& List.of(condition.getEnumArray("value", OS.class)).contains(OS.LINUX)
					&& condition.getStringArray("architectures").length == 0;
		}

		/**
		 * The build has runs of their own for some tests, and tells them by a system
		 * property.
		 */
		private static boolean isForARunOfTheBuild(MergedAnnotation<?> condition) {
			if (condition.getType() != EnabledIfSystemProperty.class) {
				return false;
			}
			String name = Pattern.quote(condition.getString("named"));
			return Pattern.compile("<" + name + ">" + condition.getString("matches") + "</" + name + ">")
				.matcher(BUILD)
				.find();
		}

		@Override
		public String toString() {
			return this.setting + ": " + name();
		}

	}

}
