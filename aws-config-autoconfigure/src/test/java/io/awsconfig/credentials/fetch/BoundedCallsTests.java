package io.awsconfig.credentials.fetch;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClientBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedCalls}. That answers are bounded is shown where they are asked
 * for.
 */
class BoundedCallsTests {

	@Test
	void callEndsBeforeCallersGiveUp() {
		ClientOverrideConfiguration configuration = BoundedCalls.of(SsoOidcClient.builder()).overrideConfiguration();
		assertThat(configuration.apiCallTimeout())
			.hasValueSatisfying((timeout) -> assertThat(timeout.multipliedBy(2)).isLessThan(Duration.ofSeconds(30)));
	}

	@Test
	void settingsAreKept() {
		SsoOidcClientBuilder builder = SsoOidcClient.builder()
			.overrideConfiguration((override) -> override.apiCallTimeout(Duration.ofMinutes(1)).putHeader("x", "y"));
		ClientOverrideConfiguration configuration = BoundedCalls.of(builder).overrideConfiguration();
		assertThat(configuration.apiCallTimeout()).contains(Duration.ofMinutes(1));
		assertThat(configuration.headers()).containsKey("x");
	}

}
