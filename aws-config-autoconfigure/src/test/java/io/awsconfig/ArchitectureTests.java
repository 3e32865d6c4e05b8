package io.awsconfig;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.awsconfig.trespass.actuate.Wirer;
import io.awsconfig.trespass.attic.Stray;
import io.awsconfig.trespass.bootstrap.EarlyWirer;
import io.awsconfig.trespass.client.BeanKnower;
import io.awsconfig.trespass.client.CredentialsCaller;
import io.awsconfig.trespass.client.HealthReader;
import io.awsconfig.trespass.connection.ClientCaller;
import io.awsconfig.trespass.credentials.ChainOwner;
import io.awsconfig.trespass.credentials.ClientMaker;
import io.awsconfig.trespass.credentials.fetch.Planner;
import io.awsconfig.trespass.credentials.plan.AskingPlanner;
import io.awsconfig.trespass.credentials.refresh.SourceKnower;
import io.awsconfig.trespass.diagnostic.Reporter;
import io.awsconfig.trespass.doctor.Prescriber;
import io.awsconfig.trespass.environment.EnvironmentLogin;
import io.awsconfig.trespass.failure.CredentialsReader;
import io.awsconfig.trespass.failure.PoolReader;
import io.awsconfig.trespass.http.BuilderOwner;
import io.awsconfig.trespass.imds.KeyHolder;
import io.awsconfig.trespass.reload.Displayer;
import io.awsconfig.trespass.retry.ClockReader;
import io.awsconfig.trespass.retry.FileReader;
import io.awsconfig.trespass.retry.InternalsUser;
import io.awsconfig.trespass.retry.MachineReader;
import io.awsconfig.trespass.retry.ProtectedUser;
import io.awsconfig.trespass.retry.TemplateOwner;
import io.awsconfig.trespass.settings.Exporter;
import io.awsconfig.trespass.settings.ProxyKnower;
import io.awsconfig.trespass.settings.catalog.Resolver;
import io.awsconfig.trespass.settings.name.SettingsKnower;
import io.awsconfig.trespass.sharedconfig.SettingsReader;
import io.awsconfig.trespass.startup.Announcer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who may know whom.
 */
class ArchitectureTests {

	private static final String TRESPASS = "io.awsconfig.trespass";

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.awsconfig");

	private static final JavaClasses trespassers = new ClassFileImporter().importPackages(TRESPASS);

	@Test
	void classesAreFound() {
		assertThat(classes).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void fenceStands(Fence fence) {
		fence.around("io.awsconfig").check(classes);
	}

	@ParameterizedTest
	@EnumSource
	void fenceHoldsTrespasserBack(Fence fence) {
		List<String> reports = reports(fence);
		assertThat(trespassers(fence)).isNotEmpty()
			.allSatisfy(
					(trespasser) -> assertThat(reports).anyMatch((report) -> report.contains(trespasser.getName())));
	}

	@ParameterizedTest
	@EnumSource
	void fenceLetsLawfulClassesPass(Fence fence) {
		assertThat(reports(fence)).noneMatch((report) -> report.matches("(?s)\\w+ <[\\w.]+\\.Lawful.*"));
	}

	private static List<String> reports(Fence fence) {
		return fence.around(TRESPASS).evaluate(trespassers).getFailureReport().getDetails();
	}

	private static List<Class<?>> trespassers(Fence fence) {
		return switch (fence) {
			case SHAREDCONFIG_KNOWS_DIAGNOSTICS, ROOMS_FORM_NO_CIRCLE -> List.of(SettingsReader.class);
			case DIAGNOSTIC_KNOWS_NOBODY -> List.of(Reporter.class);
			case IMDS_KNOWS_SETTINGS -> List.of(KeyHolder.class);
			case STARTUP_READS_WHAT_IT_REPORTS -> List.of(Announcer.class);
			case BOOTSTRAP_DOES_NOT_KNOW_AUTOCONFIGURE -> List.of(EarlyWirer.class);
			case CREDENTIALS_DOES_NOT_KNOW_ITS_ROOMS -> List.of(ChainOwner.class);
			case PLAN_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS -> List.of(AskingPlanner.class);
			case FETCH_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS -> List.of(Planner.class);
			case REFRESH_KNOWS_NO_OTHER_ROOM_OF_CREDENTIALS -> List.of(SourceKnower.class);
			case CLIENT_DOES_NOT_KNOW_ITS_BEANS -> List.of(BeanKnower.class);
			case RETRY_DOES_NOT_KNOW_METHODS -> List.of(TemplateOwner.class);
			case RETRY_KNOWS_NOBODY -> List.of(FileReader.class);
			case CATALOG_KNOWS_NO_OTHER_ROOM_OF_SETTINGS -> List.of(Resolver.class);
			case NAMES_KNOWS_THE_CATALOG -> List.of(SettingsKnower.class);
			case SETTINGS_DOES_NOT_KNOW_PROXIES -> List.of(ProxyKnower.class);
			case SETTINGS_KNOWS_FILES -> List.of(Exporter.class);
			case ENVIRONMENT_KNOWS_SETTINGS_AND_FILES -> List.of(EnvironmentLogin.class);
			case FAILURE_KNOWS_SETTINGS_RETRY_AND_CREDENTIALS -> List.of(PoolReader.class);
			case FAILURE_KNOWS_CREDENTIALS_AS_AN_INTERFACE -> List.of(CredentialsReader.class);
			case CONNECTION_KNOWS_SETTINGS_AND_FILES -> List.of(ClientCaller.class);
			case CREDENTIALS_KNOWS_SETTINGS_FILES_AND_IMDS -> List.of(ClientMaker.class);
			case HTTP_KNOWS_SETTINGS -> List.of(BuilderOwner.class);
			case CLIENT_KNOWS_SETTINGS_FILES_RETRY_HTTP_AND_CREDENTIALS -> List.of(HealthReader.class);
			case CLIENT_KNOWS_CREDENTIALS_AS_AN_INTERFACE -> List.of(CredentialsCaller.class);
			case DOCTOR_KNOWS_WHAT_IT_EXAMINES -> List.of(Prescriber.class);
			case RELOAD_KNOWS_WHAT_IT_MAKES_ANEW -> List.of(Displayer.class);
			case ACTUATE_DOES_NOT_KNOW_AUTOCONFIGURE -> List.of(Wirer.class);
			case EVERY_CLASS_STANDS_IN_A_ROOM, EVERY_PACKAGE_IS_NULL_MARKED -> List.of(Stray.class);
			case ONLY_THE_PUBLIC_SDK -> List.of(InternalsUser.class, ProtectedUser.class);
			case TIME_IS_HANDED_IN -> List.of(ClockReader.class);
			case SETTINGS_COME_FROM_THE_ENVIRONMENT -> List.of(MachineReader.class);
		};
	}

}
