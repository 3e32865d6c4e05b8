package io.awsconfig.reload;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientContext;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingEffect;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each row of the table in {@code docs/reload.md}: the setting changes, and who has the
 * new value is as the row says.
 */
class ReloadRowTests {

	@TempDir
	private Path home;

	private final Map<String, Object> properties = new HashMap<>();

	private final List<SdkClient> clients = new ArrayList<>();

	@AfterEach
	void closeClients() {
		this.clients.forEach(SdkClient::close);
	}

	/**
	 * Return a machine on which the instance metadata service is a step. Nothing asks it.
	 */
	private FakeMachine machine() {
		return new FakeMachine(this.home).withoutVariable("AWS_EC2_METADATA_DISABLED");
	}

	private void run(FakeMachine machine, ContextConsumer<AssertableApplicationContext> consumer) {
		this.properties.putIfAbsent("aws.region", "eu-west-1");
		new ApplicationContextRunner().withInitializer(machine)
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", this.properties)))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					SslAutoConfiguration.class))
			.run(consumer);
	}

	static Stream<AwsSetting<?>> with(SettingEffect effect) {
		return SettingCatalog.getSettings()
			.stream()
			.<AwsSetting<?>>map((setting) -> setting)
			.filter((setting) -> setting.getEffect() == effect && !isOfFiles(setting));
	}

	private static boolean isOfFiles(AwsSetting<?> setting) {
		return setting == SettingCatalog.PROFILE || setting == SettingCatalog.CONFIG_FILE
				|| setting == SettingCatalog.SHARED_CREDENTIALS_FILE || setting == SettingCatalog.SERVICES;
	}

	static Stream<AwsSetting<?>> nextClient() {
		return with(SettingEffect.NEXT_CLIENT);
	}

	static Stream<AwsSetting<?>> credentials() {
		return with(SettingEffect.AT_ONCE).filter((setting) -> setting.getReach() == SettingReach.CREDENTIALS);
	}

	static Stream<AwsSetting<?>> starter() {
		return Stream.concat(with(SettingEffect.RESTART), with(SettingEffect.AT_ONCE))
			.filter((setting) -> setting.getReach() == SettingReach.STARTER);
	}

	static Stream<AwsSetting<?>> timeouts() {
		return with(SettingEffect.AT_ONCE).filter(ReloadRowTests::isTimeout);
	}

	static Stream<AwsSetting<?>> none() {
		return with(SettingEffect.NONE);
	}

	private static boolean isTimeout(AwsSetting<?> setting) {
		return setting == SettingCatalog.API_CALL_TIMEOUT || setting == SettingCatalog.API_CALL_ATTEMPT_TIMEOUT;
	}

	private static String sample(AwsSetting<?> setting, int number) {
		List<String> choices = setting.getType().getChoices();
		if (setting == SettingCatalog.CREDENTIAL_SOURCE) {
			return (number == 0) ? "Ec2InstanceMetadata" : "EcsContainer";
		}
		if (setting == SettingCatalog.HTTP_SYNC) {
			return (number == 0) ? "apache5" : "software.amazon.awssdk.http.apache5.Apache5SdkHttpService";
		}
		if (setting == SettingCatalog.HTTP_ASYNC) {
			return (number == 0) ? "netty" : "software.amazon.awssdk.http.nio.netty.NettySdkAsyncHttpService";
		}
		if (!choices.isEmpty()) {
			return choices.get(number);
		}
		Class<?> type = setting.getType().getValueType();
		if (type == Integer.class) {
			return String.valueOf(1000 + number);
		}
		if (type == Duration.class) {
			return (10 + number) + (setting == SettingCatalog.METADATA_SERVICE_TIMEOUT ? "" : "s");
		}
		if (type == URI.class) {
			return "http://127.0.0.1:" + (9000 + number);
		}
		if (type == List.class) {
			return (setting == SettingCatalog.AUTH_SCHEME_PREFERENCE) ? (number == 0) ? "sigv4" : "sigv4a"
					: "one-" + number;
		}
		return switch (setting.getName()) {
			case "region", "sso_region" -> "eu-test-" + number;
			case "aws_account_id", "sso_account_id" -> "10000000000" + number;
			case "role_arn" -> "arn:aws:iam::123456789012:role/role-" + number;
			case "login_session" -> "arn:aws:iam::123456789012:user/user-" + number;
			case "mfa_serial" -> "arn:aws:iam::123456789012:mfa/device-" + number;
			case "container_credentials_relative_uri" -> "/sample-" + number;
			case "source_profile" -> "source-" + number;
			case "container_authorization_token_file" -> "/sample/token-" + number;
			default -> (setting.isSensitive() ? "secret-" : "sample-") + setting.getName().replaceAll("[^a-z]", "-")
					+ "-" + number;
		};
	}

	@ParameterizedTest
	@MethodSource("nextClient")
	void nextClientHasTheNewValueAndThePresentOneTheOld(AwsSetting<?> setting) {
		this.properties.put("aws.access-key-id", "akid");
		this.properties.put("aws.secret-access-key", "secret");
		for (int i = 0; setting == SettingCatalog.HTTP_SSL_BUNDLE && i < 2; i++) {
			this.properties.put("spring.ssl.bundle.pem." + sample(setting, i) + ".truststore.certificate",
					"file:" + SelfSigned.inNewDirectory().pem());
		}
		FakeMachine machine = (setting == SettingCatalog.EC2_METADATA_DISABLED) ? machine()
				: new FakeMachine(this.home);
		String now = change(setting, 0);
		run(machine, (context) -> {
			BuiltClient before = client(context, setting);
			String then = change(setting, 1);
			Reload reload = context.getBean(SettingsReloader.class).reload("a row");
			assertThat(reload.failure()).isNull();
			assertThat(reload.credentials()).isEmpty();
			BuiltClient after = client(context, setting);
			assertThat(written(before, setting)).isEqualTo(now);
			assertThat(written(after, setting)).isEqualTo(then);
			assertThat(reload.changes()).singleElement().satisfies((change) -> {
				assertThat(change.setting()).isSameAs(setting);
				if (setting != SettingCatalog.EC2_METADATA_DISABLED) {
					assertThat(change.holders()).containsExactly(before.getType());
				}
			});
		});
	}

	/**
	 * Set a setting.
	 * @return the value
	 */
	private String change(AwsSetting<?> setting, int number) {
		String value = (setting == SettingCatalog.CA_BUNDLE) ? SelfSigned.inNewDirectory().pem().toString()
				: sample(setting, number);
		this.properties.put(setting.getPropertyName(), value);
		return value;
	}

	private static String written(BuiltClient client, AwsSetting<?> setting) {
		return client.getSettings().get(setting).getWritten().text();
	}

	/**
	 * Build a client that a setting is for.
	 */
	private BuiltClient client(AssertableApplicationContext context, AwsSetting<?> setting) {
		AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
		this.clients.add(setting.is(SettingTrait.S3) ? configurer.configure(S3Client.builder()).build()
				: configurer.configure(DynamoDbClient.builder()).build());
		List<BuiltClient> built = context.getBean(ClientContext.class).builtClients().getAll();
		return built.get(built.size() - 1);
	}

	@ParameterizedTest
	@MethodSource("credentials")
	void credentialsChangeAtOnce(AwsSetting<?> setting) {
		Map<String, String> others = companions(setting);
		String file = setting.getFileKeys().isEmpty() ? null : setting.getFileKeys().get(0);
		FakeMachine machine = machine();
		write(machine, setting, file, others, 0);
		run(machine, (context) -> {
			SettingsReloader reloader = context.getBean(SettingsReloader.class);
			assertThat(reloader.reload("nothing").isChange()).isFalse();
			write(machine, setting, file, others, 1);
			Reload reload = reloader.reload("a row");
			assertThat(reload.failure()).isNull();
			assertThat(reload.credentials()).as("chains that go over").hasSize(1);
			assertThat(reload.changes()).allSatisfy((change) -> assertThat(change.holders()).isEmpty())
				.extracting((change) -> change.setting().getName())
				.contains(setting.getName());
		});
	}

	private static void write(FakeMachine machine, AwsSetting<?> setting, String file, Map<String, String> others,
			int number) {
		String value = sample(setting, number);
		StringBuilder text = new StringBuilder("[default]\n");
		others.forEach((key, other) -> text.append(key).append(" = ").append(other).append('\n'));
		if (file != null) {
			text.append(file).append(" = ").append(value).append('\n');
		}
		else {
			machine.variable(setting.getEnvironmentVariables().get(0), value);
		}
		if (setting == SettingCatalog.CREDENTIAL_SOURCE || setting == SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN
				|| setting == SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN_FILE) {
			machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9000");
		}
		for (int i = 0; i < 2; i++) {
			text.append("""
					[sso-session sample-sso-session-%1$d]
					sso_region = eu-west-1
					sso_start_url = https://example.com/start
					[profile source-%1$d]
					aws_access_key_id = akid%1$d
					aws_secret_access_key = secret
					""".formatted(i));
		}
		machine.config(text.toString());
	}

	/**
	 * Return what has to be set beside a setting for it to mean anything.
	 */
	private static Map<String, String> companions(AwsSetting<?> setting) {
		Map<String, String> others = new LinkedHashMap<>();
		switch (setting.getName()) {
			case "aws_access_key_id" -> others.put("aws_secret_access_key", "secret");
			case "aws_secret_access_key" -> others.put("aws_access_key_id", "akid");
			case "aws_session_token", "aws_account_id" -> {
				others.put("aws_access_key_id", "akid");
				others.put("aws_secret_access_key", "secret");
			}
			case "role_arn", "role_session_name", "duration_seconds", "external_id", "mfa_serial" -> {
				others.put("role_arn", "arn:aws:iam::123456789012:role/role");
				others.put("source_profile", "source-0");
			}
			case "source_profile", "credential_source", "web_identity_token_file" ->
				others.put("role_arn", "arn:aws:iam::123456789012:role/role");
			case "login_session", "login_cache_directory" ->
				others.put("login_session", "arn:aws:iam::123456789012:user/user");
			case "sso_session" -> {
				others.put("sso_account_id", "123456789012");
				others.put("sso_role_name", "role");
			}
			case "sso_account_id", "sso_region", "sso_role_name", "sso_start_url" -> {
				others.put("sso_account_id", "123456789012");
				others.put("sso_region", "eu-west-1");
				others.put("sso_role_name", "role");
				others.put("sso_start_url", "https://example.com/start");
			}
			default -> {
			}
		}
		setting.getFileKeys().forEach(others::remove);
		return others;
	}

	@ParameterizedTest
	@MethodSource("starter")
	void noClientHasWhatTheStarterAloneLooksAt(AwsSetting<?> setting) {
		this.properties.put("aws.access-key-id", "akid");
		this.properties.put("aws.secret-access-key", "secret");
		change(setting, 0);
		run(new FakeMachine(this.home), (context) -> {
			client(context, setting);
			String then = change(setting, 1);
			Reload reload = context.getBean(SettingsReloader.class).reload("a row");
			assertThat(reload.failure()).isNull();
			assertThat(reload.changes()).singleElement().satisfies((change) -> assertThat(change.holders()).isEmpty());
			assertThat(context.getBean(AwsSettings.class).get(setting).getWritten()).isNotNull()
				.satisfies((written) -> assertThat(written.text()).isEqualTo(then));
		});
	}

	@ParameterizedTest
	@MethodSource("none")
	void whatHasNoEffectHasNoneAfterwards(AwsSetting<?> setting) {
		this.properties.put("aws.access-key-id", "akid");
		this.properties.put("aws.secret-access-key", "secret");
		change(setting, 0);
		run(machine(), (context) -> {
			change(setting, 1);
			Reload reload = context.getBean(SettingsReloader.class).reload("a row");
			assertThat(reload.failure()).isNull();
			assertThat(reload.credentials()).isEmpty();
			assertThat(reload.changes()).allSatisfy((change) -> assertThat(change.holders()).isEmpty());
		});
	}

	@ParameterizedTest
	@MethodSource("timeouts")
	void timeoutsAreFollowed(AwsSetting<?> setting) {
		this.properties.put("aws.access-key-id", "akid");
		this.properties.put("aws.secret-access-key", "secret");
		change(setting, 0);
		run(machine(), (context) -> {
			BuiltClient before = client(context, setting);
			assertThat(before.isFollowing(setting)).isFalse();
			change(setting, 1);
			Reload reload = context.getBean(SettingsReloader.class).reload("a row");
			assertThat(reload.changes()).singleElement().satisfies((change) -> assertThat(change.holders()).isEmpty());
			assertThat(before.isFollowing(setting)).isTrue();
			// A request cannot take one away
			this.properties.remove(setting.getPropertyName());
			reload = context.getBean(SettingsReloader.class).reload("a row");
			assertThat(reload.changes()).singleElement()
				.satisfies((change) -> assertThat(change.holders()).containsExactly("DynamoDbClient"));
		});
	}

	@Test
	void everyRowIsTested() {
		assertThat(Stream.of(nextClient(), credentials(), timeouts(), starter(), none()).mapToLong(Stream::count).sum())
			.isEqualTo(SettingCatalog.getSettings().size() - 4);
	}

	@Test
	void profileAndFilesAndServicesAreReadAnew() {
		FakeMachine machine = machine().file("one", """
				[default]
				region = eu-west-1
				[profile two]
				region = eu-west-2
				aws_access_key_id = akid-two
				aws_secret_access_key = secret
				services = endpoints
				[services endpoints]
				dynamodb =
				  endpoint_url = http://127.0.0.1:9001
				[services others]
				dynamodb =
				  endpoint_url = http://127.0.0.1:9002
				""").file("other", """
				[profile two]
				region = eu-west-3
				aws_access_key_id = akid-other
				aws_secret_access_key = secret
				""").file("keys", """
				[two]
				aws_access_key_id = akid-keys
				aws_secret_access_key = secret
				""");
		this.properties.put("aws.region", "");
		this.properties.put("aws.config-file", machine.path("one").toString());
		run(machine, (context) -> {
			SettingsReloader reloader = context.getBean(SettingsReloader.class);
			this.properties.put("aws.profile", "two");
			assertThat(reloader.reload("profile").failure()).isNull();
			assertThat(shown(context)).isEqualTo("eu-west-2 http://127.0.0.1:9001 akid-two");
			this.properties.put("aws.services", "others");
			assertThat(reloader.reload("services").failure()).isNull();
			assertThat(shown(context)).isEqualTo("eu-west-2 http://127.0.0.1:9002 akid-two");
			this.properties.put("aws.shared-credentials-file", machine.path("keys").toString());
			assertThat(reloader.reload("credentials file").failure()).isNull();
			assertThat(shown(context)).isEqualTo("eu-west-2 http://127.0.0.1:9002 akid-keys");
			this.properties.remove("aws.shared-credentials-file");
			this.properties.remove("aws.services");
			this.properties.put("aws.config-file", machine.path("other").toString());
			assertThat(reloader.reload("config file").failure()).isNull();
			assertThat(shown(context)).isEqualTo("eu-west-3 null akid-other");
		});
	}

	private static String shown(AssertableApplicationContext context) {
		try (DynamoDbClient client = context.getBean(AwsClientConfigurer.class)
			.configure(DynamoDbClient.builder())
			.build()) {
			DynamoDbServiceClientConfiguration configuration = client.serviceClientConfiguration();
			return configuration.region() + " " + configuration.endpointOverride().orElse(null) + " "
					+ ((AwsCredentialsProvider) configuration.credentialsProvider()).resolveCredentials().accessKeyId();
		}
	}

}
