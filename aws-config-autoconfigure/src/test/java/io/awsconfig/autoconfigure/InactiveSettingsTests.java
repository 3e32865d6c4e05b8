package io.awsconfig.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A failure for want of a setting says so if that stands in a configuration file of a
 * Spring profile that is not active; nobody looks there before something is missing.
 */
class InactiveSettingsTests extends FailingStartTest {

	private static final String FOUND = "This was found as well, and may be the reason:\n\n    ";

	private final ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	@BeforeEach
	void lookBelowHome() {
		this.arguments.add("--spring.config.additional-location=file:" + this.home + "/");
	}

	@AfterEach
	void restoreClassLoader() {
		Thread.currentThread().setContextClassLoader(this.classLoader);
		CountingLoader.loaded.clear();
	}

	private static String found(String failure) {
		int start = failure.indexOf(FOUND);
		assertThat(start).as("%s", failure).isPositive();
		return failure.substring(start + FOUND.length(), failure.indexOf("\n\nAction:"));
	}

	@Test
	void bootstrapFileIsNotRead(CapturedOutput output) {
		this.machine.file("bootstrap.yml",
				"aws:\n  profile: shop\n  region: eu-central-1\n  services.s3.endpoint-url: http://a.test\n");
		assertThat(found(fails(output, Queues.class))).isEqualTo(
				"'aws.profile' and 'aws.region' stand in bootstrap.yml, which is not read: Spring Boot reads no bootstrap files, only Spring Cloud does, with spring-cloud-starter-bootstrap. Move them to application.yml, or add that [file [HOME/bootstrap.yml] - 2:12]");
	}

	@Test
	void bootstrapFileThatIsImportedIsRead(CapturedOutput output) {
		this.machine.file("bootstrap.yml", "aws:\n  profile: default\n  max-attempts: 4\n");
		this.arguments.add("--spring.config.import=file:" + this.home + "/bootstrap.yml");
		assertThat(fails(output, Queues.class)).doesNotContain("bootstrap files");
	}

	@Test
	void regionOfAnInactiveProfileIsNamed(CapturedOutput output) {
		this.machine.file("application-prod.yml", "aws:\n  region: eu-central-1\n  max-attempts: 4\n");
		assertThat(fails(output, Queues.class)).startsWith(
				"""
						Description:

						No AWS Region is set, and clients of 'sqs' need one. The instance metadata service is switched off by environment variable AWS_EC2_METADATA_DISABLED.

						This was found as well, and may be the reason:

						    'aws.region' stands in application-prod.yml, which is read only with the Spring profile 'prod'; active: default. If that is meant, start with --spring.profiles.active=prod or set SPRING_PROFILES_ACTIVE=prod [file [HOME/application-prod.yml] - 2:11]

						Action:

						First see to what was found as well. If that is not the reason:

						Write your Region in place of us-east-1. Best set 'aws.region: us-east-1' in application.yml.""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					application-prod.yml        | aws.region: x | in application-prod.yml, which is read only with the Spring profile 'prod' | 1:13
					application-prod.yaml       | aws.region: x | in application-prod.yaml, which is read only with the Spring profile 'prod' | 1:13
					application-prod.properties | aws.region=x  | in application-prod.properties, which is read only with the Spring profile 'prod' | 1:12
					application-eu-west.yml     | aws.region: x | in application-eu-west.yml, which is read only with the Spring profile 'eu-west' | 1:13
					""")
	void everyKindOfFileIsRead(String file, String text, String expected, String line, CapturedOutput output) {
		this.machine.file(file, text);
		assertThat(found(fails(output, Queues.class)))
			.startsWith("'aws.region' stands " + expected + "; active: default.")
			.endsWith("[file [HOME/%s] - %s]".formatted(file, line))
			.doesNotContain("\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			aws.region                  | 'aws.region'
			aws.Region                  | 'aws.Region'
			AWS.REGION                  | 'AWS.REGION'
			aws.services.sqs.region     | 'aws.services.sqs.region'
			""")
	void everySpellingIsFound(String name, String shown, CapturedOutput output) {
		this.machine.file("application-prod.properties", name + "=eu-central-1\n");
		assertThat(found(fails(output, Queues.class))).startsWith(shown + " stands in application-prod.properties,");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '@', quoteCharacter = '^',
			textBlock = """
					prod             @ with the Spring profile 'prod'; active: default. If that is meant, start with --spring.profiles.active=prod or set SPRING_PROFILES_ACTIVE=prod
					prod & eu        @ with Spring profiles that match 'prod & eu'; active: default. If that is meant, name them by --spring.profiles.active or SPRING_PROFILES_ACTIVE
					"!default"       @ with Spring profiles that match '!default'; active: default. If that is meant, name them by --spring.profiles.active or SPRING_PROFILES_ACTIVE
					[ prod, stage ]  @ with Spring profiles that match '(prod) | (stage)'; active: default. If that is meant, name them by --spring.profiles.active or SPRING_PROFILES_ACTIVE
					""")
	void documentOfAFileThatIsReadIsNamed(String expression, String expected, CapturedOutput output) {
		this.machine.file("application.yml", """
				aws.max-attempts: 4
				---
				spring.config.activate.on-profile: %s
				aws.region: eu-central-1
				""".formatted(expression));
		assertThat(found(fails(output, Queues.class)))
			.isEqualTo("'aws.region' stands in a document of application.yml that is read only " + expected
					+ " [file [HOME/application.yml] - 4:13]");
	}

	@Test
	void documentForACloudPlatformIsNamed(CapturedOutput output) {
		this.machine.file("application.yml", """
				aws.max-attempts: 4
				---
				spring.config.activate.on-cloud-platform: aws-ecs
				aws.region: eu-central-1
				""");
		assertThat(found(fails(output, Queues.class))).isEqualTo(
				"'aws.region' stands in a document of application.yml that is read only on the cloud platform 'aws-ecs' [file [HOME/application.yml] - 4:13]");
	}

	@Test
	void documentOfAFileWithAProfileHasBothConditions(CapturedOutput output) {
		this.machine.file("application-prod.yml", """
				spring.config.activate.on-profile: eu
				aws.region: eu-central-1
				""");
		this.arguments.add("--spring.profiles.active=dev,test");
		assertThat(found(fails(output, Queues.class))).isEqualTo(
				"'aws.region' stands in application-prod.yml, which is read only with Spring profiles that match 'prod & (eu)'; active: dev, test. If that is meant, name them by --spring.profiles.active or SPRING_PROFILES_ACTIVE [file [HOME/application-prod.yml] - 2:13]");
	}

	@Test
	void everyProfileThatHasItIsNamed(CapturedOutput output) {
		this.machine.file("application-dev.yml", "aws.region: eu-central-1\n")
			.file("application-prod.yml", "aws.region: eu-central-1\n")
			.file("application-test.yml", "aws.region: eu-central-1\n")
			.file("application-other.yml", "aws.max-attempts: 4\n");
		this.arguments.add("--spring.profiles.active=stage");
		assertThat(found(fails(output, Queues.class)).lines()).hasSize(3)
			.allMatch((line) -> line.contains("; active: stage. "))
			.extracting((line) -> line.substring(line.indexOf("application-"), line.indexOf(',')))
			.containsExactly("application-dev.yml", "application-prod.yml", "application-test.yml");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					--spring.config.location=HOME/conf/             | conf/application-prod.yml  | file [HOME/conf/application-prod.yml]
					--spring.config.location=optional:file:HOME/conf/;optional:file:HOME/more/ | more/application-prod.yml | file [HOME/more/application-prod.yml]
					--spring.config.location=file:HOME/conf/*/      | conf/a/application-prod.yml | file [HOME/conf/a/application-prod.yml]
					--spring.config.location=optional:file:HOME/shop.yml | shop-prod.yml | file [HOME/shop-prod.yml]
					--spring.config.additional-location=file:HOME/conf/ | conf/application-prod.yml | file [HOME/conf/application-prod.yml]
					--spring.config.name=shop                       | shop-prod.yml | file [HOME/shop-prod.yml]
					--spring.config.import=file:HOME/conf/base.yml  | conf/base-prod.yml | file [HOME/conf/base-prod.yml]
					""")
	void filesAreLookedForWhereSpringBootLooks(String argument, String file, String origin, CapturedOutput output) {
		if (argument.startsWith("--spring.config.additional-location")) {
			this.arguments.clear();
		}
		this.machine.file("conf/a/some.txt", "").file("more/some.txt", "").file("conf/base.yml", "any.thing: true\n");
		this.machine.file(file, "aws.region: eu-central-1\n");
		this.arguments.add(argument.replace("HOME", this.home.toString()));
		assertThat(found(fails(output, Queues.class))).startsWith("'aws.region' stands in")
			.endsWith("[" + origin + " - 1:13]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void filesOnTheClassPathAreRead(boolean jar, CapturedOutput output) throws IOException {
		this.arguments.clear();
		Path root = this.home.resolve(jar ? "app.jar" : "classes");
		if (jar) {
			try (OutputStream out = Files.newOutputStream(root); JarOutputStream entries = new JarOutputStream(out)) {
				entries.putNextEntry(new JarEntry("application-prod.yml"));
				entries.write("aws.region: eu-central-1\n".getBytes(StandardCharsets.UTF_8));
				entries.closeEntry();
			}
		}
		else {
			this.machine.file("classes/application-prod.yml", "aws.region: eu-central-1\n");
		}
		try (URLClassLoader loader = new URLClassLoader(new URL[] { root.toUri().toURL() }, this.classLoader)) {
			Thread.currentThread().setContextClassLoader(loader);
			assertThat(found(fails(output, Queues.class))).startsWith(
					"'aws.region' stands in application-prod.yml, which is read only with the Spring profile 'prod'; active: default.")
				.contains("[class path resource [application-prod.yml] ");
		}
	}

	@Test
	void whoseCredentialsComeWithTheProfileIsSaid(CapturedOutput output) {
		this.machine.file("application-prod.yml", """
				aws:
				  region: eu-central-1
				  profile: prod
				  role-arn: arn:aws:iam::123456789012:role/secret-role
				""");
		assertThat(found(fails(output, Queues.class))).isEqualTo(
				"'aws.region' stands in application-prod.yml, which is read only with the Spring profile 'prod'; active: default. If that is meant, start with --spring.profiles.active=prod or set SPRING_PROFILES_ACTIVE=prod. That decides whose credentials are used as well, by 'aws.profile' and 'aws.role-arn' [file [HOME/application-prod.yml] - 2:11]");
	}

	@Test
	void otherHalfOfAKeyPairIsNamedWithoutItsValue(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.file("application.yml", "aws.access-key-id: AKIDEXAMPLE000000001\n")
			.file("application-prod.yml", "aws.secret-access-key: secret-of-production\n");
		assertThat(fails(output, Queues.class))
			.contains("'aws.access-key-id' has a value, but 'aws.secret-access-key'",
					FOUND + "'aws.secret-access-key' stands in application-prod.yml, which is read only with")
			.doesNotContain("secret-of-production");
	}

	@Test
	void startUrlIsNamed(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.file("application.yml", "aws:\n  sso-account-id: '123456789012'\n  sso-role-name: Reader\n")
			.file("application-prod.yml",
					"aws:\n  sso-region: eu-central-1\n  sso-start-url: https://others.awsapps.com/start\n");
		assertThat(found(fails(output, Queues.class)))
			.startsWith("'aws.sso-region' and 'aws.sso-start-url' stand in application-prod.yml,")
			.endsWith("[file [HOME/application-prod.yml] - 2:15]");
	}

	@Test
	void sourceOfARoleIsNamed(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.file("application.yml", "aws.role-arn: arn:aws:iam::123456789012:role/shop\n")
			.file("application-prod.yml", "aws.source-profile: base\n");
		assertThat(found(fails(output, Queues.class)))
			.startsWith("'aws.source-profile' stands in application-prod.yml,");
	}

	@Test
	void namedClientIsNamed(CapturedOutput output) {
		this.machine.withRegionAndKeys().file("application-prod.yml", """
				aws.clients:
				  archive:
				    service: s3
				  other:
				    service: s3
				""");
		assertThat(found(fails(output, Archive.class)))
			.startsWith("'aws.clients.archive.service' stands in application-prod.yml,")
			.doesNotContain("other");
	}

	@Test
	void regionOfAnotherServiceIsNone(CapturedOutput output) {
		this.machine.file("application-prod.yml", "aws.services.dynamodb.region: eu-central-1\n");
		assertThat(fails(output, Queues.class)).contains("No AWS Region is set").doesNotContain("found as well");
	}

	@Test
	void credentialsOfAnInactiveProfileAreNamedWhenTheyAreMissing(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").file("application-prod.yml", """
				aws:
				  access-key-id: AKIDEXAMPLE000000001
				  secret-access-key: secret-of-production
				""");
		try (ConfigurableApplicationContext context = run(Nobody.class)) {
			AwsCredentialsProvider credentials = context.getBean(AwsCredentialsProvider.class);
			assertThat(output).doesNotContain("application-prod.yml");
			String failure = String.valueOf(catchThrowable(credentials::resolveCredentials).getMessage());
			assertThat(failure.replace(this.home.toString(), "HOME"))
				.startsWith("No credentials are configured. These are the places to have some:")
				.endsWith(
						"""

								This was found as well, and may be the reason:

								    'aws.access-key-id' and 'aws.secret-access-key' stand in application-prod.yml, which is read only with the Spring profile 'prod'; active: default. If that is meant, start with --spring.profiles.active=prod or set SPRING_PROFILES_ACTIVE=prod [file [HOME/application-prod.yml] - 2:18]
								""");
		}
		assertThat(output).doesNotContain("secret-of-production");
	}

	@Test
	void clientThatIsBuiltLaterSaysSoInItsException() {
		this.machine.file("application-prod.yml", "aws.region: eu-central-1\n");
		try (ConfigurableApplicationContext context = run(LateQueues.class)) {
			LateQueues queues = context.getBean(LateQueues.class);
			assertThat(catchThrowable(queues.sqs::getObject)).rootCause()
				.hasMessageContaining("No AWS Region is set, and clients of 'sqs' need one.")
				.hasMessageContaining("    'aws.region' stands in application-prod.yml,");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			application-prod.yml | aws.region:
			application-prod.yml | "aws: [ {"
			application-prod.yml | aws.max-attempts: 4
			application-prod.txt | aws.region: eu-central-1
			application-.yml     | aws.region: eu-central-1
			applications.yml     | aws.region: eu-central-1
			application-prod     | aws.region: eu-central-1
			""")
	void whatSaysNothingIsPassedOver(String file, String text, CapturedOutput output) {
		this.machine.file(file, text);
		assertThat(fails(output, Queues.class)).contains("No AWS Region is set").doesNotContain("found as well");
	}

	@Test
	void whatNobodyHasWrittenByHandIsPassedOver(CapturedOutput output) {
		this.machine.file("application-prod.yml", "aws.region: eu-central-1\n" + "# more\n".repeat(200_000));
		assertThat(fails(output, Queues.class)).contains("No AWS Region is set").doesNotContain("found as well");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void pipeIsPassedOver(CapturedOutput output) throws Exception {
		String pipe = this.home.resolve("application-prod.yml").toString();
		assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
		assertThat(fails(output, Queues.class)).contains("No AWS Region is set").doesNotContain("found as well");
	}

	@Test
	void whatIsReadIsNotNamed(CapturedOutput output) {
		this.machine.file("application-prod.yml", "aws.region: ${nobody:}\n")
			.file("application.yml", "aws.max-attempts: 4\n---\nspring.config.activate.on-profile: prod\nany: thing\n");
		this.arguments.add("--spring.profiles.active=prod");
		assertThat(found(fails(output, Queues.class)))
			.startsWith("'aws.region' has no value and is treated as not set [")
			.doesNotContain("Spring profile");
	}

	@Test
	void failureThatIsNotForWantOfASettingSaysNothingOfIt(CapturedOutput output) {
		this.machine.variable("AWS_MAX_ATTEMPTS", "0").file("application-prod.yml", "aws.max-attempts: 4\n");
		assertThat(fails(output, Queues.class)).doesNotContain("application-prod", "found as well");
	}

	@Test
	void nobodyLooksWhereNothingIsMissing() throws IOException {
		this.machine.file("application-prod.counted", "")
			.file("factories/META-INF/spring.factories",
					PropertySourceLoader.class.getName() + "=" + CountingLoader.class.getName());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.home.resolve("factories").toUri().toURL() },
				this.classLoader)) {
			Thread.currentThread().setContextClassLoader(loader);
			assertThat(catchThrowable(() -> run(Queues.class))).isNotNull();
			assertThat(CountingLoader.loaded).as("looked for once").containsExactly("application-prod.counted");
			CountingLoader.loaded.clear();
			this.machine.withRegionAndKeys();
			run(Queues.class).close();
			assertThat(CountingLoader.loaded).isEmpty();
		}
	}

	/**
	 * Remembers what it was to read.
	 */
	public static final class CountingLoader implements PropertySourceLoader {

		private static final List<String> loaded = new ArrayList<>();

		@Override
		public String[] getFileExtensions() {
			return new String[] { "counted" };
		}

		@Override
		public List<PropertySource<?>> load(String name, Resource resource) {
			loaded.add(resource.getFilename());
			return List.of();
		}

	}

}
