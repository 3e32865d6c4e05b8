package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.awsconfig.AwsClientId;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Providers of credentials and Region of the application's own, which need clients
 * themselves.
 */
@Timeout(60)
class OwnProvidersTests {

	private static final String ROLE = """
			<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
			<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>secret-role</SecretAccessKey>
			<SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
			</Credentials></AssumeRoleResult></AssumeRoleResponse>""";

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(
					new FakeMachine(this.home).withRegionAndKeys().variable("AWS_ENDPOINT_URL", this.server.url()))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private List<String> signers() {
		return this.server.requests().stream().map(OwnProvidersTests::signer).toList();
	}

	/**
	 * Return who signed a request, for which Region and service.
	 */
	private static String signer(Request request) {
		String[] scope = request.authorization().replaceAll(".*Credential=([^,]+),.*", "$1").split("/");
		return scope[0] + " " + scope[2] + " " + scope[3];
	}

	@ParameterizedTest
	@ValueSource(classes = { WithClient.class, WithLazyClient.class, WithClientProvider.class, WithConfigurer.class,
			WithService.class })
	void clientThatAProviderOfCredentialsNeedsHasThoseThatThereWouldBeWithoutIt(Class<?> configuration) {
		this.server.answering(Answer.of(ROLE), Answer.of(200));
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			context.getBean(KmsClient.class).listKeys();
			assertThat(signers()).containsExactly("akid eu-central-1 sts", "ASIAROLE eu-central-1 kms");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { WithClient.class, WithLazyClient.class, WithClientProvider.class, WithService.class })
	void soItHasWhoeverAsksForItFirst(Class<?> configuration) {
		this.server.answering(Answer.of(ROLE), Answer.of(200));
		this.contextRunner.withUserConfiguration(configuration)
			.withPropertyValues("spring.main.lazy-initialization=true")
			.run((context) -> {
				context.getBean(StsClient.class).assumeRole((role) -> role.roleArn("arn").roleSessionName("name"));
				context.getBean(KmsClient.class);
				context.getBean(StsClient.class).assumeRole((role) -> role.roleArn("arn").roleSessionName("name"));
				assertThat(signers()).allSatisfy((signer) -> assertThat(signer).isEqualTo("akid eu-central-1 sts"));
			});
	}

	@Test
	void asyncProviderIsAskedAsync() {
		this.contextRunner.withUserConfiguration(Async.class).run((context) -> {
			context.getBean(KmsAsyncClient.class).listKeys().join();
			assertThat(signers()).containsExactly("akid eu-central-1 dynamodb", "async eu-central-1 kms");
		});
	}

	@Test
	void otherClientsHaveTheCredentialsOfTheProvider() {
		this.server.answering((request) -> (signer(request).endsWith("sts")) ? Answer.of(ROLE) : Answer.of(200));
		this.contextRunner.withUserConfiguration(WithClient.class)
			.withPropertyValues("aws.clients.ledger.service=dynamodb", "aws.services.kms.access-key-id=own",
					"aws.services.kms.secret-access-key=secret")
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				context.getBean("ledger", DynamoDbClient.class).listTables();
				context.getBean(KmsClient.class).listKeys();
				assertThat(signers()).containsExactly("akid eu-central-1 sts", "ASIAROLE eu-central-1 dynamodb",
						"ASIAROLE eu-central-1 dynamodb", "own eu-central-1 kms");
			});
	}

	@Test
	void planOfARoleNamesTheProviderThatItIsAssumedWith() {
		this.contextRunner.withUserConfiguration(WithClient.class)
			.withPropertyValues("aws.services.kms.role-arn=arn:aws:iam::123456789012:role/keys")
			.run((context) -> assertThat(
					context.getBean(ClientCredentialsChains.class).getChain(AwsClientId.ofService("kms")).getSource())
				.contains(StsAssumeRoleCredentialsProvider.class.getName())
				.doesNotContain("OwnCredentialsProvider"));
	}

	@ParameterizedTest
	@ValueSource(classes = { RegionWithClient.class, RegionWithLazyClient.class, RegionWithClientProvider.class,
			RegionWithConfigurer.class })
	void clientThatAProviderOfTheRegionNeedsHasTheOneThatThereWouldBeWithoutIt(Class<?> configuration) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			context.getBean(KmsClient.class).listKeys();
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(signers().get(0)).isEqualTo("akid eu-central-1 dynamodb");
			assertThat(signers()).contains("akid sa-east-1 kms");
		});
		this.server.requests().clear();
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(KmsClient.class).listKeys();
			assertThat(signers().get(0)).isEqualTo("akid eu-central-1 dynamodb");
			assertThat(signers()).contains("akid sa-east-1 kms");
		});
	}

	@Test
	void withoutAnyRegionForThatClientTheFailureSaysWhy() {
		this.contextRunner.withInitializer(new FakeMachine(this.home).withRegionAndKeys().withoutVariable("AWS_REGION"))
			.withUserConfiguration(RegionWithClient.class)
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(KmsClient.class))
				.havingRootCause()
				.isInstanceOf(MissingRegionException.class)
				.withMessageContaining("clients of 'dynamodb' need one")
				.withMessageContaining("The AwsRegionProvider of the application needs this client, so that the "
						+ "Region cannot come from there."));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithClient {

		@Bean
		AwsCredentialsProvider own(StsClient sts) {
			return provider(sts);
		}

		static AwsCredentialsProvider provider(StsClient sts) {
			return StsAssumeRoleCredentialsProvider.builder()
				.stsClient(sts)
				.refreshRequest((role) -> role.roleArn("arn:aws:iam::123456789012:role/own").roleSessionName("own"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithLazyClient {

		@Bean
		AwsCredentialsProvider own(@Lazy StsClient sts) {
			return WithClient.provider(sts);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithClientProvider {

		@Bean
		AwsCredentialsProvider own(ObjectProvider<StsClient> sts) {
			return () -> WithClient.provider(sts.getObject()).resolveCredentials();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithConfigurer {

		@Bean
		AwsCredentialsProvider own(AwsClientConfigurer configurer) {
			return WithClient.provider(configurer.configure(StsClient.builder()).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithService {

		@Bean
		Service service(StsClient sts) {
			return new Service(sts);
		}

		@Bean
		AwsCredentialsProvider own(Service service) {
			return WithClient.provider(service.sts());
		}

		record Service(StsClient sts) {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Async {

		@Bean
		AwsCredentialsProvider own(@Lazy DynamoDbAsyncClient client) {
			return new AwsCredentialsProvider() {

				@Override
				public AwsCredentials resolveCredentials() {
					throw new IllegalStateException("Not asked");
				}

				@Override
				public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
					return client.listTables().thenApply((tables) -> AwsBasicCredentials.create("async", "secret"));
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegionWithClient {

		@Bean
		AwsRegionProvider own(DynamoDbClient client) {
			return () -> region(client);
		}

		static Region region(DynamoDbClient client) {
			client.listTables();
			return Region.SA_EAST_1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegionWithLazyClient {

		@Bean
		AwsRegionProvider own(@Lazy DynamoDbClient client) {
			return () -> RegionWithClient.region(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegionWithClientProvider {

		@Bean
		AwsRegionProvider own(ObjectProvider<DynamoDbClient> client) {
			return () -> RegionWithClient.region(client.getObject());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegionWithConfigurer {

		@Bean
		AwsRegionProvider own(AwsClientConfigurer configurer) {
			DynamoDbClient client = configurer.configure(DynamoDbClient.builder()).build();
			return () -> RegionWithClient.region(client);
		}

	}

}
