package io.awsconfig.autoconfigure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What is wrong with files, profiles and names before there are beans stops those who use
 * the settings, and nobody else. Our auto-configuration uses them when the application
 * starts.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnusedSettingsTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	static Stream<Arguments> failures() {
		return Stream.of(failure("profile without files", (home) -> {
		}, Map.of("aws.profile", "team-dev"), "The AWS profile 'team-dev' does not exist.",
				"Looked in:    ${home}/.aws/config (does not exist)",
				"Add the profile 'team-dev' to one of the shared files. Without 'aws.profile', credentials come from elsewhere, if there are any."),
				failure("profile that is not in the files", (home) -> config(home, "[default]\n[profile team]\n"),
						Map.of("aws.profile", "team-dev"), "The AWS profile 'team-dev' does not exist.",
						"Set 'aws.profile' to the profile whose credentials are meant, or add the profile 'team-dev' to one of the shared files. These are there:"),
				failure("services section that is not there", (home) -> config(home, "[default]\nservices = local\n"),
						Map.of(), "The services section 'local' does not exist in ${home}/.aws/config",
						"Add a section [services local] to that file."),
				unresolved("aws.profile"), unresolved("aws.config-file"), unresolved("aws.shared-credentials-file"),
				unresolved("aws.services"), unresolved("aws.sso-session"),
				failure("placeholder that stands for itself", (home) -> {
				}, Map.of("aws.profile", "${aws.profile}"),
						"The value of 'aws.profile' has a placeholder that nothing resolves."),
				failure("config file that is no path", (home) -> {
				}, Map.of("aws.config-file", "a\0b"), "is no path of a file: Nul character not allowed",
						"Set it to the path of a file. Without it, the file in the home directory is read,"),
				failure("credentials file that is no path", (home) -> {
				}, Map.of("aws.shared-credentials-file", "a\0b"), "is no path of a file: Nul character not allowed"),
				failure("directory", (home) -> Files.createDirectories(home.resolve(".aws/config")),
						Map.of("aws.profile", "team-dev"), "Looked in:    ${home}/.aws/config (could not be read)",
						"    The path is a directory; nothing of it is used"),
				failure("file that cannot be read", (home) -> {
					Path config = Files.createDirectories(home.resolve(".aws")).resolve("config");
					Files.createSymbolicLink(config, config);
				}, Map.of("aws.profile", "team-dev"), "Looked in:    ${home}/.aws/config (could not be read)",
						"    The file cannot be read ("),
				failure("binary file", (home) -> {
					byte[] noise = new byte[4096];
					new Random(7).nextBytes(noise);
					Files.write(Files.createDirectories(home.resolve(".aws")).resolve("config"), noise);
				}, Map.of("aws.profile", "team-dev"), "The AWS profile 'team-dev' does not exist.",
						"Looked in:    ${home}/.aws/config", "This was found as well:"),
				failure("file in UTF-16",
						(home) -> Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("config"),
								"[profile team-dev]\n", StandardCharsets.UTF_16),
						Map.of("aws.profile", "team-dev"), "    The file is encoded as UTF-16"),
				failure("huge file", (home) -> {
					Path config = Files.createDirectories(home.resolve(".aws")).resolve("config");
					try (RandomAccessFile file = new RandomAccessFile(config.toFile(), "rw")) {
						file.setLength(11L << 20);
					}
				}, Map.of("aws.profile", "team-dev"), "    The file is larger than 10 MiB"),
				failure("two clients of one name", (home) -> {
				}, Map.of("aws.clients.cold-archive.service", "s3", "aws.clients.coldArchive.service", "s3"),
						"have one name, since casing and separators do not count."));
	}

	private static Arguments unresolved(String property) {
		return failure("placeholder in " + property, (home) -> {
		}, Map.of(property, "${nowhere}"),
				"The value of '%s' has a placeholder that nothing resolves.".formatted(property),
				"Define what the placeholder stands for, or give it a default after a colon.");
	}

	private static Arguments failure(String name, Preparation preparation, Map<String, String> properties,
			String... texts) {
		return Arguments.argumentSet(name, preparation, properties, texts);
	}

	private static void config(Path home, String text) throws IOException {
		Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("config"), text);
	}

	private ConfigurableApplicationContext run(Map<String, String> properties, Class<?>... sources) {
		SpringApplication application = new SpringApplication(sources);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(this.machine.applyTo(new StandardEnvironment()));
		return application.run(properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void stopsNobodyWhoDoesNotUseTheSettings(Preparation preparation, Map<String, String> properties, String[] texts,
			CapturedOutput output) throws IOException {
		preparation.prepare(this.home);
		try (ConfigurableApplicationContext context = run(properties, WithoutAws.class)) {
			assertThat(context.getBean("greeting")).isEqualTo("hello");
		}
		assertThat(output).contains(" Started ").doesNotContain(" WARN ", " ERROR ", "awsconfig");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void stopsTheApplicationThatUsesThem(Preparation preparation, Map<String, String> properties, String[] texts,
			CapturedOutput output) throws IOException {
		preparation.prepare(this.home);
		assertThatException().isThrownBy(() -> run(properties, WithAws.class));
		assertFailure(output, texts);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void stopsTheUserOfANamedClientWithTheSameWords(Preparation preparation, Map<String, String> properties,
			String[] texts, CapturedOutput output) throws IOException {
		preparation.prepare(this.home);
		this.machine.variable("AWS_CLIENTS_COLD_ARCHIVE_SERVICE", "s3");
		assertThatException().isThrownBy(() -> run(properties, UserOfNamedClient.class, WithAws.class));
		assertFailure(output, texts);
	}

	private void assertFailure(CapturedOutput output, String... texts) {
		assertThat(output).contains("APPLICATION FAILED TO START");
		String analysis = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
		assertThat(analysis)
			.contains(Stream.of(texts).map((text) -> text.replace("${home}", this.home.toString())).toList())
			.doesNotContain("\tat ");
	}

	@Test
	void lazyInitializationDoesNotHideWhatIsWrong(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> run(Map.of("aws.profile", "team-dev", "spring.main.lazy-initialization", "true"), WithAws.class));
		assertFailure(output, "The AWS profile 'team-dev' does not exist.");
	}

	@Test
	void fileThatCannotBeReadIsWarnedOfByThoseWhoUseTheSettings(CapturedOutput output) throws IOException {
		Files.createDirectories(this.home.resolve(".aws/config"));
		run(Map.of(), WithoutAws.class).close();
		assertThat(output).doesNotContain(" WARN ");
		run(Map.of(), WithAws.class).close();
		assertThat(output).contains("The path is a directory; nothing of it is used");
	}

	@Test
	void defaultProfileThatIsAskedForNeedNotExist(CapturedOutput output) {
		run(Map.of("aws.profile", "${AWS_PROFILE:default}"), WithAws.class).close();
		assertThat(output).contains("AWS profile 'default' from no shared files").doesNotContain(" WARN ");
	}

	static Stream<Arguments> unusedValues() {
		String keys = "--aws.access-key-id=AKIDUNUSED --aws.secret-access-key=secret-of-unused";
		return Stream.of(unused("role without use", keys, "--aws.duration-seconds=1"),
				unused("role of the profile", keys, "AWS_PROFILE=odd"),
				unused("web identity that loses", keys, "AWS_WEB_IDENTITY_TOKEN_FILE=/token --aws.role-arn=reader"),
				unused("container that loses", keys, "AWS_CONTAINER_CREDENTIALS_FULL_URI=localhost"),
				unused("relative address that loses", keys, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=credentials"),
				unused("instance metadata", keys, "AWS_EC2_METADATA_SERVICE_ENDPOINT=localhost:1"),
				unused("instance metadata by mode", keys, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv5"),
				unused("service without a module", keys, "--aws.services.elastic-beanstalk.max-attempts=many"),
				unused("variable of a service without a module", keys,
						"AWS_ENDPOINT_URL_ELASTIC_BEANSTALK=localhost:1"));
	}

	private static Arguments unused(String name, String keys, String settings) {
		return Arguments.argumentSet(name, keys, settings);
	}

	@ParameterizedTest
	@MethodSource("unusedValues")
	void valueThatNothingUsesStopsNobody(String keys, String settings, CapturedOutput output) throws IOException {
		config(this.home, "[profile odd]\nrole_arn = x\nsource_profile = y\nduration_seconds = never\n");
		start(keys + " " + settings).close();
		assertThat(output).contains("which stops nobody as long as nothing uses it")
			.doesNotContain("APPLICATION FAILED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AWS_PROFILE=odd", "AWS_PROFILE=base --aws.role-arn=reader",
			"AWS_WEB_IDENTITY_TOKEN_FILE=/token --aws.role-arn=reader", "AWS_CONTAINER_CREDENTIALS_FULL_URI=localhost",
			"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=credentials",
			"AWS_EC2_METADATA_DISABLED=false AWS_EC2_METADATA_SERVICE_ENDPOINT=localhost:1",
			"AWS_EC2_METADATA_DISABLED=false AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv5",
			"--aws.services.s3.max-attempts=many" })
	void valueThatIsUsedStopsTheApplication(String settings, CapturedOutput output) throws IOException {
		config(this.home,
				"[profile odd]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = base\nduration_seconds = never\n"
						+ "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret-of-base\n");
		assertThatException().isThrownBy(() -> start(settings));
		assertFailure(output, "The value ", "Valid:");
	}

	/**
	 * Start an application with variables, in capital letters, and arguments.
	 */
	private ConfigurableApplicationContext start(String settings) {
		Map<String, String> properties = new HashMap<>();
		for (String setting : settings.split(" ")) {
			String name = setting.substring(0, setting.indexOf('='));
			String value = setting.substring(setting.indexOf('=') + 1);
			if (name.startsWith("--")) {
				properties.put(name.substring(2), value);
			}
			else {
				this.machine.variable(name, value);
			}
		}
		return run(properties, WithAws.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--aws.services.elastic-beanstalk.profile=nowhere",
			"--aws.services.elastic-beanstalk.access-key-id=AKIDHALF",
			"--aws.services.elastic-beanstalk.role-arn=arn:aws:iam::1:role/a --aws.services.elastic-beanstalk.duration-seconds=1",
			"--aws.services.elastic-beanstalk.external-id=abc" })
	void credentialsOfAServiceWithoutAModuleStopNobody(String settings, CapturedOutput output) {
		start(settings).close();
		assertThat(output).contains("no module of the AWS SDK for the service 'elasticbeanstalk' is on the class path")
			.doesNotContain("APPLICATION FAILED");
	}

	@FunctionalInterface
	interface Preparation {

		void prepare(Path home) throws IOException;

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutAws {

		@Bean
		String greeting() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class WithAws {

	}

	record UserOfNamedClient(@Qualifier("cold-archive") S3Client s3) {

	}

}
