package io.awsconfig.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.Certificates;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What is wrong, and what the application says instead of starting half-configured. One
 * test for each kind of input that has no tests of its own elsewhere.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadInputTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	private static ContextConsumer<AssertableApplicationContext> failsWith(String... texts) {
		return (context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new AwsConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription() + "\n" + analysis.getAction()).contains(texts);
		};
	}

	private static final String WRONG_VALUES = """
			region                       | eu_central_1        | is not a Region code
			endpoint-url                 | s3.example.com      | has no scheme (http:// or https://)
			ec2-metadata-service-endpoint| http:///path        | has no host
			use-fips-endpoint            | yes                 | is neither true nor false
			max-attempts                 | 0                   | is less than 1
			metadata-service-timeout     | soon                | is not a duration
			retry-mode                   | often               | is none of the valid values
			auth-scheme-preference       | sigv4,sigv5         | has an element that is none of the valid values
			sigv4a-signing-region-set    | us_east_1           | has an element that is no Region code
			sso-registration-scopes      | a,,b                | has an empty element
			role-arn                     | reader              | is not the ARN of a role
			http.sync                    | okhttp              | is none of the valid values
			http.read-timeout            | 0s                  | is less than 1 ms
			http.proxy.endpoint          | http://proxy        | has no port
			""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = WRONG_VALUES)
	void wrongValueOfEveryType(String property, String value, String reason) {
		// Without keys, the settings of the instance metadata service are used as well
		this.machine.withoutVariable("AWS_ACCESS_KEY_ID")
			.withoutVariable("AWS_SECRET_ACCESS_KEY")
			.variable("AWS_EC2_METADATA_DISABLED", "false")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
		this.contextRunner.withPropertyValues("aws." + property + "=" + value)
			.run(failsWith("The value '%s' of 'aws.%s' %s".formatted(value, property, reason),
					"    Where: \"aws.%s\" from property source \"test\"".formatted(property), "    Valid: "));
	}

	@Test
	void everyTypeThatCanBeWrongIsTested() {
		Set<String> tested = new TreeSet<>();
		WRONG_VALUES.lines().forEach((line) -> {
			String property = line.substring(0, line.indexOf('|')).strip();
			tested.add(SettingCatalog.find("aws." + property).getType().getClass().getSimpleName());
		});
		Set<String> types = new TreeSet<>();
		SettingCatalog.getSettings().forEach((setting) -> types.add(setting.getType().getClass().getSimpleName()));
		assertThat(tested).isEqualTo(types);
	}

	@ParameterizedTest
	@CsvSource({ "http:///path, has no host, 'Give ''%s'' a valid value, or remove it.'",
			"http://:4566, has no host, 'Set ''%s'' to http://localhost:4566, or remove it.'",
			"localhost:4566, has no scheme, 'Set ''%s'' to http://localhost:4566, or remove it.'",
			"s3.example.com, has no scheme, 'Set ''%s'' to https://s3.example.com, or remove it.'" })
	void endpointWithoutHostOrScheme(String url, String reason, String action) {
		for (String property : Set.of("aws.endpoint-url", "aws.services.s3.endpoint-url",
				"aws.clients.archive.endpoint-url")) {
			this.contextRunner.withPropertyValues("aws.clients.archive.service=s3", property + "=" + url)
				.run(failsWith("The value '%s' of '%s' %s".formatted(url, property, reason), action.formatted(property),
						"    Where: \"%s\" from".formatted(property)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jane:hunter2@proxy:3128", "//jane:hunter2@proxy:3128", "http://jane:hunter2@proxy:3128",
			"jane:hun/ter2@proxy:3128", "http://jane:hunter2/@proxy" })
	void passwordInAUrlIsNotShown(String url, CapturedOutput output) {
		for (String property : List.of("aws.http.proxy.endpoint", "aws.endpoint-url", "aws.clients.far.endpoint-url")) {
			this.contextRunner.withPropertyValues("aws.clients.far.service=s3", property + "=" + url).run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new AwsConfigurationFailureAnalyzer(null)
					.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription() + analysis.getAction() + context.getStartupFailure())
					.contains(property)
					.doesNotContain("hunter2", "ter2");
			});
		}
		assertThat(output).doesNotContain("hunter2", "ter2");
	}

	@Test
	void proxyWithoutScheme() {
		this.contextRunner.withPropertyValues("aws.http.proxy.endpoint=proxy:3128")
			.run(failsWith("The value 'proxy:3128' of 'aws.http.proxy.endpoint' has no scheme",
					"Set 'aws.http.proxy.endpoint' to http://proxy:3128, or remove it."));
		this.contextRunner.withPropertyValues("aws.http.proxy.endpoint=proxy.example.com")
			.run(failsWith("Give 'aws.http.proxy.endpoint' a valid value, or remove it."));
	}

	@Test
	void namedClientWithoutService() {
		this.contextRunner.withPropertyValues("aws.clients.archive.region=eu-west-3")
			.run(failsWith("The client 'archive' has settings, but does not say which service it calls.",
					"Set 'aws.clients.archive.service' to the identifier of a service, such as s3.",
					"    Where: \"aws.clients.archive.region\" from property source \"test\""));
	}

	@Test
	void namedClientWithEmptyService() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=")
			.run(failsWith("The client 'archive' has settings, but does not say which service it calls.",
					"    Where: \"aws.clients.archive.service\" from property source \"test\""));
	}

	@Test
	void twoClientsOfOneName() {
		this.contextRunner
			.withPropertyValues("aws.clients.cold-archive.service=s3", "aws.clients.coldArchive.service=dynamodb")
			.run(failsWith(
					"The clients 'cold-archive' and 'coldArchive' have one name, since casing and separators do "
							+ "not count.",
					"    Where: \"aws.clients.cold-archive.service\" from property source \"test\"",
					"    Where: \"aws.clients.coldArchive.service\" from property source \"test\"",
					"Give one of them another name, or spell it alike if both are the same client."));
	}

	@Test
	void clientIsSpelledInVariousWaysInVariousPlaces() {
		this.machine.variable("AWS_CLIENTS_COLDARCHIVE_REGION", "eu-west-3")
			.variable("AWS_CLIENTS_COLD_ARCHIVE_MAX_ATTEMPTS", "4")
			.systemProperty("aws.clients.cold-archive.max-attempts", "5");
		this.contextRunner.withPropertyValues("aws.clients.coldArchive.service=s3")
			.run((context) -> assertThat(
					context.getBean("cold-archive", S3Client.class).serviceClientConfiguration().region())
				.isEqualTo(Region.EU_WEST_3));
	}

	@ParameterizedTest
	@CsvSource({
			"true, 'Use the name of one of the clients there are: archive, other. Or set ''aws.clients.archiv.service'' to the service of S3Client.'",
			"false, 'To have such a client, set ''aws.clients.archiv.service'' to the service of S3Client.'" })
	void unknownClient(boolean others, String action, CapturedOutput output) {
		String[] arguments = others
				? new String[] { "--aws.clients.other.service=s3", "--aws.clients.archive.service=s3" } : new String[0];
		assertThatException().isThrownBy(() -> start(UserOfUnknownClient.class, arguments));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"asks for the S3Client named 'archiv', but no client has that name.", action);
	}

	@Test
	void clientOfAnotherService(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(UserOfUnknownClient.class, "--aws.clients.archiv.service=kms"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"asks for the S3Client named 'archiv', but the client of that name is one of another service.",
				"    Service: kms from \"aws.clients.archiv.service\" from property source \"commandLineArgs\"",
				"Ask for a client of the service that 'aws.clients.archiv.service' names, or by another name, or set 'aws.clients.archiv.service' to the service of S3Client; its other settings then count for that service.");
	}

	@Test
	void clientThatIsSpelledInAnotherWay(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(UserOfUnknownClient.class, "--aws.clients.arch-iv.service=s3"));
		assertThat(output).contains(
				"asks for the S3Client named 'archiv', but that name is spelled 'arch-iv' where it has its settings.",
				"Ask for 'arch-iv', or spell it 'archiv' in application.yml.");
	}

	@Test
	void clientWhoseSettingsAreWrong(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(UserOfUnknownClient.class, "--aws.clients.archiv.service=s4"));
		assertThatException()
			.isThrownBy(() -> start(UserOfUnknownClient.class, "--aws.clients.archiv.region=eu-west-3"));
		assertThat(output).contains(
				"The client 'archiv' is one of the service 's4', but no module of the AWS SDK for that is on the class path.",
				"The client 'archiv' has settings, but does not say which service it calls.");
	}

	@Test
	void missingRegionIsAnalyzedWhenAClientIsInjected(CapturedOutput output) {
		this.machine.withoutVariable("AWS_REGION");
		assertThatException().isThrownBy(() -> start(UserOfClient.class));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"No AWS Region is set, and clients of 's3' need one.",
				"These are all places, the one that counts first on top:");
	}

	private void start(Class<?> user, String... arguments) {
		SpringApplication application = new SpringApplication(Application.class, user);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(this.machine);
		application.run(arguments).close();
	}

	@ParameterizedTest
	@ValueSource(classes = { UserOfSyncClient.class, UserOfAsyncClient.class })
	void filesOfCertificates(Class<?> user, @TempDir Path directory) throws Exception {
		String expired = Certificates.make(directory, "expired", "-2y", 30);
		certificates(user, "", "is empty.");
		certificates(user, "no certificate", "has no certificate in PEM");
		certificates(user, "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n",
				"has a certificate that is broken, number 1 at line 1");
		certificates(user, expired.substring(0, 100), "has a certificate that does not end, number 1 at line 1.");
		certificates(user, expired, "has no certificate that is valid today: 'CN=expired' expired on ");
		certificates(user, "-----BEGIN PRIVATE KEY-----\nMIG2AgEAMBAGByqGSM49\n-----END PRIVATE KEY-----\n",
				"has a key and no certificate.");
	}

	private void certificates(Class<?> user, String content, String reason) throws Exception {
		Path file = Files.writeString(this.home.resolve("ca.pem"), content);
		this.machine.config("[default]\nca_bundle = " + file + "\n");
		this.contextRunner.withBean(user)
			.run(failsWith("The certificates to trust cannot be read: the file '%s' %s".formatted(file, reason),
					"    Where: ca_bundle at %s - 2:13 (profile 'default')".formatted(this.machine.path(".aws/config")),
					"Let 'ca_bundle' name a file with one or more certificates in PEM"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class Application {

	}

	record UserOfUnknownClient(@Qualifier("archiv") S3Client s3) {

	}

	record UserOfClient(S3Client s3) {

	}

	record UserOfSyncClient(DynamoDbClient dynamoDb) {

	}

	record UserOfAsyncClient(DynamoDbAsyncClient dynamoDb) {

	}

}
