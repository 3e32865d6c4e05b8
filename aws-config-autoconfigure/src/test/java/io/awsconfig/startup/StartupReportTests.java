package io.awsconfig.startup;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StartupReport}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupReportTests {

	private static final String KEYS = "[default]\naws_access_key_id = AKIAEXAMPLEOF1234\naws_secret_access_key = hush\n";

	private final FakeMachine machine;

	StartupReportTests(@TempDir Path home) {
		this.machine = new FakeMachine(home);
	}

	@Test
	void lineTellsWhatAppliesWithoutFiles(CapturedOutput output) {
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		assertThat(output)
			.contains("AWS profile 'default' from no shared files (no " + this.machine.path(".aws/config") + ", no "
					+ this.machine.path(".aws/credentials") + "); region not set; credentials: ")
			.doesNotContain("WARN");
	}

	@Test
	void lineNamesTheFileThatIsThere(CapturedOutput output) {
		this.machine.credentials(KEYS);
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		assertThat(output).contains("AWS profile 'default' from " + this.machine.path(".aws/credentials") + " (no "
				+ this.machine.path(".aws/config") + "); region not set; credentials: access key ****1234 from ");
	}

	@Test
	void lineNamesTheConfigFileAlone(CapturedOutput output) {
		this.machine.config("[default]\nregion = eu-west-1\n");
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		Path config = this.machine.path(".aws/config");
		assertThat(output).contains("AWS profile 'default' from " + config + " (no "
				+ this.machine.path(".aws/credentials") + "); region eu-west-1 from " + config + " - 2:10");
	}

	@Test
	void lineNamesBothFiles(CapturedOutput output) {
		this.machine.config("[default]\nregion = eu-west-1\n").credentials(KEYS);
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		assertThat(output).contains("from " + this.machine.path(".aws/config") + " and "
				+ this.machine.path(".aws/credentials") + "; region");
	}

	@Test
	void credentialsOfClientsAreToldApart(CapturedOutput output) {
		this.machine
			.credentials(KEYS + "[other]\naws_access_key_id = AKIAEXAMPLEOF5678\naws_secret_access_key = hush\n")
			.properties(Map.of("aws.clients.archive.service", "s3", "aws.clients.archive.profile", "other"));
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		assertThat(output).contains("AWS credentials of archive: access key ****5678 from ");
	}

	@Test
	void whatIsOddAboutFilesSettingsCredentialsAndServicesIsWarnedOf(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "work")
			.withRegionAndKeys()
			.credentials(KEYS.replace("default", "work"))
			.config("region = nowhere\n")
			.properties(Map.of("aws.region", "eu-west-2", "aws.services.s33.region", "eu-west-3"));
		report(AwsSetup.on(this.machine)).afterSingletonsInstantiated();
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).hasSize(4)
			.anyMatch((line) -> line.endsWith("[" + this.machine.path(".aws/config") + " - 1:1]"))
			.anyMatch((line) -> line.contains("'aws.region' has the value eu-west-2 here"))
			.anyMatch((line) -> line.contains("'AWS_PROFILE' asks for the profile 'work'"))
			.anyMatch((line) -> line.contains("s33"));
	}

	@Test
	void clientWithoutItsModuleStopsTheApplication() throws Exception {
		this.machine.properties(Map.of("aws.clients.robots.service", "robomaker"));
		StartupReport report = report(AwsSetup.on(this.machine));
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(report::afterSingletonsInstantiated)
			.withMessageContaining("The client 'robots' is one of the service 'robomaker', but no module");
		try (URLClassLoader withModule = new URLClassLoader(new URL[0], getClass().getClassLoader()) {

			@Override
			public URL getResource(String name) {
				return name.endsWith("/robomaker/") ? super.getResource("") : super.getResource(name);
			}

		}) {
			report.setBeanClassLoader(withModule);
			report.afterSingletonsInstantiated();
		}
	}

	@Test
	void withoutSingleProviderTheLineSaysSo(CapturedOutput output) {
		AwsSetup setup = AwsSetup.on(this.machine);
		new StartupReport(setup.environment(), setup.settings(), new CredentialsInUse(null, () -> null))
			.afterSingletonsInstantiated();
		assertThat(output).contains("credentials: no single credentials provider");
		assertThat(CredentialsSource.describe(AnonymousCredentialsProvider.create()))
			.isEqualTo("the application's " + AnonymousCredentialsProvider.class.getName());
	}

	private static StartupReport report(AwsSetup setup) {
		return new StartupReport(setup.environment(), setup.settings(), new CredentialsInUse(setup.credentials(),
				() -> new ClientCredentialsChains(setup.context(), (without) -> setup.credentials())));
	}

}
