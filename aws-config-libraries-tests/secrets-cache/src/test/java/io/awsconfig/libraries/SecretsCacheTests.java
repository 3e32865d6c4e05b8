package io.awsconfig.libraries;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.secretsmanager.caching.SecretCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The secrets that the cache of AWS for Secrets Manager fetches.
 */
class SecretsCacheTests {

	private static final String SIGNATURE = "AKIDLIBRARY eu-south-2 secretsmanager";

	private LocalAws aws;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "secretsmanager");
		answer(this.aws.service("secretsmanager"), "of the library");
		answer(this.aws.archive("secretsmanager"), "of the archive");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	private static void answer(LocalService service, String secret) {
		service.answering("DescribeSecret",
				(call) -> Answer.json("{\"Name\":\"db\",\"VersionIdsToStages\":{\"1\":[\"AWSCURRENT\"]}}"));
		service.answering("GetSecretValue", (call) -> Answer
			.json("{\"Name\":\"db\",\"VersionId\":\"1\",\"SecretString\":\"%s\"}".formatted(secret)));
	}

	@Test
	void secretIsFetchedByOurClient() {
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			SecretCache cache = context.getBean(SecretCache.class);
			assertThat(cache.getSecretString("db")).isEqualTo("of the library");
			assertThat(cache.getSecretString("db")).isEqualTo("of the library");
		}
		assertThat(this.aws.service("secretsmanager").calls()).containsExactly(
				"library/secretsmanager DescribeSecret: " + SIGNATURE + ", attempt=1; max=5",
				"library/secretsmanager GetSecretValue: " + SIGNATURE + ", attempt=1; max=5");
	}

	@Test
	void secretIsAskedForAsOftenAsTheSettingsSay() {
		AtomicInteger attempts = new AtomicInteger();
		this.aws.service("secretsmanager")
			.answering("GetSecretValue", (call) -> (attempts.incrementAndGet() < 5) ? Answer.unavailable()
					: Answer.json("{\"Name\":\"db\",\"VersionId\":\"1\",\"SecretString\":\"at last\"}"));
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			assertThat(context.getBean(SecretCache.class).getSecretString("db")).isEqualTo("at last");
		}
		assertThat(this.aws.service("secretsmanager").calls()).last()
			.isEqualTo("library/secretsmanager GetSecretValue: " + SIGNATURE + ", attempt=5; max=5");
	}

	@Test
	void secretIsFetchedByTheClientWithAName() {
		try (ConfigurableApplicationContext context = this.aws.application(OtherAccount.class)
			.run("--aws.clients.archive.service=secretsmanager", "--aws.clients.archive.profile=archive")) {
			assertThat(context.getBean(SecretCache.class).getSecretString("db")).isEqualTo("of the archive");
		}
		assertThat(this.aws.archive("secretsmanager").calls())
			.contains("archive/secretsmanager GetSecretValue: AKIDARCHIVE ap-south-1 secretsmanager, attempt=1; max=7");
		assertThat(this.aws.service("secretsmanager").calls()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneAccount {

		@Bean
		SecretCache cache(SecretsManagerClient client) {
			return new SecretCache(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OtherAccount {

		@Bean
		SecretCache cache(@Qualifier("archive") SecretsManagerClient client) {
			return new SecretCache(client);
		}

	}

}
