package io.awsconfig.precedence;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application that builds clients, lets them make a request each, and writes down what
 * they would have sent.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ChildClients {

	private static final Map<String, String> requests = new TreeMap<>();

	public static void main(String[] args) throws IOException {
		SpringApplication application = new SpringApplication(ChildClients.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		ConfigurableApplicationContext context = application.run(args);
		record("s3", () -> context.getBean(S3Client.class)
			.putObject((put) -> put.bucket("bucket").key("key"), RequestBody.fromString("text")));
		record("s3 get",
				() -> context.getBean(S3Client.class).getObject((get) -> get.bucket("bucket").key("key")).close());
		record("s3 async",
				() -> context.getBean(S3AsyncClient.class).headObject((head) -> head.bucket("b").key("k")).join());
		record("dynamodb", () -> context.getBean(DynamoDbClient.class).describeTable((table) -> table.tableName("t")));
		record("dynamodb async", () -> context.getBean(DynamoDbAsyncClient.class).listTables().join());
		record("sqs", () -> context.getBean(SqsClient.class).listQueues());
		record("sts", () -> context.getBean(StsClient.class).getCallerIdentity());
		record("kms", () -> context.getBean(KmsClient.class).listKeys());
		record("cloudwatch", () -> context.getBean(CloudWatchClient.class)
			.putMetricData((put) -> put.namespace("n".repeat(20_000))));
		Properties report = new Properties();
		report.putAll(requests);
		try (Writer writer = Files.newBufferedWriter(Path.of(System.getProperty(ChildApplication.REPORT)))) {
			report.store(writer, null);
		}
		// Nothing is left that had to be closed, and closing event loops takes its time
		Runtime.getRuntime().halt(0);
	}

	private static void record(String name, Call call) {
		try {
			call.run();
			requests.put(name, "sent");
		}
		catch (Exception ex) {
			Throwable cause = ex;
			while (cause.getCause() != null) {
				cause = cause.getCause();
			}
			requests.put(name, String.valueOf(cause));
		}
	}

	@Bean
	ExecutionInterceptor witness() {
		return new Witness();
	}

	private interface Call {

		void run() throws Exception;

	}

	private static final class Witness implements ExecutionInterceptor {

		@Override
		public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
			SdkHttpRequest request = context.httpRequest();
			Map<String, Object> headers = new TreeMap<>();
			request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
			headers.keySet().removeAll(Set.of("amz-sdk-invocation-id", "authorization", "x-amz-date"));
			throw new Witnessed(request.method() + " " + request.getUri() + " " + headers);
		}

	}

	private static final class Witnessed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Witnessed(String request) {
			super(request);
		}

	}

}
