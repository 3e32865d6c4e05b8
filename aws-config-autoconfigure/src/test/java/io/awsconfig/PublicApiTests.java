package io.awsconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what users of the project may rely on against a file, which is written if the
 * system property {@code public.api.write} is {@code true}. What is public for the other
 * rooms alone bears {@link Internal}.
 */
class PublicApiTests {

	private static final Path FILE = Path.of("src/test/resources/public-api.txt");

	private static final String COMMAND = "./mvnw test -pl aws-config-autoconfigure -Dtest=PublicApiTests "
			+ "-Dpublic.api.write=true";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.awsconfig");

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("public.api.write")) {
			Files.writeString(FILE, String.join("\n", api()) + "\n");
		}
	}

	@Test
	void apiIsThatOfTheFile() throws IOException {
		assertThat(api()).as("What is public has changed. If that is meant, write %s anew with%n    %s", FILE, COMMAND)
			.containsExactlyElementsOf(Files.readAllLines(FILE, StandardCharsets.UTF_8));
	}

	@Test
	void apiDoesNotShowWhatIsInternal() {
		Set<String> shown = CLASSES.stream()
			.filter(PublicApiTests::isApi)
			.flatMap(PublicApiTests::members)
			.flatMap((member) -> typesOf(member).filter((type) -> isInternal(type.getBaseComponentType()))
				.map((type) -> "%s shows %s".formatted(describe(member), type.getName())))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(shown).as("Make the type part of the API, or the member internal").isEmpty();
	}

	private static List<String> api() {
		return CLASSES.stream()
			.filter(PublicApiTests::isApi)
			.flatMap((type) -> Stream.concat(Stream.of(type.getName()), members(type).map(PublicApiTests::describe)))
			.sorted()
			.distinct()
			.toList();
	}

	private static boolean isApi(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isAnnotatedWith(Internal.class)
				&& type.getEnclosingClass().map(PublicApiTests::isApi).orElse(true);
	}

	private static boolean isInternal(JavaClass type) {
		return type.getPackageName().startsWith("io.awsconfig") && !isApi(type);
	}

	private static Stream<JavaMember> members(JavaClass type) {
		return type.getMembers()
			.stream()
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					&& !member.getModifiers().contains(JavaModifier.SYNTHETIC)
					&& !member.isAnnotatedWith(Internal.class)
					&& !Set.of("toString", "hashCode", "equals", "values", "valueOf").contains(member.getName()));
	}

	private static String describe(JavaMember member) {
		String parameters = (member instanceof JavaCodeUnit unit) ? unit.getRawParameterTypes()
			.stream()
			.map(JavaClass::getSimpleName)
			.collect(Collectors.joining(", ", "(", ")")) : "";
		return member.getOwner().getName() + "#" + member.getName() + parameters;
	}

	private static Stream<JavaClass> typesOf(JavaMember member) {
		return (member instanceof JavaCodeUnit unit)
				? Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
				: member.getAllInvolvedRawTypes().stream();
	}

}
