package io.awsconfig.autoconfigure;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.AwsClientId;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the endpoint says about clients: what they use, and who said so.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientsShownTests {

	private static final String REGION = """
			"region":{"value":"eu-central-1","from":"setting","spelling":"AWS_REGION",\
			"origin":"System Environment Property \\"AWS_REGION\\""}""";

	private static final String INSTEAD_OF_REGION = """
			"insteadOf":{"value":"eu-central-1","spelling":"AWS_REGION",\
			"origin":"System Environment Property \\"AWS_REGION\\""}""";

	private static final String STANDARD = """
			"retry_mode":{"value":"standard","from":"default"},"max_attempts":{"value":"3","from":"default"}""";

	private static final String CREDENTIALS = """
			"credentials":{"value":"access key **** from environment variable AWS_ACCESS_KEY_ID","from":"settings"}""";

	private final LocalServer server = new LocalServer();

	@TempDir
	private Path home;

	private FakeMachine machine;

	private WebApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new WebApplicationContextRunner().withInitializer(this.machine)
			.withPropertyValues("management.endpoints.web.exposure.include=aws",
					"management.endpoint.aws.show-values=always")
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
					WebEndpointAutoConfiguration.class, WebMvcAutoConfiguration.class,
					DispatcherServletAutoConfiguration.class, ManagementContextAutoConfiguration.class,
					JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
					HttpMessageConvertersAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private static MvcTestResult get(AssertableWebApplicationContext context, String path) {
		return MockMvcTester.from(context).get().uri("/actuator/aws" + path).exchange();
	}

	private static String body(AssertableWebApplicationContext context, String path) {
		try {
			return get(context, path).getResponse().getContentAsString();
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return what is said about the clients of a service, without what follows.
	 */
	private static String clients(AssertableWebApplicationContext context, String path) {
		String body = body(context, path);
		int start = body.indexOf("\"clients\":");
		return body.substring(start, body.indexOf(",\"settings\":", start));
	}

	@Test
	void clientThatNobodyHasBuiltIsNotBuiltForThat() {
		this.contextRunner.run((context) -> {
			assertThat(clients(context, "/services/sqs")).isEqualTo("""
					"clients":[{"state":"not built yet","uses":{%s,%s},%s}]""".formatted(REGION, STANDARD,
					CREDENTIALS));
			assertThat(context.getBeanFactory().containsSingleton("sqsClient")).isFalse();
			assertThat(body(context, "/services")).isEqualTo("{\"entries\":{}}");
		});
	}

	@Test
	void clientIsShownAsItIs() {
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner.withPropertyValues("aws.services.sqs.max-attempts=7", "aws.api-call-timeout=20s")
			.run((context) -> {
				SqsClient client = context.getBean(SqsClient.class);
				String uses = """
						"clients":[{"type":"SqsClient","state":"built","uses":{%s,\
						"endpoint_url":{"value":"%s","from":"setting","spelling":"AWS_ENDPOINT_URL",\
						"origin":"System Environment Property \\"AWS_ENDPOINT_URL\\""},\
						"retry_mode":{"value":"standard","from":"default"},\
						"max_attempts":{"value":"7","from":"setting","spelling":"aws.services.sqs.max-attempts",\
						"origin":"\\"aws.services.sqs.max-attempts\\" from property source \\"test\\""},\
						"api_call_timeout":{"value":"20000ms","from":"setting","spelling":"aws.api-call-timeout",\
						"origin":"\\"aws.api-call-timeout\\" from property source \\"test\\""}}""".formatted(REGION,
						this.server.url());
				assertThat(clients(context, "/services/sqs")).isEqualTo(uses + "," + CREDENTIALS + "}]");
				client.listQueues();
				assertThat(clients(context, "/services/sqs"))
					.isEqualTo(uses + ",\"called\":\"" + this.server.url() + "\"," + CREDENTIALS + "}]");
				assertThat(clients(context, "/services")).isEqualTo(clients(context, "/services/sqs"));
			});
	}

	@Test
	void customizerIsNamedForWhatItChanges(CapturedOutput output) {
		URI endpoint = URI.create(this.server.url());
		AwsClientCustomizer<DynamoDbClientBuilder> customizer = (builder, client) -> builder.region(Region.US_WEST_2)
			.endpointOverride(endpoint)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.overrideConfiguration(builder.overrideConfiguration()
				.copy((override) -> override.retryStrategy(RetryMode.LEGACY).apiCallTimeout(Duration.ofSeconds(9))));
		this.contextRunner.withPropertyValues("aws.max-attempts=5", "aws.api-call-timeout=20s")
			.withBean("wrong", AwsClientCustomizer.class, () -> new DynamoDb(customizer))
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				assertThat(clients(context, "/services/dynamodb")).isEqualTo("""
						"clients":[{"type":"DynamoDbClient","state":"built","uses":{\
						"region":{"value":"us-west-2","from":"customizer","by":"wrong",%s},\
						"endpoint_url":{"value":"%2$s","from":"customizer","by":"wrong"},\
						"retry_mode":{"value":"legacy","from":"customizer","by":"wrong"},\
						"max_attempts":{"value":"4","from":"customizer","by":"wrong",\
						"insteadOf":{"value":"5","spelling":"aws.max-attempts",\
						"origin":"\\"aws.max-attempts\\" from property source \\"test\\""}},\
						"api_call_timeout":{"value":"9000ms","from":"customizer","by":"wrong",\
						"insteadOf":{"value":"20s","spelling":"aws.api-call-timeout",\
						"origin":"\\"aws.api-call-timeout\\" from property source \\"test\\""}}},\
						"called":"%2$s","credentials":{\
						"value":"software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider",\
						"from":"customizer","by":"wrong",\
						"insteadOf":{"value":"access key **** from environment variable AWS_ACCESS_KEY_ID"}},\
						"customizers":["wrong"]}]""".formatted(INSTEAD_OF_REGION, this.server.url()));
				assertThat(body(context, "/settings/region")).contains("""
						"shadowed":[],"exceptions":[{"client":"DynamoDbClient","value":"us-west-2",\
						"from":"customizer","by":"wrong"}],"valid":""");
				assertThat(output)
					.contains("DynamoDbClient uses region us-west-2 by customizer 'wrong', instead of "
							+ "eu-central-1 from environment variable AWS_REGION")
					.contains("DynamoDbClient uses endpoint_url " + this.server.url() + " by customizer 'wrong'")
					.contains("DynamoDbClient uses credentials of " + AnonymousCredentialsProvider.class.getName()
							+ " by customizer 'wrong', instead of those that the settings say");
				context.getBean(KmsClient.class);
				assertThat(clients(context, "/services/kms")).contains(REGION).doesNotContain("wrong");
			});
	}

	@Test
	void whoCannotBeToldIsOneOfSeveral() {
		this.contextRunner.withUserConfiguration(Several.class).run((context) -> {
			context.getBean(KmsClient.class);
			assertThat(clients(context, "/services/kms")).isEqualTo(
					"""
							"clients":[{"type":"KmsClient","state":"built","uses":{\
							"region":{"value":"us-west-2","from":"one of",\
							"by":"customizer 'first', customizer 'second', plugin 'plugin'",%s},%s,\
							"api_call_timeout":{"value":"9000ms","from":"one of","by":"customizer 'second', plugin 'plugin'"}},%s,\
							"customizers":["first","second"],"plugins":["plugin"],"interceptors":["interceptor"]}]"""
						.formatted(INSTEAD_OF_REGION, STANDARD, CREDENTIALS));
		});
	}

	@Test
	void pluginIsNamed() {
		this.contextRunner.withBean("plugin", SdkPlugin.class, () -> MovesToUsWest2::move).run((context) -> {
			context.getBean(KmsAsyncClient.class);
			assertThat(clients(context, "/services/kms")).contains("""
					"region":{"value":"us-west-2","from":"plugin","by":"plugin",%s}""".formatted(INSTEAD_OF_REGION));
		});
	}

	@Test
	void clientThatTheApplicationBuildsIsShownAsLongAsItLives() {
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner.run((context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			KmsClient client = configurer
				.configure(KmsClient.builder()
					.overrideConfiguration((override) -> override.apiCallTimeout(Duration.ofSeconds(9))))
				.region(Region.US_WEST_2)
				.build();
			client.listKeys();
			assertThat(clients(context, "/services/kms")).isEqualTo("""
					"clients":[{"type":"KmsClient","state":"built","uses":{\
					"region":{"value":"us-west-2","from":"code",%s},\
					"endpoint_url":{"value":"%3$s","from":"setting","spelling":"AWS_ENDPOINT_URL",\
					"origin":"System Environment Property \\"AWS_ENDPOINT_URL\\""},%2$s,\
					"api_call_timeout":{"value":"9000ms","from":"code"}},"called":"%3$s",%4$s}]"""
				.formatted(INSTEAD_OF_REGION, STANDARD, this.server.url(), CREDENTIALS));
			assertThat(this.server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.authorization()).contains("/us-west-2/kms/"));
			client.close();
		});
	}

	@Test
	void builderThatIsConfiguredTwiceMakesOneClient() {
		this.contextRunner.run((context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			try (KmsClient first = configurer.configure(configurer.configure(KmsClient.builder())).build();
					KmsClient second = configurer
						.configure(KmsClient.builder()
							.overrideConfiguration(first.serviceClientConfiguration().overrideConfiguration()))
						.build()) {
				assertThat(second).isNotSameAs(first);
				assertThat(body(context, "/services/kms").split("\"type\":\"KmsClient\"", -1)).hasSize(3);
			}
		});
	}

	@Test
	void namedClientIsShown() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3")
			.run((context) -> {
				String region = """
						"uses":{"region":{"value":"eu-west-3","from":"setting","spelling":"aws.clients.archive.region",\
						"origin":"\\"aws.clients.archive.region\\" from property source \\"test\\""},%s},%s}]"""
					.formatted(STANDARD, CREDENTIALS);
				assertThat(clients(context, "/clients/archive"))
					.isEqualTo("\"clients\":[{\"state\":\"not built yet\"," + region);
				context.getBean("archive", S3Client.class);
				String built = "\"clients\":[{\"type\":\"S3Client\",\"state\":\"built\"," + region;
				assertThat(clients(context, "/clients/archive")).isEqualTo(built);
				assertThat(clients(context, "/clients")).isEqualTo(built);
				assertThat(clients(context, "/services/s3")).contains("not built yet");
			});
	}

	@Test
	void clientOnTheCrtIsShown() {
		this.contextRunner.withPropertyValues("aws.max-attempts=5").run((context) -> {
			context.getBean(S3AsyncClient.class);
			assertThat(clients(context, "/services/s3")).isEqualTo("""
					"clients":[{"type":"S3AsyncClient","state":"built","uses":{%s,\
					"retry_mode":{"value":"standard","from":"default"},\
					"max_attempts":{"value":"5","from":"setting","spelling":"aws.max-attempts",\
					"origin":"\\"aws.max-attempts\\" from property source \\"test\\""}},%s}]""".formatted(REGION,
					CREDENTIALS));
		});
	}

	@Test
	void serversAreHiddenFromThoseWhoMayNotSeeValues() {
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner.withPropertyValues("management.endpoint.aws.show-values=never").run((context) -> {
			context.getBean(KmsClient.class).listKeys();
			assertThat(body(context, "/services/kms")).contains("\"called\":\"******\"")
				.contains("\"endpoint_url\":{\"value\":\"******\"")
				.contains(REGION)
				.doesNotContain("127.0.0.1");
		});
	}

	@Test
	void failuresOfAClientAreShownWithItAndNotAtAGlance() {
		this.server.answering(Answer.error(400, "ExpiredTokenException"), Answer.error(403, "AccessDeniedException"));
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url()).variable("AWS_MAX_ATTEMPTS", "1");
		this.contextRunner.withPropertyValues("aws.clients.keys.service=kms").run((context) -> {
			KmsClient named = BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), KmsClient.class,
					"keys");
			assertThat(body(context, "/clients/keys")).doesNotContain("failures");
			assertThatExceptionOfType(KmsException.class).isThrownBy(() -> context.getBean(KmsClient.class).listKeys());
			assertThatExceptionOfType(KmsException.class).isThrownBy(named::listKeys);
			String facts = """
					"facts":{"Credentials":"access key ****, access keys (environment variable AWS_ACCESS_KEY_ID)",\
					"Region":"eu-central-1 from environment variable AWS_REGION",\
					"Endpoint":"%s from environment variable AWS_ENDPOINT_URL"}""".formatted(this.server.url());
			assertThat(failures(context, "/services/kms")).isEqualTo(
					"""
							"failures":[{"client":"kms","cause":"credentials expired",\
							"message":"AWS client of 'kms': ListKeys failed, because AWS says that the credentials have expired \
							(ExpiredTokenException, HTTP status 400).",%s,\
							"action":"Write a new access key id and secret access key to where these come from \
							(environment variable AWS_ACCESS_KEY_ID) and start the application again; nobody renews them.",\
							"operation":"ListKeys","count":1,"first":"TIME","last":"TIME"}]}"""
						.formatted(facts));
			assertThat(failures(context, "/clients/keys"))
				.startsWith("""
						"failures":[{"client":"keys","cause":"access denied",\
						"message":"AWS client 'keys' (kms): ListKeys failed, because who asks may not do that \
						(AccessDeniedException, HTTP status 403).",%s"""
					.formatted(facts.replace("{", "{\"AWS says\":\"no.\",")))
				.endsWith("""
						"operation":"ListKeys","count":1,"first":"TIME","last":"TIME"}]}""");
			assertThat(body(context, "/services")).doesNotContain("failures");
			assertThat(body(context, "/clients")).doesNotContain("failures");
			assertThat(body(context, "/services/sqs")).doesNotContain("failures");
		});
	}

	/**
	 * Return what is said about failures, which comes last, without the time.
	 */
	private static String failures(AssertableWebApplicationContext context, String path) {
		String body = body(context, path);
		assertThat(body).contains("\"failures\":");
		return body.substring(body.indexOf("\"failures\":")).replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
	}

	@Test
	void unknownNamesAreNotFound() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3").run((context) -> {
			assertThat(get(context, "/services/dynamdb")).hasStatus(404).bodyText().startsWith("""
					{"message":"There is no service 'dynamdb', which has neither settings nor a module of the AWS SDK \
					on the class path; did you mean 'dynamodb'?","nearest":"dynamodb","names":["dynamodb",""");
			assertThat(get(context, "/settings/regoin")).hasStatus(404).bodyText().startsWith("""
					{"message":"There is no setting 'regoin'; did you mean 'region'?","nearest":"region",\
					"names":["region",""");
			assertThat(get(context, "/clients/archve")).hasStatus(404).bodyText().isEqualTo("""
					{"message":"There is no client 'archve', which has no 'aws.clients.archve.service'; \
					did you mean 'archive'?","nearest":"archive","names":["archive"]}""");
			assertThat(get(context, "/clents")).hasStatus(404).bodyText().isEqualTo("""
					{"message":"There is no part 'clents'; did you mean 'clients'?","nearest":"clients",\
					"names":["clients","credentials","settings","services"]}""");
			assertThat(get(context, "/services/s3")).hasStatus(200);
		});
	}

	@Test
	void whatIsNotSetIsShownToThoseWhoAsk() {
		this.contextRunner.run((context) -> {
			assertThat(body(context, "/settings")).contains("\"region\":").doesNotContain("retry_mode");
			assertThat(body(context, "/settings?all=false")).isEqualTo(body(context, "/settings"));
			assertThat(body(context, "/settings?all=")).contains("""
					"retry_mode":{"value":"standard","from":"default"}""")
				.isEqualTo(body(context, "/settings?all=true"));
			assertThat(body(context, "/services/dynamodb")).doesNotContain("use_fips_endpoint");
			assertThat(body(context, "/services/dynamodb?all=")).contains("""
					"max_attempts":{"value":"4","from":"default"}""")
				.contains("\"use_fips_endpoint\":{\"value\":\"false\",\"from\":\"default\"}")
				.contains("\"endpoint_url\":{\"from\":\"not set\"}");
		});
	}

	@Test
	void answersComeInTheOrderInWhichOneAsks() {
		this.machine.variable("AWS_MAX_ATTEMPTS", "4");
		this.contextRunner.withPropertyValues("aws.max-attempts=5")
			.run((context) -> assertThat(body(context, "/settings/max-attempts")).isEqualTo(
					"""
							{"name":"max_attempts","value":"5","spelling":"aws.max-attempts",\
							"origin":"\\"aws.max-attempts\\" from property source \\"test\\"",\
							"shadowed":[{"value":"4","spelling":"AWS_MAX_ATTEMPTS",\
							"origin":"System Environment Property \\"AWS_MAX_ATTEMPTS\\""}],\
							"valid":"a whole number, at least 1",\
							"defaultValue":"3, DynamoDB and DynamoDB Streams 4; without new_retries_2026 and in mode legacy, the SDK's",\
							"property":"aws.max-attempts","systemProperties":["aws.maxAttempts"],\
							"environmentVariables":["AWS_MAX_ATTEMPTS"],"fileKeys":["max_attempts"],\
							"section":"Retry behavior","reach":"a method of the client builder"}"""));
	}

	private record DynamoDb(
			AwsClientCustomizer<DynamoDbClientBuilder> delegate) implements AwsClientCustomizer<DynamoDbClientBuilder> {

		@Override
		public void customize(DynamoDbClientBuilder builder, AwsClientId client) {
			this.delegate.customize(builder, client);
		}

	}

	private static final class MovesToUsWest2 {

		static void move(SdkServiceClientConfiguration.Builder configuration) {
			((AwsServiceClientConfiguration.Builder) configuration).region(Region.US_WEST_2);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Several {

		@Bean
		@Order(1)
		AwsClientCustomizer<AwsClientBuilder<?, ?>> first() {
			return (builder, client) -> builder.region(Region.US_WEST_2);
		}

		@Bean
		@Order(2)
		AwsClientCustomizer<AwsClientBuilder<?, ?>> second() {
			return (builder, client) -> builder.overrideConfiguration(
					builder.overrideConfiguration().copy((override) -> override.apiCallTimeout(Duration.ofSeconds(9))));
		}

		@Bean
		SdkPlugin plugin() {
			return (configuration) -> {
			};
		}

		@Bean
		ExecutionInterceptor interceptor() {
			return new ExecutionInterceptor() {
			};
		}

	}

}
