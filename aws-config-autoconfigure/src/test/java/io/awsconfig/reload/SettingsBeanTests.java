package io.awsconfig.reload;

import java.util.List;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mockingDetails;

/**
 * The settings are a bean like any other: injected, found, replaced and mocked.
 */
class SettingsBeanTests {

	private static final String CONFIG = "aws.config-file=target/none";

	private static final String CREDENTIALS = "aws.shared-credentials-file=target/none";

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Own {

		private static final AwsSettings SETTINGS = AwsSettings.resolve(List.of());

		@Bean
		AwsSettings mine() {
			return SETTINGS;
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { CONFIG, CREDENTIALS, "aws.region=eu-west-1" })
	class Injected {

		@Autowired
		private AwsSettings settings;

		@Autowired
		private ObjectProvider<AwsSettings> provider;

		@Test
		void isWhatIsInForce() {
			assertThat(this.settings.getValue(SettingCatalog.REGION)).isEqualTo("eu-west-1");
			assertThat(this.provider.getObject()).isSameAs(this.settings);
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, properties = { CONFIG, CREDENTIALS, "aws.region=eu-west-1" })
	class Mocked {

		@MockitoBean
		private AwsSettings settings;

		@Autowired
		private ObjectProvider<AwsSettings> provider;

		@Test
		void isTheMock() {
			assertThat(mockingDetails(this.settings).isMock()).isTrue();
			assertThat(this.provider.getObject()).isSameAs(this.settings);
		}

	}

	@Nested
	@SpringBootTest(classes = Own.class, properties = { CONFIG, CREDENTIALS, "aws.region=eu-west-1" })
	class OfTheApplication {

		@Autowired
		private SettingsInForce inForce;

		@Autowired
		private SettingsReloader reloader;

		@Test
		void isInForceAndNobodyReloadsIt() {
			assertThat(this.inForce.settings()).isSameAs(Own.SETTINGS);
			assertThat(this.reloader.reload("a test").failure()).hasMessageContaining("its own AwsSettings");
			assertThat(this.inForce.settings()).isSameAs(Own.SETTINGS);
		}

	}

}
