package io.awsconfig.autoconfigure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.document.DocumentTableSchema;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.Upload;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The clients that stand on the client of a service.
 */
class LibraryClientsTests {

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private final LocalServer other = new LocalServer();

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(
					new FakeMachine(this.home).withRegionAndKeys().variable("AWS_ENDPOINT_URL", this.server.url()))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServers() {
		this.server.close();
		this.other.close();
	}

	private static void read(DynamoDbEnhancedClient client) {
		client.table("orders", schema()).getItem(key());
	}

	private static void readAsync(DynamoDbEnhancedAsyncClient client) {
		client.table("orders", schema()).getItem(key()).join();
	}

	private static DocumentTableSchema schema() {
		return DocumentTableSchema.builder()
			.addIndexPartitionKey(TableMetadata.primaryIndexName(), "id", AttributeValueType.S)
			.attributeConverterProviders(AttributeConverterProvider.defaultProvider())
			.build();
	}

	private static Key key() {
		return Key.builder().partitionValue("1").build();
	}

	private static Upload upload(S3TransferManager transfers, int bytes) {
		return transfers.upload((upload) -> upload.requestBody(AsyncRequestBody.fromBytes(new byte[bytes]))
			.putObjectRequest((put) -> put.bucket("photos").key("cat")));
	}

	private static String regionOf(Request request) {
		return request.authorization().split("/")[2];
	}

	@Test
	void enhancedClientsStandOnTheClientsOfTheSettings() {
		this.contextRunner.withPropertyValues("aws.services.dynamodb.region=eu-west-3").run((context) -> {
			read(context.getBean(DynamoDbEnhancedClient.class));
			readAsync(context.getBean(DynamoDbEnhancedAsyncClient.class));
			assertThat(this.server.requests()).hasSize(2).allSatisfy((request) -> {
				assertThat(request.header("X-Amz-Target")).isEqualTo("DynamoDB_20120810.GetItem");
				assertThat(regionOf(request)).isEqualTo("eu-west-3");
			});
			assertThat(context.getBean(DynamoDbEnhancedClient.class))
				.isSameAs(context.getBean(DynamoDbEnhancedClient.class));
		});
	}

	@Test
	void clientIsSharedWithWhoeverInjectsItAsWell() {
		this.contextRunner.run((context) -> {
			read(context.getBean(DynamoDbEnhancedClient.class));
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(context.getBean(RetryStrategies.class).getStatus()).singleElement()
				.extracting(RetryStatus::service)
				.isEqualTo("dynamodb");
		});
	}

	@Test
	void enhancedClientsStandOnTheClientsOfTheApplication() {
		this.contextRunner.withUserConfiguration(OwnClients.class)
			.withPropertyValues("other=" + this.other.url())
			.run((context) -> {
				read(context.getBean(DynamoDbEnhancedClient.class));
				readAsync(context.getBean(DynamoDbEnhancedAsyncClient.class));
				assertThat(this.server.requests()).isEmpty();
				assertThat(this.other.requests()).hasSize(2);
			});
	}

	@Test
	void transferManagerSendsLargeObjectsInParts() {
		this.contextRunner.withUserConfiguration(PathStyle.class).run((context) -> {
			S3TransferManager transfers = context.getBean(S3TransferManager.class);
			upload(transfers, 10).completionFuture().join();
			assertThat(this.server.onlyRequest().method()).isEqualTo("PUT");
			assertThat(this.server.onlyRequest().uri()).hasToString("/photos/cat");
			this.server.requests().clear();
			assertThatException().isThrownBy(() -> upload(transfers, 20_000_000).completionFuture().join());
			assertThat(this.server.requests().get(0).method()).isEqualTo("POST");
			assertThat(this.server.requests().get(0).uri()).hasToString("/photos/cat?uploads");
		});
	}

	@Test
	void transferManagerStandsOnTheClientOfTheApplication() {
		this.contextRunner.withUserConfiguration(OwnClients.class)
			.withPropertyValues("other=" + this.other.url())
			.run((context) -> {
				upload(context.getBean(S3TransferManager.class), 20_000_000).completionFuture().join();
				assertThat(this.server.requests()).isEmpty();
				// Its client sends no parts
				assertThat(this.other.onlyRequest().body()).hasSizeGreaterThan(20_000_000);
			});
	}

	@Test
	void namedOnesStandOnTheNamedClients() {
		this.contextRunner.withUserConfiguration(PathStyle.class, OwnClients.class)
			.withPropertyValues("other=" + this.other.url(), "aws.clients.archive.service=s3",
					"aws.clients.archive.region=eu-west-3", "aws.clients.ledger.service=dynamodb",
					"aws.clients.ledger.region=eu-south-2")
			.withBean(Users.class)
			.run((context) -> {
				Users users = context.getBean(Users.class);
				upload(users.transfers, 1).completionFuture().join();
				read(users.enhanced);
				readAsync(users.enhancedAsync);
				assertThat(this.other.requests()).isEmpty();
				assertThat(this.server.requests()).extracting(LibraryClientsTests::regionOf)
					.containsExactly("eu-west-3", "eu-south-2", "eu-south-2");
				assertThat(context.getBean(DynamoDbEnhancedClient.class)).isNotSameAs(users.enhanced);
			});
	}

	@Test
	void nameOfAnotherServiceHasNone() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3")
			.run((context) -> assertThatExceptionOfType(BeanNotOfRequiredTypeException.class)
				.isThrownBy(() -> context.getBean("archive", DynamoDbEnhancedClient.class)));
	}

	@Test
	void clientThatIsInjectedByItsNameAloneIsNotWhatTheyStandOn() {
		this.contextRunner.withUserConfiguration(ClientsByName.class).run((context) -> {
			read(context.getBean(DynamoDbEnhancedClient.class));
			assertThat(regionOf(this.server.onlyRequest())).isEqualTo("eu-central-1");
		});
	}

	@Test
	void theyBackOff() {
		this.contextRunner.withUserConfiguration(OwnEnhancedClient.class).run((context) -> {
			assertThat(context.getBean(DynamoDbEnhancedClient.class)).isSameAs(context.getBean("mine"));
			readAsync(context.getBean(DynamoDbEnhancedAsyncClient.class));
		});
	}

	@Test
	void transferManagerIsOfNoUseAfterTheApplication() {
		S3TransferManager[] transfers = new S3TransferManager[1];
		this.contextRunner.withUserConfiguration(PathStyle.class).run((context) -> {
			transfers[0] = context.getBean(S3TransferManager.class);
			upload(transfers[0], 1).completionFuture().join();
		});
		assertThatException().isThrownBy(() -> upload(transfers[0], 1).completionFuture().join())
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("event executor terminated"));
	}

	@Test
	void withoutTheirModulesNothingIsMissed() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("software.amazon.awssdk.enhanced",
					"software.amazon.awssdk.transfer", "software.amazon.awssdk.imds"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(DynamoDbClient.class).listTables();
				assertThat(new String(this.server.onlyRequest().body(), StandardCharsets.UTF_8)).isEqualTo("{}");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class PathStyle {

		@Bean
		AwsClientCustomizer<S3AsyncClientBuilder> pathStyle() {
			return (builder, target) -> builder.forcePathStyle(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		DynamoDbClient ownClient(AwsClientConfigurer configurer, @Value("${other}") URI other) {
			return configurer.configure(DynamoDbClient.builder()).endpointOverride(other).build();
		}

		@Bean
		DynamoDbAsyncClient ownAsyncClient(AwsClientConfigurer configurer, @Value("${other}") URI other) {
			return configurer.configure(DynamoDbAsyncClient.builder()).endpointOverride(other).build();
		}

		@Bean
		S3AsyncClient ownS3Client(AwsClientConfigurer configurer, @Value("${other}") URI other) {
			return configurer.configure(S3AsyncClient.builder()).endpointOverride(other).forcePathStyle(true).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientsByName {

		@Bean(defaultCandidate = false)
		DynamoDbClient archive(AwsClientConfigurer configurer) {
			return configurer.configure(DynamoDbClient.builder()).region(Region.SA_EAST_1).build();
		}

		@Bean(autowireCandidate = false)
		DynamoDbClient hidden(AwsClientConfigurer configurer) {
			return configurer.configure(DynamoDbClient.builder()).region(Region.SA_EAST_1).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEnhancedClient {

		@Bean
		DynamoDbEnhancedClient mine(DynamoDbClient client) {
			return DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
		}

	}

	static class Users {

		final S3TransferManager transfers;

		final DynamoDbEnhancedClient enhanced;

		final DynamoDbEnhancedAsyncClient enhancedAsync;

		Users(@Qualifier("archive") S3TransferManager transfers, @Qualifier("ledger") DynamoDbEnhancedClient enhanced,
				@Qualifier("ledger") DynamoDbEnhancedAsyncClient enhancedAsync) {
			this.transfers = transfers;
			this.enhanced = enhanced;
			this.enhancedAsync = enhancedAsync;
		}

	}

}
