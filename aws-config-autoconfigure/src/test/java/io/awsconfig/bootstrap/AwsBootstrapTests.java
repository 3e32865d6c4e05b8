package io.awsconfig.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An import of configuration data uses the credentials and Region that the application
 * will have.
 */
@ExtendWith(OutputCaptureExtension.class)
class AwsBootstrapTests {

	@TempDir
	Path home;

	private FakeMachine machine;

	private SpringApplication application;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
		this.application = new SpringApplication(Application.class);
		this.application.setWebApplicationType(WebApplicationType.NONE);
		this.application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
	}

	private ConfigurableApplicationContext run(String yaml, String... arguments) throws IOException {
		Path file = Files.writeString(this.home.resolve("application.yml"), yaml);
		this.application.setEnvironment(this.machine.applyTo(new StandardEnvironment()));
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.config.location=" + file.toUri());
		return this.application.run(all.toArray(String[]::new));
	}

	@Test
	void importUsesWhatStandsInTheSharedFilesAndTheApplicationsFile() throws IOException {
		this.machine.config("[profile work]\nregion = eu-central-1\n")
			.credentials("[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret\n");
		try (ConfigurableApplicationContext context = run("""
				aws.profile: work
				spring.config.import: "aws-probe:"
				""")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIAWORK");
			assertThat(context.getEnvironment().getProperty("probe.region")).isEqualTo("eu-central-1");
		}
	}

	@Test
	void importThatFailsSaysWhatIsOdd(CapturedOutput output) throws IOException {
		this.machine.config("[default]\nregoin = eu-central-1\n");
		assertThatExceptionOfType(MissingRegionException.class).isThrownBy(() -> run("""
				aws:
				  reigon: eu-north-1
				  access-key-id: AKIAFILE
				  secret-access-key: secret
				spring.config.import: "aws-probe:"
				"""));
		assertThat(output.getAll().replace(this.home.toString(), "HOME")).contains(
				"""

						Description:

						No AWS Region is set. The instance metadata service is switched off by environment variable AWS_EC2_METADATA_DISABLED.

						This was found as well, and may be the reason:

						    'aws.reigon' is not a setting and is ignored; did you mean 'aws.region'? [URL [file:HOME/application.yml] - 2:11]
						    'regoin' is not a setting here and is ignored; did you mean 'region'? [HOME/.aws/config - 2:10 (profile 'default')]

						Action:

						First see to what was found as well. If that is not the reason:

						Write your Region in place of us-east-1.""");
	}

	@Test
	void missingCredentialsOfAnImportSayWhatIsOdd(CapturedOutput output) throws IOException {
		this.machine.credentials("[default]\naws_acess_key_id = AKIA\n");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> run("""
				aws:
				  region: eu-north-1
				spring.config.import: "aws-probe:"
				"""))
			.withMessageContaining("may be the reason:%n%n    'aws_acess_key_id' is not a setting here".formatted());
	}

	@Test
	void variablesAndArgumentsComeBeforeTheApplicationsFile() throws IOException {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIAVARIABLE").variable("AWS_SECRET_ACCESS_KEY", "secret");
		try (ConfigurableApplicationContext context = run("""
				aws:
				  region: eu-north-1
				  access-key-id: AKIAFILE
				  secret-access-key: other
				  session-token: none of the variable's
				spring.config.import: "aws-probe:"
				""", "--aws.region=eu-west-3")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIAVARIABLE");
			assertThat(context.getEnvironment().getProperty("probe.region")).isEqualTo("eu-west-3");
		}
	}

	@Test
	void placeholdersOfTheApplicationsFileAreResolvedAndOtherDollarSignsKept() throws IOException {
		try (ConfigurableApplicationContext context = run("""
				key: AKIAPLACEHOLDER
				aws:
				  region: eu-north-1
				  access-key-id: ${key}
				  secret-access-key: a$b
				spring.config.import: "aws-probe:"
				""")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIAPLACEHOLDER");
		}
	}

	@Test
	void settingsOfServicesAreKnown() throws IOException {
		try (ConfigurableApplicationContext context = run("""
				aws:
				  region: eu-north-1
				  access-key-id: AKIAFILE
				  secret-access-key: secret
				  endpoint-url-sso: http://localhost:2
				  services:
				    sts:
				      endpoint-url: http://localhost:1
				spring.config.import: "aws-probe:"
				""")) {
			assertThat(context.getEnvironment().getProperty("probe.sts")).isEqualTo("http://localhost:1");
			assertThat(context.getEnvironment().getProperty("probe.sso")).isEqualTo("http://localhost:2");
		}
	}

	@Test
	void applicationsOwnProviderIsKept() throws IOException {
		this.application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(AwsCredentialsProvider.class, InstanceSupplier
					.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOWN", "secret")))));
		try (ConfigurableApplicationContext context = run("""
				aws.region: eu-north-1
				spring.config.import: "aws-probe:"
				""")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIAOWN");
		}
	}

	@Test
	void whatDependsOnSpringsProfilesIsKnownToImportsThatDoAsWell() throws IOException {
		this.machine.config("[profile production]\nregion = eu-west-1\n")
			.credentials("[production]\naws_access_key_id = AKIAPROD\naws_secret_access_key = secret\n");
		try (ConfigurableApplicationContext context = run("""
				aws.region: eu-north-1
				---
				spring.config.activate.on-profile: production
				spring.config.import: "aws-probe:"
				aws.profile: production
				""", "--spring.profiles.active=production")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIAPROD");
			assertThat(context.getEnvironment().getProperty("probe.region")).isEqualTo("eu-north-1");
		}
	}

	@Test
	void keysAreNotPutTogetherFromTwoDocuments() {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> run("""
				aws:
				  region: eu-north-1
				  access-key-id: AKIABELOW
				  secret-access-key: secret
				---
				aws.access-key-id: AKIAABOVE
				spring.config.import: "aws-probe:"
				""")).withMessageContaining("'aws.access-key-id' has a value, but 'aws.secret-access-key' has none");
	}

	@Test
	void profileThatDoesNotExistStopsTheImport() {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> run("""
				aws.profile: nobody
				spring.config.import: "aws-probe:"
				"""))
			.withMessageContaining("The AWS profile 'nobody' does not exist.")
			.withMessageContaining("application.yml");
	}

	private void registerConnection(String region) {
		this.application.addBootstrapRegistryInitializer((registry) -> registry.register(AwsConnectionDetails.class,
				InstanceSupplier.of(AwsConnectionDetails.of(URI.create("http://127.0.0.1:4566"), region,
						AwsBasicCredentials.create("AKIALOCAL", "secret")))));
	}

	@Test
	void connectionComesBeforeEverythingElseDuringImportAndAfterwards() throws IOException {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIAVARIABLE").variable("AWS_SECRET_ACCESS_KEY", "secret");
		registerConnection("us-west-1");
		try (ConfigurableApplicationContext context = run("""
				aws:
				  services:
				    sts:
				      endpoint-url: http://localhost:1
				spring.config.import: "aws-probe:"
				""", "--aws.region=eu-west-3", "--aws.ignore-configured-endpoint-urls=true")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIALOCAL");
			assertThat(context.getEnvironment().getProperty("probe.region")).isEqualTo("us-west-1");
			assertThat(context.getEnvironment().getProperty("probe.sts")).isEqualTo("http://127.0.0.1:4566");
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("us-west-1");
			assertThat(context.getBean(AwsConnectionDetails.class).getRegion()).isEqualTo("us-west-1");
		}
	}

	@Test
	void connectionOfTheImportYieldsToOthersAfterwards() throws IOException {
		registerConnection("us-west-1");
		AwsConnectionDetails other = AwsConnectionDetails.of(URI.create("http://127.0.0.1:4567"), "us-west-2",
				AwsBasicCredentials.create("AKIAOTHER", "secret"));
		this.application.addInitializers((context) -> context.getBeanFactory().registerSingleton("container", other));
		try (ConfigurableApplicationContext context = run("spring.config.import: 'aws-probe:'")) {
			assertThat(context.getEnvironment().getProperty("probe.key")).isEqualTo("AKIALOCAL");
			assertThat(context.getBean(AwsSettings.class).getAccessKeys()).extracting(AccessKeys::accessKeyId)
				.isEqualTo("AKIAOTHER");
			assertThat(context.getBean(AwsConnectionDetails.class)).isSameAs(other);
		}
	}

	@Test
	void connectionThatIsNotCompleteStopsTheImport() {
		this.application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(AwsConnectionDetails.class, InstanceSupplier.of(AwsConnectionDetails
					.of(URI.create("localhost"), "us-west-1", AwsBasicCredentials.create("AKIALOCAL", "secret")))));
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> run("spring.config.import: 'aws-probe:'"))
			.withMessageContaining("The value 'localhost' of 'endpoint' has no scheme")
			.withMessageContaining("Where: connection details of the BootstrapContext");
	}

	@Test
	void nothingIsReadUnlessAnImportAsks() throws IOException {
		AtomicBoolean asked = new AtomicBoolean();
		this.application.addBootstrapRegistryInitializer((registry) -> registry.register(AwsEnvironment.class, (c) -> {
			asked.set(true);
			throw new IllegalStateException();
		}));
		try (ConfigurableApplicationContext context = run("aws.region: eu-north-1")) {
			assertThat(context.getBean(AwsSettings.class)).isNotNull();
		}
		assertThat(asked).isFalse();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class Application {

	}

	static final class ProbeResource extends ConfigDataResource {

	}

	static final class ProbeResolver implements ConfigDataLocationResolver<ProbeResource> {

		@Override
		public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return location.hasPrefix("aws-probe:");
		}

		@Override
		public List<ProbeResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return List.of(new ProbeResource());
		}

	}

	static final class ProbeLoader implements ConfigDataLoader<ProbeResource> {

		@Override
		public @Nullable ConfigData load(ConfigDataLoaderContext context, ProbeResource resource) {
			BootstrapContext bootstrap = context.getBootstrapContext();
			String key = bootstrap.get(AwsCredentialsProvider.class).resolveCredentials().accessKeyId();
			String region = bootstrap.get(AwsRegionProvider.class).getRegion().id();
			AwsSettings settings = bootstrap.get(AwsSettings.class);
			return new ConfigData(List.of(new MapPropertySource("probe", Map.of("probe.key", key, "probe.region",
					region, "probe.sts", endpoint(settings, "sts"), "probe.sso", endpoint(settings, "sso")))));
		}

		private static String endpoint(AwsSettings settings, String service) {
			return String.valueOf(settings.forService(ServiceId.of(service)).getValue(SettingCatalog.ENDPOINT_URL));
		}

	}

}
