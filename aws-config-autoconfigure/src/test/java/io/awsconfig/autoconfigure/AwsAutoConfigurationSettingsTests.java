package io.awsconfig.autoconfigure;

import java.nio.file.Path;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AwsAutoConfigurationSettingsTests {

	@TempDir
	Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@Test
	void regionComesFromSharedConfigFile() {
		this.machine.config("[default]\nregion = eu-central-1\n");
		this.contextRunner.run((context) -> {
			SettingValue<String> region = context.getBean(AwsSettings.class).get(SettingCatalog.REGION);
			assertThat(region.getValue()).isEqualTo("eu-central-1");
			assertThat(region.getWritten().kind()).isEqualTo(SourceKind.CONFIG_FILE);
			assertThat(region.getOrigin())
				.hasToString(this.machine.path(".aws/config") + " - 2:10 (profile 'default')");
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-central-1");
		});
	}

	@Test
	void eachSourceShadowsTheOnesBelowIt(CapturedOutput output) {
		this.machine.config("[default]\nmax_attempts = 7\n")
			.credentials("[default]\nmax_attempts = 6\n")
			.variable("AWS_MAX_ATTEMPTS", "4")
			.systemProperty("aws.maxAttempts", "3");
		this.contextRunner.withPropertyValues("aws.max-attempts=2").run((context) -> {
			SettingValue<Integer> value = context.getBean(AwsSettings.class).get(SettingCatalog.MAX_ATTEMPTS);
			assertThat(value.getValue()).isEqualTo(2);
			assertThat(value.getShadowed()).extracting((shadowed) -> shadowed.text())
				.containsExactly("3", "4", "6", "7");
			assertThat(value.getShadowed()).extracting((shadowed) -> shadowed.spelling())
				.containsExactly("aws.maxAttempts", "AWS_MAX_ATTEMPTS", "max_attempts", "max_attempts");
		});
		assertThat(output).contains("AWS profile 'default'");
	}

	@Test
	void serviceSettingsAreOneSettingUnderAllOfTheirNames() {
		this.machine.variable("AWS_ENDPOINT_URL_ELASTIC_BEANSTALK", "http://localhost:1")
			.variable("AWS_SERVICES_SQS_MAX_ATTEMPTS", "9")
			.systemProperty("aws.endpointUrlDynamoDb", "http://localhost:2")
			.config("""
					[default]
					services = local
					[services local]
					s3 =
					  endpoint_url = http://localhost:3
					""");
		this.contextRunner.withPropertyValues("aws.services.lambda.endpoint-url=http://localhost:4").run((context) -> {
			AwsSettings settings = context.getBean(AwsSettings.class);
			assertThat(settings.getServices()).extracting(ServiceId::toString)
				.containsExactly("dynamodb", "elasticbeanstalk", "lambda", "s3", "sqs");
			assertThat(endpoint(settings, "elastic-beanstalk")).isEqualTo("http://localhost:1");
			assertThat(endpoint(settings, "DynamoDB")).isEqualTo("http://localhost:2");
			assertThat(endpoint(settings, "s3")).isEqualTo("http://localhost:3");
			assertThat(endpoint(settings, "lambda")).isEqualTo("http://localhost:4");
			assertThat(settings.forService(ServiceId.of("sqs")).getValue(SettingCatalog.MAX_ATTEMPTS)).isEqualTo(9);
		});
	}

	private static String endpoint(AwsSettings settings, String service) {
		return String.valueOf(settings.forService(ServiceId.of(service)).getValue(SettingCatalog.ENDPOINT_URL));
	}

	@Test
	void invalidValueStopsTheApplication() {
		this.machine.variable("AWS_MAX_ATTEMPTS", "0").config("[default]\nretry_mode = fast\n");
		this.contextRunner.run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("The value '0' of 'AWS_MAX_ATTEMPTS' is less than 1.")
				.hasMessageContaining("The value 'fast' of 'retry_mode' is none of the valid values.");
		});
	}

	@Test
	void propertySourceOfTheApplicationComesBeforeTheSharedFiles() {
		this.machine.config("[default]\nregion = eu-central-1\n");
		this.contextRunner.withUserConfiguration(WithPropertySource.class).run((context) -> {
			assertThat(context.getBean(Environment.class).getProperty("aws.region")).isEqualTo("eu-west-3");
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("eu-west-3");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:io/awsconfig/autoconfigure/region.properties")
	static class WithPropertySource {

	}

}
