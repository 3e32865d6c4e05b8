package io.awsconfig.client.bean;

import io.awsconfig.client.bean.ClientOverrideTests.EmptyMachine;
import io.awsconfig.client.bean.ClientOverrideTests.MachineWithRegion;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mockingDetails;

/**
 * Whole applications in tests, with all auto-configurations, that bring a client of their
 * own.
 */
class OwnClientTests {

	private static final String CONFIG = "aws.config-file=target/none";

	private static final String CREDENTIALS = "aws.shared-credentials-file=target/none";

	static class User {

		final S3Client s3;

		User(S3Client s3) {
			this.s3 = s3;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(User.class)
	static class Mocked {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(User.class)
	static class Own {

		@Bean
		@Primary
		S3Client mine() {
			return S3Client.builder().region(Region.US_EAST_1).build();
		}

	}

	@Nested
	@SpringBootTest(classes = Mocked.class, properties = { CONFIG, CREDENTIALS })
	@ContextConfiguration(initializers = EmptyMachine.class)
	class WithMock {

		@MockitoBean
		S3Client s3;

		@Autowired
		User user;

		@Test
		void mockIsInjectedWithoutAnySetting() {
			assertThat(this.user.s3).isSameAs(this.s3);
		}

	}

	@Nested
	@SpringBootTest(classes = Own.class, properties = { CONFIG, CREDENTIALS })
	@ContextConfiguration(initializers = EmptyMachine.class)
	class WithOwn {

		@Autowired
		User user;

		@Test
		void ownIsInjectedWithoutAnySetting() {
			assertThat(this.user.s3.serviceClientConfiguration().region()).isEqualTo(Region.US_EAST_1);
		}

	}

	@Nested
	@SpringBootTest(classes = Mocked.class, properties = { CONFIG, CREDENTIALS })
	@ContextConfiguration(initializers = MachineWithRegion.class)
	class WithSpy {

		@MockitoSpyBean
		S3Client s3;

		@Autowired
		User user;

		@Test
		void spyIsInjected() {
			assertThat(this.user.s3).isSameAs(this.s3);
			assertThat(mockingDetails(this.s3).isSpy()).isTrue();
			assertThat(this.s3.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
		}

	}

}
