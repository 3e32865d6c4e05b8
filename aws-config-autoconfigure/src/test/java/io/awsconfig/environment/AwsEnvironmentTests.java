package io.awsconfig.environment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ProfileNotFoundException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsEnvironmentTests {

	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxrFiCYEXAMPLEKEY";

	private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";

	@TempDir
	Path home;

	private FakeMachine machine;

	private final Map<String, Object> application = new LinkedHashMap<>();

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	private ConfigurableEnvironment environment() {
		StandardEnvironment environment = this.machine.applyTo(new StandardEnvironment());
		environment.getPropertySources().addLast(new MapPropertySource("application", this.application));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private AwsSettings settings() {
		return AwsSettings.resolve(AwsEnvironment.attachTo(environment()).getSettingSources());
	}

	@Test
	void attachToTwiceReadsTheFilesOnce() {
		ConfigurableEnvironment environment = environment();
		AwsEnvironment first = AwsEnvironment.attachTo(environment);
		assertThat(AwsEnvironment.attachTo(environment)).isSameAs(first);
	}

	@Test
	void attachToAgainFollowsAProfileThatIsAskedForSince() {
		this.machine.config("[default]\nregion = us-east-1\n[profile test]\nregion = us-west-2\n");
		ConfigurableEnvironment environment = environment();
		assertThat(AwsEnvironment.attachTo(environment).getProfileName()).isEqualTo("default");
		this.application.put("aws.profile", "test");
		assertThat(AwsEnvironment.attachTo(environment).getProfileName()).isEqualTo("test");
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-west-2");
		assertThat(environment.getPropertySources()
			.stream()
			.filter((source) -> source instanceof SharedConfigPropertySource)).hasSize(2);
	}

	@Test
	void sharedFilesAreTheLastPropertySources() {
		ConfigurableEnvironment environment = environment();
		AwsEnvironment.attachTo(environment);
		List<String> names = environment.getPropertySources().stream().map(PropertySource::getName).toList();
		assertThat(names).endsWith("application", AwsEnvironment.CREDENTIALS_FILE_SOURCE,
				AwsEnvironment.CONFIG_FILE_SOURCE);
	}

	@Test
	void secretsOfTheFilesDoNotEnterTheEnvironment() {
		this.machine.config("""
				[default]
				region = us-east-1
				credential_process = /bin/key --token %s
				""".formatted(TOKEN)).credentials("""
				[default]
				aws_access_key_id = AKIAIOSFODNN7EXAMPLE
				aws_secret_access_key = %s
				aws_session_token = %s
				""".formatted(SECRET, TOKEN));
		ConfigurableEnvironment environment = environment();
		AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-east-1");
		environment.getPropertySources()
			.stream()
			.filter((source) -> source instanceof EnumerablePropertySource)
			.map((source) -> (EnumerablePropertySource<?>) source)
			.flatMap((source) -> Arrays.stream(source.getPropertyNames()).map(source::getProperty))
			.forEach(
					(value) -> assertThat(String.valueOf(value)).doesNotContain(SECRET, TOKEN, "AKIAIOSFODNN7EXAMPLE"));
		assertThat(environment.getProperty("aws.secret-access-key")).isNull();
	}

	@Test
	void userOfAnEndpointDoesNotEnterTheEnvironment() {
		this.machine.config("[default]\nendpoint_url = http://user:%s@h:1/x\n".formatted(SECRET));
		ConfigurableEnvironment environment = environment();
		AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.endpoint-url")).isEqualTo("http://h:1/x");
	}

	@Test
	void namesOfTheFirstSdkAreToldAndNotRead() {
		this.machine.variable("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_SECRET_KEY", SECRET)
			.variable("AWS_SECURITY_TOKEN", TOKEN)
			.systemProperty("aws.secretKey", SECRET)
			.credentials("[default]\naws_security_token = " + TOKEN + "\n");
		this.application.put("aws.services.s3.secret-key", SECRET);
		AwsSettings settings = settings();
		assertThat(settings.getAccessKeys()).isNull();
		assertThat(settings.getProfileAccessKeys()).isNull();
		String former = "' is a name of the AWS SDK for Java 1 and is not read; the name is '";
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.contains("'AWS_ACCESS_KEY" + former + "AWS_ACCESS_KEY_ID'",
					"'AWS_SECRET_KEY" + former + "AWS_SECRET_ACCESS_KEY'",
					"'AWS_SECURITY_TOKEN" + former + "AWS_SESSION_TOKEN'",
					"'aws_security_token" + former + "aws_session_token'",
					"'aws.services.s3.secret-key' is not a setting of a service and is ignored; did you mean "
							+ "'aws.services.s3.secret-access-key'?")
			.anyMatch((message) -> message.startsWith("'aws.secret") && message.contains(former));
		assertThat(settings.getDiagnostics().toString()).doesNotContain(SECRET, TOKEN, "AKIAIOSFODNN7EXAMPLE");
	}

	@Test
	void namesOfTheFirstSdkBesideThoseOfTodayAreNothingOdd() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_SECRET_ACCESS_KEY", SECRET)
			.variable("AWS_SECRET_KEY", SECRET)
			.config("[default]\naws_session_token = %1$s\naws_security_token = %1$s\n".formatted(TOKEN));
		assertThat(settings().getDiagnostics()).isEmpty();
	}

	@Test
	void nameThatIsNotReadIsRenamedAndNoHalfOfTheKeyRemoved() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE").variable("AWS_SECRET_KEY", SECRET);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageContaining("'AWS_SECRET_KEY' is not read")
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Rename 'AWS_SECRET_KEY' to 'AWS_SECRET_ACCESS_KEY'."));
	}

	@Test
	void slipInANameIsRenamedToo() {
		this.machine.credentials("[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_acces_key = x\n");
		AwsSettings settings = settings();
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(settings::getProfileAccessKeys)
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Rename 'aws_secret_acces_key' to 'aws_secret_access_key'."));
	}

	@Test
	void accessKeysOfAProfileAreAUnitOfOneFile() {
		this.machine.config("[default]\naws_session_token = %s\n".formatted(TOKEN)).credentials("""
				[default]
				aws_access_key_id = AKIAIOSFODNN7EXAMPLE
				aws_secret_access_key = %s
				""".formatted(SECRET));
		AwsSettings settings = settings();
		assertThat(settings.getProfileAccessKeys()).isNotNull();
		assertThat(settings.getProfileAccessKeys().sessionToken()).isNull();
		assertThat(settings.getProfileAccessKeys()).hasToString(
				"access key ****MPLE from " + this.machine.path(".aws/credentials") + " - 2:21 (profile 'default')");
		assertThat(settings.getValues().toString()).doesNotContain(SECRET, TOKEN, "AKIAIOSFODNN7EXAMPLE");
	}

	@Test
	void halfAUnitIsAnErrorThatNamesTheMissingHalf() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE").credentials("""
				[default]
				aws_access_key_id = AKIAI44QH8DHBEXAMPLE
				aws_secret_access_key = %s
				""".formatted(SECRET));
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings).satisfies((ex) -> {
			assertThat(ex).hasMessage(
					"""
							'AWS_ACCESS_KEY_ID' has a value, but 'AWS_SECRET_ACCESS_KEY' has none:

							    access key id      environment variable AWS_ACCESS_KEY_ID
							    secret access key  not there; the one of aws_secret_access_key at %s - 3:25 (profile 'default') \
							is not used, because a key and its secret come from one source"""
						.formatted(this.machine.path(".aws/credentials")));
			assertThat(ex.getAction()).isEqualTo("Set 'AWS_SECRET_ACCESS_KEY' in the same place as well, or remove "
					+ "'AWS_ACCESS_KEY_ID' to use other credentials: access key ****MPLE from "
					+ this.machine.path(".aws/credentials") + " - 2:21 (profile 'default').");
		});
	}

	@Test
	void sessionTokenAloneIsHalfAUnit() {
		this.application.put("aws.session-token", TOKEN);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageStartingWith(
					"'aws.session-token' has a value, but 'aws.access-key-id' and 'aws.secret-access-key' have none")
			.withMessageNotContaining(TOKEN);
	}

	@Test
	void missingProfileListsTheProfilesThereAre() {
		this.machine.variable("AWS_PROFILE", "prdo").config("[default]\n[profile dev]\n[profile prod]\n");
		assertThatExceptionOfType(ProfileNotFoundException.class).isThrownBy(this::settings).satisfies((ex) -> {
			assertThat(ex).hasMessage("""
					The AWS profile 'prdo' does not exist.

					    Asked for by: environment variable AWS_PROFILE
					    Looked in:    %s
					    Looked in:    %s (does not exist)""".formatted(this.machine.path(".aws/config"),
					this.machine.path(".aws/credentials")));
			assertThat(ex.getAction()).isEqualTo(
					"""
							Did you mean 'prod'? Set 'AWS_PROFILE' to the profile whose credentials are meant, or add the profile 'prdo' to one of the shared files. These are there:

							    prod      no credentials
							    dev       no credentials
							    default   no credentials""");
		});
	}

	@Test
	void missingDefaultProfileThatNobodyAskedForIsNoError() {
		this.machine.config("[profile dev]\nregion = us-east-1\n");
		assertThat(settings().get(SettingCatalog.REGION).isSet()).isFalse();
	}

	@Test
	void missingDefaultProfileIsNoErrorForThoseWhoAskForItEither() {
		this.application.put("aws.profile", "${AWS_PROFILE:default}");
		assertThat(settings().getValue(SettingCatalog.PROFILE)).isEqualTo("default");
		this.machine.config("[profile dev]\nregion = us-east-1\n");
		assertThat(settings().get(SettingCatalog.REGION).isSet()).isFalse();
		this.machine.variable("AWS_PROFILE", "Default");
		assertThatExceptionOfType(ProfileNotFoundException.class).isThrownBy(this::settings);
	}

	@Test
	void clientThatAsksForTheDefaultProfileNeedsIt() {
		this.application.put("aws.clients.archive.service", "s3");
		this.application.put("aws.clients.archive.profile", "default");
		this.application.put("aws.profile", "default");
		assertThatExceptionOfType(ProfileNotFoundException.class).isThrownBy(() -> {
			AwsEnvironment environment = AwsEnvironment.attachTo(environment());
			AwsSettings.resolve(environment.getSettingSources(), environment.getSharedConfig());
		}).withMessageContaining("aws.clients.archive.profile");
	}

	@Test
	void missingProfileIsToldToThoseWhoAskForSettingsAndToNobodyElse() {
		this.machine.variable("AWS_PROFILE", "nobody")
			.variable("AWS_CLIENTS_FAR_SERVICE", "s3")
			.config("[default]\nregion = us-east-1\n");
		this.application.put("aws.max-attempts", "4");
		ConfigurableEnvironment environment = environment();
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		assertThat(AwsEnvironment.attachTo(environment)).isSameAs(attached);
		assertThat(environment.getProperty("aws.max-attempts")).isEqualTo("4");
		assertThat(environment.getProperty("aws.region")).isNull();
		assertThat(attached.getClientNames()).containsExactly("far");
		assertThat(attached.getProfileName()).isEqualTo("nobody");
		assertThat(attached.getProfile()).isNull();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(ProfileNotFoundException.class).isThrownBy(attached::getSettingSources)
				.withMessageContaining("The AWS profile 'nobody' does not exist.");
		}
	}

	@Test
	void profileThatCannotBeToldYetLetsNoOtherOneIn() {
		this.machine.config("[default]\nregion = us-east-1\n[profile dev]\nregion = us-west-2\n");
		this.application.put("aws.profile", "${team}");
		this.application.put("aws.clients.far.service", "s3");
		ConfigurableEnvironment environment = environment();
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.region")).isNull();
		assertThat(attached.getClientNames()).containsExactly("far");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(attached::getSettingSources)
			.withMessageContaining("The value of 'aws.profile' has a placeholder that nothing resolves.");
		this.application.put("team", "dev");
		AwsEnvironment again = AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-west-2");
		assertThat(AwsSettings.resolve(again.getSettingSources()).getValue(SettingCatalog.REGION))
			.isEqualTo("us-west-2");
	}

	@Test
	void missingServicesSectionLeavesTheEnvironmentWhatTheProfileSaysItself() {
		this.machine.config(
				"[default]\nregion = us-east-1\nservices = nowhere\nsso_session = other\n[sso-session mine]\nsso_region = eu-west-1\n");
		this.application.put("aws.sso-session", "mine");
		ConfigurableEnvironment environment = environment();
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-east-1");
		assertThat(environment.getProperty("aws.sso-region")).isEqualTo("eu-west-1");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(attached::getSettingSources)
			.withMessageContaining("The services section 'nowhere' does not exist");
	}

	@Test
	void twoClientsOfOneNameAreOneUntilTheSettingsAreAskedFor() {
		this.machine.config("[default]\nregion = us-east-1\n");
		this.application.put("aws.clients.cold-archive.service", "s3");
		this.application.put("aws.clients.coldArchive.service", "s3");
		ConfigurableEnvironment environment = environment();
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-east-1");
		assertThat(attached.getClientNames()).containsExactly("cold-archive");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(attached::getClients)
			.withMessageContaining("The clients 'cold-archive' and 'coldArchive' have one name");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(attached::getSettingSources)
			.withMessageContaining("The clients 'cold-archive' and 'coldArchive' have one name");
	}

	@Test
	void namesWithoutLetterAndDigitAreReported() {
		this.application.put("aws.clients[--].service", "s3");
		this.application.put("aws.services[--].region", "us-east-1");
		assertThat(settings().getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("'aws.clients[--].service' is not a setting of a client and is ignored",
					"'aws.services[--].region' is not a setting of a service and is ignored");
	}

	@Test
	void missingServicesSectionStopsTheApplication() {
		this.machine
			.config("[default]\nservices = locla\n[services local]\ns3 =\n  endpoint_url = http://localhost:1\n");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageContaining("The services section 'locla' does not exist")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Name one of the sections there are: local."));
	}

	@Test
	void missingServicesSectionNamesWhoAsksForIt() {
		this.machine.variable("AWS_SERVICES", "locla").config("[services local]\n");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessage("The services section 'locla' does not exist in %s, but environment variable AWS_SERVICES"
					+ " asks for it.", this.machine.path(".aws/config"));
	}

	@Test
	void servicesSectionAppliesWithoutAnyProfile() {
		this.machine.variable("AWS_SERVICES", "local")
			.config("[services local]\ns3 =\n  endpoint_url = http://localhost:1\n");
		assertThat(settings().forService(ServiceId.of("s3")).getValue(SettingCatalog.ENDPOINT_URL))
			.hasToString("http://localhost:1");
	}

	@Test
	void blankServicesOfCredentialsFileLeavesTheOnesOfConfigFile() {
		this.machine.credentials("[default]\nservices =\n")
			.config("[default]\nservices = local\n[services local]\ns3 =\n  endpoint_url = http://localhost:1\n");
		assertThat(settings().forService(ServiceId.of("s3")).getValue(SettingCatalog.ENDPOINT_URL))
			.hasToString("http://localhost:1");
	}

	@Test
	void fileThatIsNamedAndDoesNotExistIsReported() {
		this.machine.variable("AWS_CONFIG_FILE", "/nowhere/config");
		assertThat(AwsEnvironment.attachTo(environment()).getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("'AWS_CONFIG_FILE' names the file /nowhere/config, which does not exist; "
					+ "no settings come from it");
	}

	@Test
	void fileThatIsNoPathStopsTheApplication() {
		this.application.put("aws.config-file", "a\0b");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageStartingWith(
					"The value of \"aws.config-file\" from property source \"application\" is no path");
	}

	@Test
	void filesAndProfileCanBeNamedByTheApplication() {
		this.machine.file("elsewhere/aws", "[profile orders]\nregion = eu-north-1\n");
		this.application.put("aws.config-file", this.machine.path("elsewhere/aws").toString());
		this.application.put("aws.profile", "orders");
		assertThat(settings().getValue(SettingCatalog.REGION)).isEqualTo("eu-north-1");
	}

	@Test
	void blankVariableIsAsAbsentAndReported() {
		this.machine.variable("AWS_REGION", " ").variable("AWS_DEFAULT_REGION", "us-west-2");
		AwsSettings settings = settings();
		assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("us-west-2");
		assertThat(settings.get(SettingCatalog.REGION).getWritten().spelling()).isEqualTo("AWS_DEFAULT_REGION");
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("'AWS_REGION' has no value and is treated as not set");
	}

	@Test
	void blankVariableOfAServiceIsAsAbsentAndReported() {
		this.machine.variable("AWS_ENDPOINT_URL_S3", "").variable("AWS_ENDPOINT_URL", "http://localhost:1");
		AwsSettings settings = settings();
		assertThat(settings.forService(ServiceId.of("s3")).getValue(SettingCatalog.ENDPOINT_URL))
			.hasToString("http://localhost:1");
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("'AWS_ENDPOINT_URL_S3' has no value and is treated as not set");
	}

	@Test
	void blankNameThatOnlyAwsHasIsReportedAsWell() {
		this.machine.variable("AWS_ENABLE_ENDPOINT_DISCOVERY", "").systemProperty("sdk.ua.appId", " ");
		assertThat(settings().getDiagnostics()).extracting(Diagnostic::message)
			.containsExactlyInAnyOrder("'AWS_ENABLE_ENDPOINT_DISCOVERY' has no value and is treated as not set",
					"'sdk.ua.appId' has no value and is treated as not set");
	}

	@Test
	void namesOfAwsAreReadAsTheyAreAndShownToOthersAsProperties() {
		this.machine.systemProperty("sdk.ua.appId", "${app}")
			.variable("AWS_ENDPOINT_URL_S3", "http://localhost:1")
			.variable("AWS_SERVICES_S3_ENDPOINT_URL", "http://localhost:2")
			.variable("AWS_SERVICES_S3_MAX_ATTEMPTS", "7");
		ConfigurableEnvironment environment = environment();
		AwsSettings settings = AwsSettings.resolve(AwsEnvironment.attachTo(environment).getSettingSources());
		assertThat(settings.getValue(SettingCatalog.SDK_UA_APP_ID)).isEqualTo("${app}");
		AwsSettings s3 = settings.forService(ServiceId.of("s3"));
		assertThat(s3.get(SettingCatalog.ENDPOINT_URL).getWritten())
			.hasToString("environment variable AWS_SERVICES_S3_ENDPOINT_URL");
		assertThat(s3.get(SettingCatalog.ENDPOINT_URL).getShadowed()).extracting(WrittenValue::place)
			.containsExactly("environment variable AWS_ENDPOINT_URL_S3");
		assertThat(s3.get(SettingCatalog.MAX_ATTEMPTS).getWritten().origin())
			.isEqualTo(new SystemEnvironmentOrigin("AWS_SERVICES_S3_MAX_ATTEMPTS"));
		assertThat(environment.getProperty("aws.sdk-ua-app-id")).isEqualTo("${app}");
		assertThat(environment.getProperty("aws.endpoint-url-s3")).isEqualTo("http://localhost:1");
		assertThat(environment.getProperty("aws.services.s3.max-attempts")).isEqualTo("7");
	}

	@Test
	void whatWasPutBeforeTheVariablesSinceStaysBehindTheirNames() {
		this.machine.variable("AWS_REGION", "us-west-1");
		ConfigurableEnvironment environment = environment();
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		environment.getPropertySources()
			.addBefore(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new MapPropertySource("late", Map.of("aws.region", "us-west-2")));
		assertThat(environment.getProperty("aws.region")).isEqualTo("us-west-1");
		assertThat(AwsSettings.resolve(attached.getSettingSources()).getValue(SettingCatalog.REGION))
			.isEqualTo("us-west-1");
	}

	@Test
	void regularNameOfAServicesEndpointComesBeforeTheFlatOne() {
		this.application.put("aws.endpoint-url-s3", "http://localhost:1");
		this.application.put("aws.services.s3.endpoint-url", "http://localhost:2");
		SettingValue<URI> endpoint = settings().forService(ServiceId.of("s3")).get(SettingCatalog.ENDPOINT_URL);
		assertThat(endpoint.getValue()).hasToString("http://localhost:2");
		assertThat(endpoint.getShadowed()).extracting(WrittenValue::spelling).containsExactly("aws.endpoint-url-s3");
	}

	@Test
	void regularVariableComesBeforeItsAlias() {
		this.machine.variable("AWS_REGION", "us-west-1").variable("AWS_DEFAULT_REGION", "us-west-2");
		SettingValue<String> region = settings().get(SettingCatalog.REGION);
		assertThat(region.getValue()).isEqualTo("us-west-1");
		assertThat(region.getShadowed()).extracting((written) -> written.spelling())
			.containsExactly("AWS_DEFAULT_REGION");
	}

	@Test
	void slipsInNamesAreReportedWithTheLikelyName() {
		this.machine.variable("AWS_REIGON", "us-east-1")
			.variable("AWS_LAMBDA_FUNCTION_NAME", "orders")
			.config("[default]\nmax_atempts = 3\nservices = local\n[services local]\ns3 =\n  endpiont_url = x\n");
		this.application.put("aws.use-fips-endpiont", "true");
		this.application.put("aws.services.sqs.rgeion", "us-east-1");
		this.application.put("aws.services.sqs.config-file", "other");
		this.application.put("aws.bucket", "mine");
		assertThat(settings().getDiagnostics()).extracting(Diagnostic::message)
			.containsExactlyInAnyOrder("'AWS_REIGON' is not a setting and is ignored; did you mean 'AWS_REGION'?",
					"'max_atempts' is not a setting here and is ignored; did you mean 'max_attempts'?",
					"'endpiont_url' is not a setting here and is ignored; did you mean 'endpoint_url'?",
					"'aws.use-fips-endpiont' is not a setting and is ignored; did you mean 'aws.use-fips-endpoint'?",
					"'aws.services.sqs.rgeion' is not a setting of a service and is ignored; did you mean "
							+ "'aws.services.sqs.region'?",
					"'aws.services.sqs.config-file' cannot differ between services and is ignored");
	}

	@Test
	void shadowedValueOfTheApplicationIsReportedWithoutSecrets() {
		this.application.put("aws.region", "us-east-1");
		this.application.put("aws.access-key-id", "AKIAI44QH8DHBEXAMPLE");
		this.application.put("aws.secret-access-key", "application-secret");
		this.machine.variable("AWS_REGION", "us-west-2")
			.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_SECRET_ACCESS_KEY", SECRET);
		assertThat(settings().getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly(
					"'aws.region' has the value us-east-1 here, but environment variable AWS_REGION with the "
							+ "value us-west-2 applies",
					"'aws.access-key-id' has the value ****MPLE here, but environment variable AWS_ACCESS_KEY_ID "
							+ "with the value ****MPLE applies");
	}

	@Test
	void valueThatTheSdkItselfWouldOverlookIsReported() {
		this.machine.variable("AWS_S3_USE_ARN_REGION", "true").variable("AWS_SDK_UA_APP_ID", "machine");
		this.application.put("aws.services.s3.s3-use-arn-region", "false");
		this.application.put("aws.services.s3.sdk-ua-app-id", "orders");
		AwsSettings settings = settings();
		SettingValue<Boolean> inForce = settings.forService(ServiceId.of("s3")).get(SettingCatalog.S3_USE_ARN_REGION);
		assertThat(inForce.getValue()).isTrue();
		assertThat(inForce.getShadowed()).extracting(WrittenValue::text).containsExactly("false");
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly(
					"'aws.services.s3.s3-use-arn-region' has the value false here, but the SDK itself looks at "
							+ "environment variable AWS_S3_USE_ARN_REGION first, which has the value true; set it there");
	}

	@Test
	void placeholdersAreResolvedInTheApplicationOnly() {
		this.machine.variable("NAME", "orders")
			.variable("AWS_ROLE_SESSION_NAME", "a${NAME}")
			.config("[default]\nsso_role_name = ${NAME}\n");
		this.application.put("aws.sdk-ua-app-id", "${NAME}-app");
		ConfigurableEnvironment environment = environment();
		AwsSettings settings = AwsSettings.resolve(AwsEnvironment.attachTo(environment).getSettingSources());
		assertThat(settings.getValue(SettingCatalog.ROLE_SESSION_NAME)).isEqualTo("a${NAME}");
		assertThat(settings.getValue(SettingCatalog.SDK_UA_APP_ID)).isEqualTo("orders-app");
		assertThat(settings.getValue(SettingCatalog.SSO_ROLE_NAME)).isEqualTo("${NAME}");
		assertThat(environment.getProperty("aws.sso-role-name")).isEqualTo("${NAME}");
	}

	@Test
	void passwordInAnEndpointIsRefusedAndNotShown() {
		this.application.put("aws.endpoint-url", "https://user:hunter@2@localhost:1");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageContaining("The value 'https://******@localhost:1' of 'aws.endpoint-url' has a")
			.withMessageNotContaining("hunter");
		this.machine.variable("AWS_ENDPOINT_URL", "http://localhost:2");
		assertThat(settings().getDiagnostics().toString()).contains("https://******@localhost:1")
			.doesNotContain("hunter");
	}

	@Test
	void placeholderThatNothingResolvesStopsTheApplication() {
		this.application.put("aws.secret-access-key", "${VAULT_SECRET}");
		this.application.put("aws.access-key-id", "AKIAIOSFODNN7EXAMPLE");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::settings)
			.withMessageContaining("The value of 'aws.secret-access-key' has a placeholder that nothing resolves.");
	}

	@Test
	void listOfTheApplicationCanBeWrittenAsAList() {
		this.application.put("aws.auth-scheme-preference[0]", "sigv4a");
		this.application.put("aws.auth-scheme-preference[1]", "sigv4");
		assertThat(settings().getValue(SettingCatalog.AUTH_SCHEME_PREFERENCE)).containsExactly("sigv4a", "sigv4");
	}

	@Test
	void variablesOfGroupsAreThoseOfAllOfOneServiceAndOfOneClient() {
		this.machine.variable("AWS_HTTP_READ_TIMEOUT", "1s")
			.variable("AWS_SERVICES_S3_HTTP_READ_TIMEOUT", "2s")
			.variable("AWS_CLIENTS_FAR_SERVICE", "s3")
			.variable("AWS_CLIENTS_FAR_HTTP_READ_TIMEOUT", "3s")
			.variable("AWS_HTTP_PROXY_PASSWORD", "one")
			.variable("AWS_SERVICES_S3_HTTP_PROXY_PASSWORD", "two")
			.variable("AWS_CLIENTS_FAR_HTTP_PROXY_PASSWORD", "three")
			.variable("AWS_HTTP_PROXY_NON_PROXY_HOSTS_0", "localhost")
			.variable("AWS_HTTP_PROXY_NON_PROXY_HOSTS_1", "*.internal");
		AwsSettings settings = settings();
		List<AwsSettings> all = List.of(settings, settings.forService(ServiceId.of("s3")),
				settings.findClient("far").settings());
		assertThat(all).extracting((of) -> of.getValue(SettingCatalog.HTTP_READ_TIMEOUT))
			.containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
		assertThat(all).extracting((of) -> of.getValue(SettingCatalog.HTTP_PROXY_PASSWORD))
			.containsExactly("one", "two", "three");
		assertThat(settings.getValue(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS)).containsExactly("localhost",
				"*.internal");
		assertThat(settings.getDiagnostics()).isEmpty();
	}

	@Test
	void listOfAVariableCanBeNumbered() {
		this.machine.variable("AWS_AUTH_SCHEME_PREFERENCE_0", "sigv4a")
			.variable("AWS_AUTH_SCHEME_PREFERENCE_1", "sigv4");
		assertThat(settings().getValue(SettingCatalog.AUTH_SCHEME_PREFERENCE)).containsExactly("sigv4a", "sigv4");
	}

	@Test
	void serviceOfAClientThatIsNotKnownBeforeTheApplicationRunsDoesNotStopItsBuild() {
		this.application.put("aws.clients.far.service", "${SERVICE}");
		this.application.put("aws.clients.near.service", "sqs");
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> AwsEnvironment.attachTo(environment()).getClients())
			.withMessageContaining("has a placeholder that nothing resolves.");
		this.machine.systemProperty("spring.aot.processing", "true");
		assertThat(AwsEnvironment.attachTo(environment()).getClients()).containsOnlyKeys("near");
	}

	@Test
	void buildMachineSaysNothingAboutTheOneThatRuns() {
		this.machine.systemProperty("spring.aot.processing", "true")
			.variable("AWS_PROFILE", "of-the-build")
			.config("[default]\nregion = us-east-1\n");
		assertThat(settings().get(SettingCatalog.REGION).isSet()).isFalse();
	}

}
