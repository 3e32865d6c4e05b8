package io.awsconfig.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a consumer of the Kinesis Client Library asks the stream, and where it keeps its
 * leases and metrics.
 */
class KinesisClientLibraryTests {

	private static final String LEASES = "library/dynamodb DescribeTable: AKIDLIBRARY eu-south-2 dynamodb, attempt=1; max=5";

	private static final String METRICS = "library/cloudwatch PutMetricData: AKIDLIBRARY eu-south-2 monitoring, attempt=1; max=5";

	private static final String LEASE = """
			{"leaseKey":{"S":"shardId-000000000000"},"leaseOwner":{"S":"worker"},"leaseCounter":{"N":"1"},
			"checkpoint":{"S":"LATEST"},"checkpointSubSequenceNumber":{"N":"0"},"ownerSwitchesSinceCheckpoint":{"N":"0"}}""";

	private LocalAws aws;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "cloudwatch", "dynamodb", "kinesis");
		this.aws.service("dynamodb")
			.answering("DescribeTable",
					(call) -> Answer
						.json("""
								{"Table":{"TableName":"consumer","TableArn":"arn:aws:dynamodb:eu-south-2:123456789012:table/consumer",
								"TableStatus":"ACTIVE","TableSizeBytes":0,"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},
								"ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0},"GlobalSecondaryIndexes":[
								{"IndexName":"LeaseOwnerToLeaseKeyIndex","IndexStatus":"ACTIVE"}]}}"""))
			.answering("Scan", KinesisClientLibraryTests::leases)
			.answering("Query", KinesisClientLibraryTests::leases)
			.answering("GetItem", (call) -> Answer
				.json(call.body().contains("shardId-000000000000") ? "{\"Item\":%s}".formatted(LEASE) : "{}"));
		answer(this.aws.service("kinesis"));
		answer(this.aws.archive("kinesis"));
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	private static void answer(LocalService kinesis) {
		kinesis.answering("GetShardIterator", (call) -> cbor(Map.of("ShardIterator", "iterator")));
		Map<String, ?> record = Map.of("Data", "hello".getBytes(StandardCharsets.UTF_8), "PartitionKey", "key",
				"SequenceNumber", "1", "ApproximateArrivalTimestamp", 1795867200);
		kinesis.answering("GetRecords", (call) -> cbor(
				Map.of("Records", List.of(record), "NextShardIterator", "iterator", "MillisBehindLatest", 0)));
	}

	private static Answer leases(Call call) {
		return Answer
			.json(isOfLeases(call) ? "{\"Count\":1,\"Items\":[%s]}".formatted(LEASE) : "{\"Count\":0,\"Items\":[]}");
	}

	private static boolean isOfLeases(Call call) {
		return call.body().contains("\"TableName\":\"consumer\"");
	}

	private static Answer cbor(Object value) {
		try {
			return Answer.of("application/x-amz-cbor-1.1",
					new ObjectMapper(new CBORFactory()).writeValueAsBytes(value));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void consumerUsesOurClients() throws InterruptedException {
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			assertThat(consume(context)).isEqualTo("hello");
		}
		assertThat(this.aws.service("kinesis").calls()).contains(
				"library/kinesis GetShardIterator: AKIDLIBRARY eu-south-2 kinesis, attempt=1; max=5",
				"library/kinesis GetRecords: AKIDLIBRARY eu-south-2 kinesis, attempt=1; max=5");
		assertThat(this.aws.service("kinesis").firstCall("GetRecords").protocol()).isEqualTo("HTTP/2.0");
		assertThat(this.aws.service("dynamodb").calls()).contains(LEASES);
		assertThat(this.aws.service("cloudwatch").calls()).contains(METRICS);
	}

	@Test
	void consumerReadsTheStreamOfAnotherAccountAndKeepsItsLeasesInItsOwn() throws InterruptedException {
		try (ConfigurableApplicationContext context = this.aws.application(OtherAccount.class)
			.run("--aws.clients.archive.service=kinesis", "--aws.clients.archive.profile=archive")) {
			assertThat(consume(context)).isEqualTo("hello");
		}
		assertThat(this.aws.archive("kinesis").calls())
			.contains("archive/kinesis GetRecords: AKIDARCHIVE ap-south-1 kinesis, attempt=1; max=7");
		assertThat(this.aws.service("kinesis").calls()).isEmpty();
		assertThat(this.aws.service("dynamodb").calls()).contains(LEASES);
	}

	private static String consume(ConfigurableApplicationContext context) throws InterruptedException {
		Scheduler scheduler = context.getBean(Scheduler.class);
		Thread thread = new Thread(scheduler, "consumer");
		thread.start();
		try {
			return context.getBean(Processor.class).records.poll(30, TimeUnit.SECONDS);
		}
		finally {
			scheduler.shutdown();
			thread.join();
		}
	}

	private static Scheduler scheduler(KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb,
			CloudWatchAsyncClient cloudWatch, Processor processor) {
		ConfigsBuilder configs = new ConfigsBuilder("stream", "consumer", kinesis, dynamoDb, cloudWatch, "worker",
				() -> processor);
		LeaseManagementConfig leases = configs.leaseManagementConfig().failoverTimeMillis(1000);
		// Or it asks the metadata service of the machine, which no setting keeps it from
		leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
		return new Scheduler(configs.checkpointConfig(), configs.coordinatorConfig(), leases, configs.lifecycleConfig(),
				configs.metricsConfig(), configs.processorConfig(),
				configs.retrievalConfig().retrievalSpecificConfig(new PollingConfig("stream", kinesis)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Processor.class)
	static class OneAccount {

		@Bean(destroyMethod = "")
		Scheduler consumer(KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb, CloudWatchAsyncClient cloudWatch,
				Processor processor) {
			return scheduler(kinesis, dynamoDb, cloudWatch, processor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Processor.class)
	static class OtherAccount {

		@Bean(destroyMethod = "")
		Scheduler consumer(@Qualifier("archive") KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb,
				CloudWatchAsyncClient cloudWatch, Processor processor) {
			return scheduler(kinesis, dynamoDb, cloudWatch, processor);
		}

	}

	static class Processor implements ShardRecordProcessor {

		private final BlockingQueue<String> records = new LinkedBlockingQueue<>();

		@Override
		public void initialize(InitializationInput input) {
		}

		@Override
		public void processRecords(ProcessRecordsInput input) {
			input.records()
				.forEach((record) -> this.records.add(StandardCharsets.UTF_8.decode(record.data()).toString()));
		}

		@Override
		public void leaseLost(LeaseLostInput input) {
		}

		@Override
		public void shardEnded(ShardEndedInput input) {
		}

		@Override
		public void shutdownRequested(ShutdownRequestedInput input) {
		}

	}

}
