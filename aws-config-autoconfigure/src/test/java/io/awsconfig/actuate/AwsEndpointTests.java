package io.awsconfig.actuate;

import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.actuate.AwsEndpoint.AwsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.BeanDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ExceptionDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FileDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FreshnessDescriptor;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.PartDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.actuate.AwsEndpoint.StepDescriptor;
import io.awsconfig.actuate.AwsEndpoint.UsedDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.startup.CredentialsSource;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class AwsEndpointTests {

	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxrFiCYEXAMPLEKEY";

	@TempDir
	Path home;

	private final RetryStrategies retryStrategies = new RetryStrategies();

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_REGION", "us-west-2").credentials("""
				[default]
				aws_access_key_id = AKIAIOSFODNN7EXAMPLE
				aws_secret_access_key = %s
				""".formatted(SECRET)).config("""
				[default]
				region = eu-central-1
				credential_process = /bin/keys --token=%1$s
				services = local
				regoin = eu-west-1

				[services local]
				s3 =
				  endpoint_url = http://localhost:9000
				""".formatted(SECRET));
	}

	private AwsEndpoint endpoint(Show showValues, SanitizingFunction... sanitizingFunctions) {
		StandardEnvironment environment = this.machine.applyTo(new StandardEnvironment());
		environment.getPropertySources()
			.addLast(new MapPropertySource("application", Map.of("aws.region", "eu-north-1")));
		ConfigurationPropertySources.attach(environment);
		AwsEnvironment aws = AwsEnvironment.attachTo(environment);
		AwsSettings settings = AwsSettings.resolve(aws.getSettingSources());
		CredentialsChain credentials = CredentialsChain.of(StandaloneCredentials.contextOf(settings, aws));
		return new AwsEndpoint(aws, settings, new CredentialsInUse(credentials, () -> null), this.retryStrategies,
				List.of(sanitizingFunctions), showValues);
	}

	@Test
	void retriesOfTheClientsAreShown() {
		RetryStrategy s3 = this.retryStrategies.standard("s3", 5);
		RetryStrategy dynamoDb = this.retryStrategies.adaptive("dynamodb", null);
		AwsEndpoint endpoint = endpoint(Show.NEVER);
		assertThat(endpoint.aws().retries()).isEmpty();
		this.retryStrategies.register(s3);
		this.retryStrategies.register(dynamoDb);
		RetryStatus ofS3 = new RetryStatus("s3", null, "standard", 5, 500, 500, 0, 0, 0, 0, Duration.ZERO, null);
		RetryStatus ofDynamoDb = new RetryStatus("dynamodb", null, "adaptive", 4, 500, 500, 0, 0, 0, 0, Duration.ZERO,
				null);
		assertThat(endpoint.aws().retries()).containsExactly(ofS3, ofDynamoDb);
		assertThat(endpoint.aws().services().get("s3").retries()).isNull();
		assertThat(endpoint.entry("services", "DynamoDB")).isInstanceOfSatisfying(ServiceDescriptor.class,
				(service) -> assertThat(service.retries()).containsExactly(ofDynamoDb));
		assertThat(endpoint.entry("services", "sqs")).isInstanceOfSatisfying(ServiceDescriptor.class,
				(service) -> assertThat(service.retries()).isNull());
		s3.close();
		dynamoDb.close();
		assertThat(endpoint.aws().retries()).isEmpty();
	}

	@Test
	void awsShowsWhatAppliesAtAGlance() {
		AwsDescriptor aws = endpoint(Show.ALWAYS).aws();
		String config = this.machine.path(".aws/config").toString();
		String credentials = this.machine.path(".aws/credentials").toString();
		assertThat(aws.profile()).isEqualTo(new ValueDescriptor("default", null, null, "default"));
		assertThat(aws.region())
			.isEqualTo(new ValueDescriptor("us-west-2", "AWS_REGION", "System Environment Property \"AWS_REGION\""));
		assertThat(aws.files()).extracting(FileDescriptor::path).containsExactly(config, credentials);
		assertThat(aws.files()).extracting(FileDescriptor::status).containsExactly("read", "read");
		assertThat(aws.credentials().source())
			.isEqualTo("access key ****MPLE from " + credentials + " - 2:21 (profile 'default')");
		assertThat(aws.services()).containsOnlyKeys("s3");
		assertThat(aws.services().get("s3").settings()).containsOnly(Map.entry("endpoint_url",
				new ValueDescriptor("http://localhost:9000", "endpoint_url", config + " - 9:18 (services 'local')")));
		assertThat(aws.warnings()).extracting(WarningDescriptor::message)
			.satisfiesExactlyInAnyOrder(
					(warning) -> assertThat(warning)
						.isEqualTo("'regoin' is not a setting here and is ignored; did you mean 'region'?"),
					(warning) -> assertThat(warning)
						.isEqualTo("'aws.region' has the value eu-north-1 here, but environment "
								+ "variable AWS_REGION with the value us-west-2 applies"),
					(warning) -> assertThat(warning).startsWith("The modules of the AWS SDK have different versions: ")
						.contains("but imds 2.42.2;"));
		assertThat(aws.warnings()).extracting(WarningDescriptor::origin).contains("class path");
	}

	@Test
	void settingShowsWhatItShadowsAndWhereItCanBeSet() {
		for (String name : List.of("region", "aws.region", "AWS_DEFAULT_REGION", "Region")) {
			SettingDescriptor region = (SettingDescriptor) endpoint(Show.ALWAYS).entry("settings", name);
			assertThat(region).isNotNull();
			assertThat(region.value()).isEqualTo("us-west-2");
			assertThat(region.spelling()).isEqualTo("AWS_REGION");
			assertThat(region.shadowed()).extracting(ValueDescriptor::value)
				.containsExactly("eu-north-1", "eu-central-1");
			assertThat(region.shadowed()).extracting(ValueDescriptor::origin)
				.containsExactly("\"aws.region\" from property source \"application\"",
						this.machine.path(".aws/config") + " - 2:10 (profile 'default')");
			assertThat(region.environmentVariables()).containsExactly("AWS_REGION", "AWS_DEFAULT_REGION");
			assertThat(region.section()).isEqualTo("AWS Region");
		}
	}

	@Test
	void defaultIsShownWhereNothingIsSet() {
		SettingDescriptor mode = (SettingDescriptor) endpoint(Show.ALWAYS).entry("settings", "defaults_mode");
		assertThat(mode).isNotNull();
		assertThat(mode.value()).isEqualTo("legacy");
		assertThat(mode.origin()).isNull();
		assertThat(mode.defaultValue()).isEqualTo("legacy");
		assertThat(mode.valid()).isEqualTo("one of legacy, standard, in-region, cross-region, mobile, auto");
	}

	@Test
	void settingsHoldsWhatIsSetAndEverySettingOfTheCatalogueIfSomebodyAsks() {
		AwsEndpoint endpoint = endpoint(Show.ALWAYS);
		for (String all : new String[] { null, "false" }) {
			assertThat(((PartDescriptor) endpoint.part("settings", all)).entries()).containsOnlyKeys("region",
					"aws_access_key_id", "aws_secret_access_key", "credential_process", "ec2_metadata_disabled",
					"services");
		}
		for (String all : List.of("", "true")) {
			PartDescriptor settings = (PartDescriptor) endpoint.part("settings", all);
			assertThat(settings.entries()).hasSameSizeAs(SettingCatalog.getSettings());
			assertThat(settings.entries().get("retry_mode"))
				.isEqualTo(new ValueDescriptor("standard", null, null, "default"));
			assertThat(settings.entries().get("endpoint_url"))
				.isEqualTo(new ValueDescriptor(null, null, null, "not set"));
		}
	}

	@Test
	void serviceShowsAllSettingsOfItsClients() {
		ServiceDescriptor service = (ServiceDescriptor) endpoint(Show.ALWAYS).entry("services", "S3");
		assertThat(service).isNotNull();
		assertThat(service.settings().get("endpoint_url").value()).isEqualTo("http://localhost:9000");
		assertThat(service.settings().get("region").value()).isEqualTo("us-west-2");
		assertThat(service.settings()).doesNotContainKeys("profile", "config_file");
		service = (ServiceDescriptor) endpoint(Show.ALWAYS).entry("services", "S3", "");
		assertThat(service.settings()).containsKey("profile").doesNotContainKey("config_file");
	}

	@Test
	void unknownNamesAreAnsweredByThoseThereAre() {
		AwsEndpoint endpoint = endpoint(Show.ALWAYS);
		List<String> parts = List.of("settings", "services", "clients", "credentials");
		assertThat(endpoint.part("setings")).isInstanceOfSatisfying(NotFoundDescriptor.class, (notFound) -> {
			assertThat(notFound.message()).isEqualTo("There is no part 'setings'; did you mean 'settings'?");
			assertThat(notFound.nearest()).isEqualTo("settings");
			assertThat(notFound.names()).containsExactlyInAnyOrderElementsOf(parts).startsWith("settings");
		});
		assertThat(endpoint.part("nothing")).isInstanceOfSatisfying(NotFoundDescriptor.class, (notFound) -> {
			assertThat(notFound.message()).isEqualTo("There is no part 'nothing'");
			assertThat(notFound.nearest()).isNull();
		});
		assertThat(endpoint.entry("nothing", "region")).isInstanceOf(NotFoundDescriptor.class);
		assertThat(endpoint.entry("credentials", "region")).isInstanceOf(NotFoundDescriptor.class);
		assertThat(nearest(endpoint.entry("settings", "regoin"))).isEqualTo("region");
		assertThat(nearest(endpoint.entry("settings", "AWS_REGOIN"))).isEqualTo("AWS_REGION");
		assertThat(nearest(endpoint.entry("settings", "aws.max-atempts"))).isEqualTo("aws.max-attempts");
		assertThat(nearest(endpoint.entry("services", "dynamdb"))).isEqualTo("dynamodb");
		assertThat(nearest(endpoint.entry("services", "-"))).isNull();
		assertThat(nearest(endpoint.entry("clients", "archive"))).isNull();
		assertThat(endpoint.entry("services", "x".repeat(10_000)).toString()).hasSizeLessThan(1000);
		AwsEndpointWebExtension extension = new AwsEndpointWebExtension(endpoint, Show.ALWAYS, Set.of());
		assertThat(extension.part(SecurityContext.NONE, "nothing", null).getStatus()).isEqualTo(404);
		WebEndpointResponse<?> response = extension.entry(SecurityContext.NONE, "settings", "regoin", null);
		assertThat(response.getStatus()).isEqualTo(404);
		assertThat(response.getBody()).isEqualTo(endpoint.entry("settings", "regoin"));
		assertThat(extension.entry(SecurityContext.NONE, "settings", "region", null).getStatus()).isEqualTo(200);
	}

	private static @Nullable String nearest(OperationResponseBody answer) {
		return ((NotFoundDescriptor) answer).nearest();
	}

	@Test
	void secretsAreNeverShown() {
		AwsEndpoint endpoint = endpoint(Show.ALWAYS);
		String all = endpoint.aws() + "" + endpoint.part("settings")
				+ SettingCatalog.getSettings()
					.stream()
					.map((setting) -> endpoint.entry("settings", setting.getName()))
					.toList()
				+ endpoint.part("credentials") + endpoint.refresh("credentials");
		assertThat(all).doesNotContain(SECRET, "AKIAIOSFODNN7EXAMPLE").contains("****MPLE");
	}

	@Test
	void sanitizingFunctionCanHideMore() {
		AwsEndpoint endpoint = endpoint(Show.ALWAYS, SanitizingFunction.sanitizeValue().ifKeyEquals("aws.region"));
		assertThat(endpoint.aws().region().value()).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(endpoint.aws().profile().value()).isEqualTo("default");
	}

	@Test
	void showValuesDecidesWhoSeesValuesThatTellOfTheSurroundings() {
		this.machine.variable("AWS_ENDPOINT_URL", "http://internal.example.com:1");
		AwsEndpoint endpoint = endpoint(Show.NEVER);
		PartDescriptor part = (PartDescriptor) endpoint.part("settings");
		assertThat(part).isNotNull();
		assertThat(((ValueDescriptor) part.entries().get("endpoint_url")).value())
			.isEqualTo(SanitizableData.SANITIZED_VALUE);
		SettingDescriptor setting = (SettingDescriptor) endpoint.entry("settings", "endpoint_url");
		assertThat(setting).isNotNull();
		assertThat(setting.value()).isEqualTo(SanitizableData.SANITIZED_VALUE);
		AwsEndpointWebExtension extension = new AwsEndpointWebExtension(endpoint(Show.WHEN_AUTHORIZED),
				Show.WHEN_AUTHORIZED, Set.of("OPERATOR"));
		WebEndpointResponse<?> response = extension.entry(SecurityContext.NONE, "settings", "endpoint_url", null);
		assertThat(((SettingDescriptor) response.getBody()).value()).isEqualTo(SanitizableData.SANITIZED_VALUE);
		response = extension.entry(new Operator(), "settings", "endpoint_url", null);
		assertThat(((SettingDescriptor) response.getBody()).value()).isEqualTo("http://internal.example.com:1");
	}

	@Test
	void harmlessValuesAreAlwaysShown() {
		this.machine.variable("AWS_MAX_ATTEMPTS", "7").variable("AWS_RETRY_MODE", "adaptive");
		AwsEndpoint endpoint = endpoint(Show.NEVER);
		assertThat(endpoint.aws().region().value()).isEqualTo("us-west-2");
		assertThat(endpoint.aws().profile().value()).isEqualTo("default");
		PartDescriptor part = (PartDescriptor) endpoint.part("settings");
		assertThat(part).isNotNull();
		assertThat(((ValueDescriptor) part.entries().get("max_attempts")).value()).isEqualTo("7");
		assertThat(((ValueDescriptor) part.entries().get("retry_mode")).value()).isEqualTo("adaptive");
	}

	@Test
	void partsOfUrlsThatMayBeSecretsAreNeverShown() {
		this.machine.variable("AWS_ENDPOINT_URL", "http://localhost:1")
			.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:1/" + SECRET + "?" + SECRET)
			.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/" + SECRET)
			.config("[default]\nendpoint_url = http://user:" + SECRET + "@h/x?key=" + SECRET + "\n");
		AwsEndpoint endpoint = endpoint(Show.ALWAYS);
		assertThat(endpoint.part("settings") + " " + endpoint.entry("settings", "endpoint_url") + endpoint.aws()
				+ endpoint.entry("settings", "container_credentials_full_uri") + endpoint.part("credentials"))
			.doesNotContain(SECRET)
			.contains("http://localhost:1/******", "http://******@h/x?******");
	}

	@Test
	void credentialsShowPlanAndFreshness() {
		AwsEndpoint endpoint = endpoint(Show.ALWAYS);
		CredentialsDescriptor credentials = (CredentialsDescriptor) endpoint.part("credentials");
		assertThat(credentials).isNotNull();
		assertThat(credentials).isEqualTo(endpoint.aws().credentials());
		assertThat(credentials.plan()).isNotNull();
		assertThat(credentials.freshness()).isNotNull();
	}

	@Test
	void refreshAnswersTheFreshness() {
		AwsEndpointWebExtension extension = new AwsEndpointWebExtension(endpoint(Show.ALWAYS), Show.ALWAYS, Set.of());
		WebEndpointResponse<?> response = extension.refresh("credentials");
		assertThat(response.getStatus()).isEqualTo(200);
		assertThat(response.getBody()).isNotNull();
		assertThat(response.getBody().toString()).doesNotContain(SECRET, "AKIAIOSFODNN7EXAMPLE");
		assertThat(((FreshnessDescriptor) response.getBody()).freshness().refreshes()).isEqualTo(1);
		// Whoever comes within a second gets the same answer
		response = extension.refresh("credentials");
		assertThat(response.getBody()).isNotNull();
		assertThat(((FreshnessDescriptor) response.getBody()).freshness().refreshes()).isEqualTo(1);
		assertThat(extension.refresh("settings").getStatus()).isEqualTo(404);
	}

	@Test
	void freshnessIsWrittenAsItIs() {
		assertThat(json(CredentialsFreshness.fixed("access keys", "AKIAIOSFODNN7EXAMPLE")))
			.startsWith("{\"state\":\"static\",\"step\":\"access keys\",\"accessKeyId\":\"****MPLE\",");
		assertThat(json(CredentialsFreshness.fixed("access keys", "AKIA1234"))).contains("\"accessKeyId\":\"****\",");
	}

	private static String json(CredentialsFreshness freshness) {
		return JsonMapper.shared().writeValueAsString(new FreshnessDescriptor(freshness));
	}

	@Test
	void credentialsOfTheApplicationsOwnProviderAreNotRefreshed() {
		StandardEnvironment environment = this.machine.applyTo(new StandardEnvironment());
		AwsEnvironment aws = AwsEnvironment.attachTo(environment);
		AwsEndpoint endpoint = new AwsEndpoint(aws, AwsSettings.resolve(aws.getSettingSources()),
				new CredentialsInUse(AnonymousCredentialsProvider.create(), () -> null), this.retryStrategies,
				List.of(), Show.ALWAYS);
		assertThat(endpoint.refresh("credentials")).isNull();
		assertThat(endpoint.part("credentials")).isEqualTo(new CredentialsDescriptor(
				"the application's " + AnonymousCredentialsProvider.class.getName(), null, null));
	}

	@Test
	void answersCanBeWrittenInANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, AwsEndpoint.class,
				AwsEndpointWebExtension.class);
		for (Class<?> type : List.of(AwsDescriptor.class, PartDescriptor.class, SettingDescriptor.class,
				ServiceDescriptor.class, CredentialsDescriptor.class, StepDescriptor.class, FreshnessDescriptor.class,
				RetryStatus.class, ClientDescriptor.class, UsedDescriptor.class, ExceptionDescriptor.class,
				BeanDescriptor.class, NotFoundDescriptor.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getSimpleName()).accepts(hints);
		}
	}

	@Test
	void credentialsProviderOfTheApplicationIsNamed() {
		assertThat(CredentialsSource.describe(AnonymousCredentialsProvider.create()))
			.isEqualTo("the application's " + AnonymousCredentialsProvider.class.getName());
		assertThat(CredentialsSource.describe(null)).isEqualTo("no single credentials provider");
	}

	@Test
	void secretVariablesAreHiddenFromEveryEndpoint() {
		AwsSecretsSanitizingFunction function = new AwsSecretsSanitizingFunction();
		MapPropertySource source = new MapPropertySource("systemEnvironment", Map.of());
		for (String name : List.of("AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey", "aws.secret-access-key",
				"AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
				"aws.services.s3.secret-access-key", "AWS_SERVICES_ELASTIC_BEANSTALK_SESSION_TOKEN",
				"aws.services.S3.accessKeyId", "aws.clients.archive.secret-access-key",
				"AWS_CLIENTS_ARCHIVE_SECRET_ACCESS_KEY", "aws.clients.archive.http.proxy.password",
				"aws.http.proxy.password", "AWS_HTTP_PROXY_PASSWORD", "AWS_SERVICES_S3_HTTP_PROXY_PASSWORD")) {
			assertThat(function.apply(new SanitizableData(source, name, SECRET)).getValue())
				.isEqualTo(SanitizableData.SANITIZED_VALUE);
		}
		for (String name : List.of("AWS_REGION", "aws.services.s3.region", "aws.services.s3.role-session-name",
				"aws.clients.archive.region")) {
			assertThat(function.apply(new SanitizableData(source, name, "us-east-1")).getValue())
				.isEqualTo("us-east-1");
		}
	}

	@Test
	void whatHoldsSecretsIsHiddenFromEveryEndpoint() {
		assertThat(sanitized("SPRING_APPLICATION_JSON", "{\"aws\":{\"secret-access-key\":\"" + SECRET + "\"}}"))
			.isEqualTo(SanitizableData.SANITIZED_VALUE);
		for (String name : List.of("sun.java.command", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
				"JAVA_OPTS", "spring.application.json", "MAVEN_CMD_LINE_ARGS", "whatever")) {
			assertThat(sanitized(name, "-Xmx1g -Daws.secretAccessKey=" + SECRET)).as(name)
				.isEqualTo(SanitizableData.SANITIZED_VALUE);
			assertThat(sanitized(name, "-Xmx1g -Daws.region=x")).as(name).isEqualTo("-Xmx1g -Daws.region=x");
		}
		assertThat(sanitized("AWS_ENDPOINT_URL_S3", "http://u:" + SECRET + "@h:1/x?" + SECRET))
			.isEqualTo("http://******@h:1/x?******");
		assertThat(sanitized("aws.services.s3.endpoint-url", "http://h:1/x")).isEqualTo("http://h:1/x");
		assertThat(sanitized("HTTPS_PROXY", "http://u:" + SECRET + "@h:1")).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(sanitized("my.key", "AKIAIOSFODNN7EXAMPLE")).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(sanitized("my.mail", "a@example.com?x")).isEqualTo("a@example.com?x");
		assertThat(sanitized("my.number", 7)).isEqualTo(7);
		assertThat(sanitized("my.nothing", null)).isNull();
	}

	private static @Nullable Object sanitized(String name, @Nullable Object value) {
		MapPropertySource source = new MapPropertySource("any", Map.of());
		return new AwsSecretsSanitizingFunction().apply(new SanitizableData(source, name, value)).getValue();
	}

	private static final class Operator implements SecurityContext {

		@Override
		public @Nullable Principal getPrincipal() {
			return () -> "operator";
		}

		@Override
		public boolean isUserInRole(String role) {
			return role.equals("OPERATOR");
		}

	}

}
