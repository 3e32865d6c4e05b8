package io.awsconfig.libraries;

import java.nio.file.Path;
import java.util.Map;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metrics that Micrometer publishes to CloudWatch, our own among them.
 */
class CloudWatchRegistryTests {

	private LocalAws aws;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "cloudwatch");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	private static CloudWatchMeterRegistry registry(CloudWatchAsyncClient client) {
		CloudWatchConfig config = Map.of("cloudwatch.namespace", "shop")::get;
		return new CloudWatchMeterRegistry(config, Clock.SYSTEM, client);
	}

	@Test
	void metricsArePublishedByOurClient() {
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			context.getBean(MeterRegistry.class).counter("orders").increment();
		}
		// What is left is published when the application ends, before the client is
		// closed
		Call call = this.aws.service("cloudwatch").firstCall("PutMetricData");
		assertThat(call)
			.hasToString("library/cloudwatch PutMetricData: AKIDLIBRARY eu-south-2 monitoring, attempt=1; max=5");
		assertThat(call.body()).contains("shop").contains("orders.count").contains("aws.retry.quota.left");
	}

	@Test
	void metricsArePublishedByTheClientWithAName() {
		this.aws.application(OtherAccount.class)
			.run("--aws.clients.archive.service=cloudwatch", "--aws.clients.archive.profile=archive")
			.close();
		assertThat(this.aws.archive("cloudwatch").firstCall("PutMetricData"))
			.hasToString("archive/cloudwatch PutMetricData: AKIDARCHIVE ap-south-1 monitoring, attempt=1; max=7");
		assertThat(this.aws.service("cloudwatch").calls()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneAccount {

		@Bean
		CloudWatchMeterRegistry cloudWatch(CloudWatchAsyncClient client) {
			return registry(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OtherAccount {

		@Bean
		CloudWatchMeterRegistry cloudWatch(@Qualifier("archive") CloudWatchAsyncClient client) {
			return registry(client);
		}

	}

}
