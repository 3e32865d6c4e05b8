package io.awsconfig;

import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * What the architecture forbids. Each fence can be put around any tree of packages, so
 * that a test can show that it holds someone back.
 */
enum Fence {

	DIAGNOSTIC_KNOWS_NOBODY((base) -> room(base, "diagnostic")),

	SHAREDCONFIG_KNOWS_DIAGNOSTICS((base) -> room(base, "sharedconfig", "diagnostic")),

	RETRY_KNOWS_NOBODY((base) -> room(base, "retry")),

	RETRY_DOES_NOT_KNOW_METHODS((base) -> inner(base, "retry")),

	SETTINGS_KNOWS_FILES((base) -> room(base, "settings", "sharedconfig", "diagnostic")),

	CATALOG_KNOWS_NO_OTHER_ROOM_OF_SETTINGS((base) -> inner(base, "settings.catalog")),

	NAMES_KNOWS_THE_CATALOG((base) -> inner(base, "settings.name", "settings.catalog")),

	SETTINGS_DOES_NOT_KNOW_PROXIES((base) -> inner(base, "settings", "settings.catalog", "settings.name")),

	ENVIRONMENT_KNOWS_SETTINGS_AND_FILES((base) -> room(base, "environment", "settings", "sharedconfig", "diagnostic")),

	IMDS_KNOWS_SETTINGS((base) -> room(base, "imds", "settings", "sharedconfig", "diagnostic")),

	CREDENTIALS_KNOWS_SETTINGS_FILES_AND_IMDS(
			(base) -> room(base, "credentials", "settings", "sharedconfig", "imds", "diagnostic")),

	CREDENTIALS_DOES_NOT_KNOW_ITS_ROOMS((base) -> inner(base, "credentials")),

	PLAN_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS((base) -> inner(base, "credentials.plan", "credentials")),

	FETCH_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS((base) -> inner(base, "credentials.fetch..", "credentials")),

	REFRESH_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS((base) -> inner(base, "credentials.refresh", "credentials")),

	HTTP_KNOWS_SETTINGS((base) -> room(base, "http", "settings", "diagnostic")),

	FAILURE_KNOWS_SETTINGS_RETRY_AND_CREDENTIALS(
			(base) -> room(base, "failure", "settings", "retry", "credentials", "diagnostic")),

	FAILURE_KNOWS_CREDENTIALS_AS_AN_INTERFACE((base) -> knowsInterfacesOfCredentials(base, "failure")
		.because("it asks nobody for credentials, and only those that can tell about themselves")),

	CONNECTION_KNOWS_SETTINGS_AND_FILES((base) -> room(base, "connection", "settings", "sharedconfig", "diagnostic")),

	CLIENT_KNOWS_SETTINGS_FILES_RETRY_HTTP_AND_CREDENTIALS((base) -> room(base, "client", "settings", "sharedconfig",
			"retry", "http", "credentials", "failure", "imds", "diagnostic")),

	CLIENT_DOES_NOT_KNOW_ITS_BEANS((base) -> inner(base, "client")),

	CLIENT_KNOWS_CREDENTIALS_AS_AN_INTERFACE((base) -> knowsInterfacesOfCredentials(base, "client")
		.because("credentials asks for its clients through an interface of its own, and client implements it")),

	STARTUP_READS_WHAT_IT_REPORTS((base) -> room(base, "startup", "settings", "sharedconfig", "environment",
			"credentials", "client", "diagnostic")),

	RELOAD_KNOWS_WHAT_IT_MAKES_ANEW((base) -> room(base, "reload", "settings", "sharedconfig", "environment",
			"credentials", "client", "startup", "diagnostic")),

	DOCTOR_KNOWS_WHAT_IT_EXAMINES((base) -> room(base, "doctor", "settings", "sharedconfig", "environment",
			"credentials", "retry", "http", "client", "failure", "startup", "diagnostic")),

	ACTUATE_DOES_NOT_KNOW_AUTOCONFIGURE((base) -> room(base, "actuate", "settings", "sharedconfig", "environment",
			"credentials", "retry", "client", "failure", "startup", "doctor", "reload", "diagnostic")),

	BOOTSTRAP_DOES_NOT_KNOW_AUTOCONFIGURE((base) -> room(base, "bootstrap", "settings", "sharedconfig", "environment",
			"credentials", "client", "connection", "imds", "diagnostic")),

	EVERY_CLASS_STANDS_IN_A_ROOM((base) -> classes().that()
		.doNotHaveSimpleName("package-info")
		.and()
		.doNotHaveSimpleName("Internal")
		.and()
		.doNotHaveSimpleName("AwsClientId")
		.should()
		.resideInAnyPackage(Stream
			.of("diagnostic", "sharedconfig", "retry", "settings", "environment", "connection", "imds", "credentials",
					"http", "failure", "client", "startup", "reload", "doctor", "actuate", "bootstrap", "autoconfigure")
			.map((room) -> base + "." + room + "..")
			.toArray(String[]::new))
		.because("who may know whom is said room by room")),

	ROOMS_FORM_NO_CIRCLE((base) -> slices().matching(base + ".(*)..").should().beFreeOfCycles()),

	EVERY_PACKAGE_IS_NULL_MARKED((base) -> classes().should(resideInANullMarkedPackage())),

	ONLY_THE_PUBLIC_SDK((base) -> noClasses().should()
		.dependOnClassesThat(notForUsersOfTheSdk())
		.orShould()
		.accessTargetWhere(describe("an internal member of the SDK", (access) -> isHidden(access.getTarget())))
		.because("the SDK changes what is not public in any release")),

	TIME_IS_HANDED_IN((base) -> noClasses().should()
		.callCodeUnitWhere(readsTheClock())
		.because("a test must be able to set the time: take a Clock or a LongSupplier, and give it "
				+ "Clock.systemUTC() or System::nanoTime, which read nothing yet, where the object is made")),

	SETTINGS_COME_FROM_THE_ENVIRONMENT((base) -> noClasses().that()
		.resideOutsideOfPackage(base + ".environment..")
		.should()
		.accessTargetWhere(readsTheMachine())
		.because("Spring's Environment knows more sources and can be replaced by a test"));

	/**
	 * Types that are marked as protected although the SDK's public API or its guide hands
	 * them to users.
	 */
	private static final Set<String> PROTECTED_BUT_FOR_USERS = Set.of(
			"software.amazon.awssdk.awscore.AwsResponseMetadata", "software.amazon.awssdk.core.SdkPojo",
			"software.amazon.awssdk.core.client.config.ClientOption", "software.amazon.awssdk.http.Abortable",
			"software.amazon.awssdk.http.AbortableInputStream",
			"software.amazon.awssdk.http.SdkHttpConfigurationOption", "software.amazon.awssdk.http.SdkHttpMethod",
			"software.amazon.awssdk.http.SdkHttpRequest", "software.amazon.awssdk.regions.providers.AwsRegionProvider",
			"software.amazon.awssdk.regions.providers.AwsRegionProviderChain",
			"software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain",
			"software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider",
			"software.amazon.awssdk.utils.AttributeMap", "software.amazon.awssdk.utils.AttributeMap$Builder",
			"software.amazon.awssdk.utils.AttributeMap$Key", "software.amazon.awssdk.utils.builder.Buildable");

	private static final Map<Class<?>, Set<String>> MACHINE = Map.of(System.class,
			Set.of("getenv", "getProperty", "getProperties"), Boolean.class, Set.of("getBoolean"), Integer.class,
			Set.of("getInteger"), Long.class, Set.of("getLong"));

	private final Function<String, ArchRule> rule;

	Fence(Function<String, ArchRule> rule) {
		this.rule = rule;
	}

	/**
	 * Put this fence around a tree of packages.
	 * @param base the package that the rooms are in
	 * @return the rule
	 */
	ArchRule around(String base) {
		return this.rule.apply(base).allowEmptyShould(true);
	}

	private static ArchRule room(String base, String room, String... mayKnow) {
		String[] known = Stream.concat(Stream.of(room), Stream.of(mayKnow))
			.map((name) -> base + "." + name + "..")
			.toArray(String[]::new);
		return noClasses().that()
			.resideInAPackage(base + "." + room + "..")
			.should()
			.dependOnClassesThat(resideInAPackage(base + ".*..").and(not(resideInAnyPackage(known))))
			.as("Room '%s' should know %s".formatted(room,
					(mayKnow.length != 0) ? "no room but " + String.join(", ", mayKnow) : "no other room"));
	}

	/**
	 * What may be known inside a room.
	 * @param place the package, with two full stops if those below it are meant as well
	 * @param mayKnow packages of the same room, those below them not included
	 */
	private static ArchRule inner(String base, String place, String... mayKnow) {
		String room = place.split("\\.")[0];
		String[] known = Stream.concat(Stream.of(place), Stream.of(mayKnow))
			.map((name) -> base + "." + name)
			.toArray(String[]::new);
		return noClasses().that()
			.resideInAPackage(base + "." + place)
			.should()
			.dependOnClassesThat(resideInAPackage(base + "." + room + "..").and(not(resideInAnyPackage(known))))
			.as("'%s' should know nothing else of room '%s'%s".formatted(place, room,
					(mayKnow.length != 0) ? " but " + String.join(", ", mayKnow) : ""));
	}

	private static ArchRule knowsInterfacesOfCredentials(String base, String room) {
		return noClasses().that()
			.resideInAPackage(base + "." + room + "..")
			.should()
			.dependOnClassesThat(resideInAPackage(base + ".credentials..").and(not(anInterfaceOrNestedInOne())))
			.as("Room '%s' should know nothing of 'credentials' but interfaces".formatted(room));
	}

	private static DescribedPredicate<JavaClass> anInterfaceOrNestedInOne() {
		return describe("an interface or nested in one",
				(type) -> type.isInterface() || type.getEnclosingClass().filter(JavaClass::isInterface).isPresent());
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events
					.add(new SimpleConditionEvent(type, marked, "Class <%s> is in package %s, whose package-info is %s"
						.formatted(type.getName(), type.getPackageName(), marked ? "@NullMarked" : "not @NullMarked")));
			}

		};
	}

	private static DescribedPredicate<JavaClass> notForUsersOfTheSdk() {
		return resideInAPackage("software.amazon.awssdk..internal..").or(describe("not for users of the SDK",
				(type) -> isHidden(type) && !PROTECTED_BUT_FOR_USERS.contains(type.getName())));
	}

	private static boolean isHidden(CanBeAnnotated element) {
		return Stream.of("SdkInternalApi", "SdkProtectedApi", "SdkTestInternalApi")
			.anyMatch((marker) -> element.isAnnotatedWith("software.amazon.awssdk.annotations." + marker));
	}

	private static DescribedPredicate<JavaCall<?>> readsTheClock() {
		return describe("it reads the system's clock", (call) -> {
			JavaClass owner = call.getTargetOwner();
			String name = call.getName();
			if (owner.isEquivalentTo(System.class)) {
				return name.equals("nanoTime") || name.equals("currentTimeMillis");
			}
			if (owner.isEquivalentTo(Date.class)) {
				return name.equals("<init>") && call.getTarget().getRawParameterTypes().isEmpty();
			}
			return owner.getPackageName().equals("java.time") && name.equals("now")
					&& call.getTarget()
						.getRawParameterTypes()
						.stream()
						.noneMatch((type) -> type.isEquivalentTo(Clock.class));
		});
	}

	private static DescribedPredicate<JavaAccess<?>> readsTheMachine() {
		return describe("it reads a variable or property of the machine",
				(access) -> MACHINE.entrySet()
					.stream()
					.anyMatch((entry) -> access.getTargetOwner().isEquivalentTo(entry.getKey())
							&& entry.getValue().contains(access.getName())));
	}

}
