package io.awsconfig.libraries;

import java.nio.file.Path;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.dynamodb2.DynamoDBLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lock that ShedLock takes in DynamoDB for a scheduled method.
 */
class ShedLockTests {

	private LocalAws aws;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "dynamodb");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	@Test
	void lockIsTakenByOurClient() {
		LocalService dynamoDb = this.aws.service("dynamodb");
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			Call call = dynamoDb.firstCall("UpdateItem");
			assertThat(call)
				.hasToString("library/dynamodb UpdateItem: AKIDLIBRARY eu-south-2 dynamodb, attempt=1; max=5");
			assertThat(call.body()).contains("\"locks\"").contains("\"nightly\"");
			assertThat(context.getBeansOfType(DynamoDbClient.class)).hasSize(1);
		}
		assertThat(this.aws.archive("dynamodb").calls()).isEmpty();
	}

	@Test
	void lockIsTakenByTheClientWithAName() {
		try (ConfigurableApplicationContext context = this.aws.application(OtherAccount.class)
			.run("--aws.clients.archive.service=dynamodb", "--aws.clients.archive.profile=archive")) {
			assertThat(this.aws.archive("dynamodb").firstCall("UpdateItem"))
				.hasToString("archive/dynamodb UpdateItem: AKIDARCHIVE ap-south-1 dynamodb, attempt=1; max=7");
			assertThat(context.isActive()).isTrue();
		}
		assertThat(this.aws.service("dynamodb").calls()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@EnableSchedulerLock(defaultLockAtMostFor = "PT1M")
	static class Scheduling {

		@Scheduled(fixedDelay = Long.MAX_VALUE)
		@SchedulerLock(name = "nightly")
		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Scheduling.class)
	static class OneAccount {

		@Bean
		LockProvider lockProvider(DynamoDbClient client) {
			return new DynamoDBLockProvider(client, "locks");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Scheduling.class)
	static class OtherAccount {

		@Bean
		LockProvider lockProvider(@Qualifier("archive") DynamoDbClient client) {
			return new DynamoDBLockProvider(client, "locks");
		}

	}

}
