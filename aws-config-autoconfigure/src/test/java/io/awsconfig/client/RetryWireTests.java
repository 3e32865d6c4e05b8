package io.awsconfig.client;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.RetryQuotaExceededException;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The retries of real clients, on the wire.
 */
class RetryWireTests {

	private static ToldToTheEnd asyncHttp;

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private final AtomicLong nanoTime = new AtomicLong();

	private volatile double random = 0.5;

	private final RetryStrategies strategies = new RetryStrategies(this.nanoTime::get, () -> {
		asyncHttp.awaitTold();
		return this.random;
	});

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_ENDPOINT_URL", this.server.url());
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@BeforeAll
	static void createAsyncHttp() {
		asyncHttp = new ToldToTheEnd(NettyNioAsyncHttpClient.create());
	}

	@AfterAll
	static void closeAsyncHttp() {
		asyncHttp.close();
	}

	@ParameterizedTest
	@EnumSource
	void transientFailuresAreRetriedAfterTheirDelays(Service service) {
		this.server.answering(Answer.of(503), Answer.of(500), Answer.of(200));
		RetryStatus status = call(service);
		assertThat(attempts()).containsExactly("attempt=1; max=" + service.attempts,
				"attempt=2; max=" + service.attempts, "attempt=3; max=" + service.attempts);
		long first = service.baseMillis / 2;
		assertGaps(first, 2 * first);
		assertThat(status.retries()).isEqualTo(2);
		assertThat(status.delayed()).isEqualTo(Duration.ofNanos(service.baseMillis * 1_500_000L));
		assertThat(status.throttles()).isZero();
		assertThat(status.quotaLeft()).isEqualTo(500 - 14);
	}

	@ParameterizedTest
	@EnumSource
	void throttlingIsRetriedAfterLongerDelays(Service service) {
		this.random = 0.1;
		this.server.answering(Answer.error(400, "ThrottlingException"), Answer.error(503, "SlowDown"), Answer.of(200));
		RetryStatus status = call(service);
		assertThat(attempts()).hasSize(3);
		assertGaps(100, 200);
		assertThat(status.delayed()).hasMillis(300);
		assertThat(status.throttles()).isEqualTo(2);
		assertThat(status.quotaLeft()).isEqualTo(500 - 5);
	}

	@ParameterizedTest
	@EnumSource
	void attemptsEndAtTheirNumber(Service service) {
		this.random = 0;
		this.server.answering(Answer.of(502));
		SdkException failure = fail(service);
		assertThat(attempts()).hasSize(service.attempts);
		assertThat(failure.numAttempts()).isEqualTo(service.attempts);
		assertThat(RetryQuotaExceededException.isReasonOf(failure)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void whatWouldFailAgainIsNotRetried(Service service) {
		this.server.answering(Answer.error(400, "ValidationException"));
		fail(service);
		assertThat(attempts()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void connectionThatIsClosedIsRetried(Service service) {
		this.random = 0;
		this.server.answering(Answer.none(), Answer.of(200));
		assertThat(call(service).quotaLeft()).isEqualTo(500);
		assertThat(attempts()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void serverDirectedDelayIsObeyedAndNotRememberedAfterALaterFailure(Service service) {
		this.server.answering(Answer.of(503).with("x-amz-retry-after", "400"), Answer.none(), Answer.of(200));
		RetryStatus status = call(service);
		assertThat(attempts()).hasSize(3);
		assertGaps(400, service.baseMillis);
		assertThat(status.delayed()).hasMillis(400 + service.baseMillis);
	}

	@ParameterizedTest
	@CsvSource({ "-5, 25", "soon, 25", "10, 25", "150, 150" })
	void oddServerDirectedDelaysAreClampedOrIgnored(String header, long millis) {
		this.server.answering(Answer.of(503).with("x-amz-retry-after", header), Answer.of(200));
		assertThat(call(Service.S3).delayed()).hasMillis(millis);
	}

	@ParameterizedTest
	@EnumSource
	void emptyQuotaStopsRetriesButNoFirstAttempt(Service service) {
		this.random = 0;
		this.server.answering(Answer.of(500));
		service.with(this, (call) -> {
			SdkException failure = fail(call);
			assertThat(this.server.requests()).hasSize(36);
			assertThat(RetryQuotaExceededException.isReasonOf(failure)).isTrue();
			assertThat(failure.numAttempts()).isEqualTo(36);
			assertThat(fail(call).numAttempts()).isEqualTo(1);
			assertThat(this.server.requests()).hasSize(37);
			assertThat(status().quotaRefusals()).isEqualTo(2);
			assertThat(status().quotaLeft()).isEqualTo(10);
			this.server.answering(Answer.of(200));
			for (int i = 0; i < 4; i++) {
				call.run();
			}
			assertThat(status().quotaLeft()).isEqualTo(14);
			this.server.answering(Answer.of(500), Answer.of(200));
			call.run();
			assertThat(this.server.requests()).hasSize(43);
		}, "aws.max-attempts=50");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void receivingMessagesWaitsAlsoWithoutQuota(boolean async) {
		this.random = 0;
		this.server.answering(Answer.of(500));
		try (SqsClient sqs = build(SqsClient.builder(), "aws.max-attempts=50");
				SqsAsyncClient asyncSqs = build(SqsAsyncClient.builder(), "aws.max-attempts=50")) {
			Runnable receive = async ? () -> asyncSqs.receiveMessage((request) -> request.queueUrl(queue())).join()
					: () -> sqs.receiveMessage((request) -> request.queueUrl(queue()));
			Runnable list = async ? () -> asyncSqs.listQueues().join() : sqs::listQueues;
			fail(list);
			assertThat(status(async ? 1 : 0).quotaLeft()).isEqualTo(10);
			Duration before = status(async ? 1 : 0).delayed();
			this.random = 0.9;
			fail(list);
			assertThat(status(async ? 1 : 0).delayed()).isEqualTo(before);
			long start = System.nanoTime();
			fail(receive);
			assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(45).toNanos());
			assertThat(status(async ? 1 : 0).delayed().minus(before)).hasMillis(45);
		}
		assertThat(this.server.requests()).hasSize(36 + 2);
	}

	private String queue() {
		return this.server.url() + "/000000000000/orders";
	}

	@Test
	void identityProviderThatAwsCannotReachIsTriedAgain() {
		this.random = 0;
		this.server.answering(Answer.error(400, "IDPCommunicationError"), Answer.of(200));
		try (StsClient sts = configurer().configure(StsClient.builder()).build()) {
			sts.assumeRoleWithWebIdentity((request) -> request.roleArn("arn:aws:iam::123456789012:role/a")
				.roleSessionName("b")
				.webIdentityToken("c"));
		}
		assertThat(attempts()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LimitExceededException", "ProvisionedThroughputExceededException",
			"TransactionInProgressException", "ReplicatedWriteConflictException" })
	void whatDynamoDbAddsIsTriedAgain(String code) {
		this.random = 0;
		this.server.answering(Answer.error(400, code), Answer.of(200));
		call(Service.DYNAMODB);
		assertThat(attempts()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" })
	void requestOfAClockThatIsWrongIsTriedAgain(String code) {
		this.random = 0;
		this.server.answering(Answer.error(403, code), Answer.of(200));
		call(Service.S3);
		assertThat(attempts()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void userAgentTellsTheMode(Service service) {
		call(service);
		assertThat(businessMetrics()).contains("E");
		this.server.requests().clear();
		call(service, "aws.retry-mode=adaptive");
		assertThat(businessMetrics()).contains("F");
	}

	private List<String> businessMetrics() {
		String userAgent = String.valueOf(this.server.onlyRequest().header("User-Agent"));
		int start = userAgent.indexOf(" m/") + " m/".length();
		return List.of(userAgent.substring(start).split(" ")[0].split(","));
	}

	@Test
	void requestMayChangeTheStrategyAndKeepsItsQuota() {
		this.random = 0;
		this.server.answering(Answer.of(500));
		SdkPlugin once = (client) -> client.overrideConfiguration(client.overrideConfiguration()
			.copy((copy) -> copy.retryStrategy(copy.retryStrategy().toBuilder().maxAttempts(2).build())));
		try (DynamoDbClient client = configurer().configure(DynamoDbClient.builder()).build()) {
			fail(() -> client
				.listTables((request) -> request.overrideConfiguration((override) -> override.addPlugin(once))));
			assertThat(attempts()).containsExactly("attempt=1; max=2", "attempt=2; max=2");
			assertThat(status().quotaLeft()).isEqualTo(500 - 14);
			fail(client::listTables);
			assertThat(attempts()).hasSize(2 + 4);
			assertThat(status().quotaLeft()).isEqualTo(500 - 14 - 3 * 14);
		}
	}

	@Test
	void adaptiveModeDelaysFirstAttemptsOnceTheServiceThrottles() {
		this.random = 0;
		try (DynamoDbClient client = configurer("aws.retry-mode=adaptive").configure(DynamoDbClient.builder())
			.build()) {
			measureFiftyPerSecond(client::listTables);
			assertThat(status().delays()).isZero();
			this.server.answering(Answer.error(400, "ThrottlingException"), Answer.of(200));
			client.listTables();
			double rate = status().sendRate();
			assertThat(rate).isBetween(10.0, 50.0);
			int before = this.server.requests().size();
			long start = System.nanoTime();
			for (int i = 0; i < 5; i++) {
				client.listTables();
			}
			assertThat(this.server.requests()).hasSize(before + 5);
			// The limiter's time stands still: the wait of each is one token longer
			assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo((long) (15 / 50.0 * 1e9));
		}
	}

	@Test
	void adaptiveModeHoldsNoThreadOfAnAsyncClient() {
		this.random = 0;
		try (DynamoDbAsyncClient client = build(DynamoDbAsyncClient.builder(), "aws.retry-mode=adaptive")) {
			measureFiftyPerSecond(() -> client.listTables().join());
			this.server.answering(Answer.error(400, "ThrottlingException"), Answer.of(200));
			client.listTables().join();
			List<CompletableFuture<?>> calls = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				calls.add(client.listTables());
			}
			assertThat(calls.get(99)).as("waits for more than a second").isNotDone();
			CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
		}
	}

	private void measureFiftyPerSecond(Runnable call) {
		for (int i = 0; i < 60; i++) {
			this.nanoTime.addAndGet(Duration.ofMillis(20).toNanos());
			call.run();
		}
	}

	@Test
	void olderRulesAreTheSdks() {
		this.server.answering(Answer.of(500));
		Service.DYNAMODB.with(this, (call) -> assertThat(fail(call).numAttempts()).isEqualTo(9),
				"aws.new-retries-2026=false");
		assertThat(this.strategies.getStatus()).isEmpty();
	}

	private RetryStatus call(Service service, String... properties) {
		List<RetryStatus> status = new ArrayList<>();
		service.with(this, (call) -> {
			call.run();
			status.add(status());
		}, properties);
		return status.get(0);
	}

	private SdkException fail(Service service, String... properties) {
		List<SdkException> failures = new ArrayList<>();
		service.with(this, (call) -> failures.add(fail(call)), properties);
		return failures.get(0);
	}

	private static SdkException fail(Runnable call) {
		RuntimeException failure = catchThrowableOfType(RuntimeException.class, call::run);
		return (SdkException) ((failure instanceof CompletionException) ? failure.getCause() : failure);
	}

	private RetryStatus status() {
		assertThat(this.strategies.getStatus()).hasSize(1);
		return status(0);
	}

	private RetryStatus status(int client) {
		return this.strategies.getStatus().get(client);
	}

	private List<String> attempts() {
		return this.server.requests().stream().map((request) -> request.header("amz-sdk-request")).toList();
	}

	private void assertGaps(long... millis) {
		List<LocalServer.Request> requests = this.server.requests();
		for (int i = 0; i < millis.length; i++) {
			long gap = requests.get(i + 1).nanoTime() - requests.get(i).nanoTime();
			// The SDK cuts off what is less than a millisecond
			assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis(millis[i] - 1).toNanos());
		}
	}

	private AwsClientConfigurer configurer(String... properties) {
		return new AwsClientConfigurer(
				new ClientContext(Configurers.settings(this.machine, properties), () -> Region.EU_CENTRAL_1,
						() -> ClientExtensions.of(List.of()), this.strategies, new AwsHttpClients(),
						new CallFailures(Clock.systemUTC())),
				(client) -> StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")));
	}

	/**
	 * A client and a call of it.
	 */
	private enum Service {

		S3(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(S3Client.builder(), properties), (client) -> calls.accept(client::listBuckets));
			}

		},

		S3_ASYNC(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(S3AsyncClient.builder(), properties),
						(client) -> calls.accept(() -> client.listBuckets().join()));
			}

		},

		DYNAMODB(4, 25) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(DynamoDbClient.builder(), properties), (client) -> calls.accept(client::listTables));
			}

		},

		DYNAMODB_ASYNC(4, 25) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(DynamoDbAsyncClient.builder(), properties),
						(client) -> calls.accept(() -> client.listTables().join()));
			}

		},

		SQS(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(SqsClient.builder(), properties), (client) -> calls.accept(client::listQueues));
			}

		},

		SQS_ASYNC(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(SqsAsyncClient.builder(), properties),
						(client) -> calls.accept(() -> client.listQueues().join()));
			}

		},

		STS(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(StsClient.builder(), properties), (client) -> calls.accept(client::getCallerIdentity));
			}

		},

		STS_ASYNC(3, 50) {

			@Override
			void with(RetryWireTests test, Consumer<Runnable> calls, String... properties) {
				use(test.build(StsAsyncClient.builder(), properties),
						(client) -> calls.accept(() -> client.getCallerIdentity().join()));
			}

		};

		private final int attempts;

		private final int baseMillis;

		Service(int attempts, int baseMillis) {
			this.attempts = attempts;
			this.baseMillis = baseMillis;
		}

		abstract void with(RetryWireTests test, Consumer<Runnable> calls, String... properties);

		private static <C extends SdkClient> void use(C client, Consumer<C> consumer) {
			try (client) {
				consumer.accept(client);
			}
		}

	}

	private <B extends AwsClientBuilder<B, C>, C> C build(B builder, String... properties) {
		// It takes seconds to close one, and a client closes its own
		if (builder instanceof AwsAsyncClientBuilder<?, ?> async) {
			async.httpClient(asyncHttp);
		}
		return configurer(properties).configure(builder).build();
	}

	/**
	 * Lets nobody retry while the SDK still hears of the failure. It has one handler for
	 * all attempts of a call: an attempt that begins meanwhile, as it may after no delay,
	 * fails with what was the failure of the one before.
	 */
	private static final class ToldToTheEnd implements SdkAsyncHttpClient {

		private final SdkAsyncHttpClient client;

		private final ReentrantLock telling = new ReentrantLock();

		ToldToTheEnd(SdkAsyncHttpClient client) {
			this.client = client;
		}

		void awaitTold() {
			this.telling.lock();
			this.telling.unlock();
		}

		@Override
		public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
			SdkAsyncHttpResponseHandler handler = request.responseHandler();
			SdkAsyncHttpResponseHandler toTheEnd = new SdkAsyncHttpResponseHandler() {

				@Override
				public void onHeaders(SdkHttpResponse headers) {
					handler.onHeaders(headers);
				}

				@Override
				public void onStream(Publisher<ByteBuffer> stream) {
					handler.onStream(stream);
				}

				@Override
				public void onError(Throwable error) {
					ToldToTheEnd.this.telling.lock();
					try {
						handler.onError(error);
					}
					finally {
						ToldToTheEnd.this.telling.unlock();
					}
				}

			};
			return this.client.execute(AsyncExecuteRequest.builder()
				.request(request.request())
				.requestContentPublisher(request.requestContentPublisher())
				.responseHandler(toTheEnd)
				.fullDuplex(request.fullDuplex())
				.metricCollector(request.metricCollector().orElse(null))
				.httpExecutionAttributes(request.httpExecutionAttributes())
				.build());
		}

		@Override
		public String clientName() {
			return this.client.clientName();
		}

		@Override
		public void close() {
			this.client.close();
		}

	}

}
