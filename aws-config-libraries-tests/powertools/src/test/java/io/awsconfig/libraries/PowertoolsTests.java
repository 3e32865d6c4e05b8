package io.awsconfig.libraries;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.parameters.ssm.SSMProvider;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The parameters that Powertools for AWS Lambda fetches from SSM.
 */
class PowertoolsTests {

	private LocalAws aws;

	/**
	 * With the first client of the SDK, whoever builds it, Powertools gives all of them
	 * an application id, by a JVM system property and in a spelling that the guide does
	 * not have. An application may start after that.
	 */
	@BeforeAll
	static void buildClientSoThatPowertoolsSetsItsApplicationId() {
		SsmClient.builder()
			.region(Region.EU_SOUTH_2)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.build()
			.close();
		assertThat(System.getProperty("sdk.ua.appId")).startsWith("PT/");
	}

	@AfterAll
	static void forgetIt() {
		System.clearProperty("sdk.ua.appId");
	}

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "ssm");
		answer(this.aws.service("ssm"), "of the library");
		answer(this.aws.archive("ssm"), "of the archive");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	private static void answer(LocalService service, String value) {
		service.answering("GetParameter",
				(call) -> Answer.json("{\"Parameter\":{\"Name\":\"/greeting\",\"Value\":\"%s\"}}".formatted(value)));
	}

	@Test
	void parameterIsFetchedByOurClient() {
		try (ConfigurableApplicationContext context = this.aws.application(OneAccount.class).run()) {
			assertThat(context.getBean(SSMProvider.class).get("/greeting")).isEqualTo("of the library");
		}
		assertThat(this.aws.service("ssm").firstCall("GetParameter").header("User-Agent"))
			.contains(System.getProperty("sdk.ua.appId"));
		assertThat(this.aws.service("ssm").calls())
			.containsExactly("library/ssm GetParameter: AKIDLIBRARY eu-south-2 ssm, attempt=1; max=5");
	}

	@Test
	void parameterIsFetchedByTheClientWithAName() {
		try (ConfigurableApplicationContext context = this.aws.application(OtherAccount.class)
			.run("--aws.clients.archive.service=ssm", "--aws.clients.archive.profile=archive")) {
			assertThat(context.getBean(SSMProvider.class).get("/greeting")).isEqualTo("of the archive");
		}
		assertThat(this.aws.archive("ssm").calls())
			.containsExactly("archive/ssm GetParameter: AKIDARCHIVE ap-south-1 ssm, attempt=1; max=7");
		assertThat(this.aws.service("ssm").calls()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneAccount {

		@Bean
		SSMProvider parameters(SsmClient client) {
			return SSMProvider.builder().withClient(client).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OtherAccount {

		@Bean
		SSMProvider parameters(@Qualifier("archive") SsmClient client) {
			return SSMProvider.builder().withClient(client).build();
		}

	}

}
