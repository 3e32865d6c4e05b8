package io.awsconfig.credentials;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ContainerAddress}.
 */
class ContainerAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost/a", "http://LocalHost:8080/a", "http://127.0.0.1/a", "http://127.1.2.3/",
			"http://[::1]:80/a", "http://[::ffff:127.0.0.1]/a", "http://169.254.170.2/a", "http://169.254.170.23/a",
			"http://[fd00:ec2::23]/a", "http://[fd00:ec2:0:0::23]/a", "HTTPS://example.org/a" })
	void allowedAddressIsTakenAsItIs(String address) {
		assertThat(ContainerAddress.resolve(null, URI.create(address))).hasToString(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.org/a", "http://169.254.170.3/a", "http://169.254.169.254/a",
			"http://[fd00:ec2::254]/a", "http://10.0.0.1/a", "http://0.0.0.0/a", "http://localhost.example.org/a",
			"http://127.0.0.1.example.org/a", "http://localhost@example.org/a", "http://2130706433/a",
			"ftp://localhost/a" })
	void otherHostWithoutTlsIsRefusedByItsName(String address) {
		URI full = URI.create(address);
		assertThatIllegalArgumentException().isThrownBy(() -> ContainerAddress.resolve(null, full))
			.withMessageContaining("'" + full.getHost() + "'")
			.withMessageContaining("169.254.170.23");
	}

	@Test
	void messageHoldsNeitherPathNorQuery() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContainerAddress.resolve(null, URI.create("http://user:hush@example.org/hush?a=hush")))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hush"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "@example.org/a", ".example.org/a", ":80/a", "a", "" })
	void pathThatCouldNameAnotherHostIsRefused(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> ContainerAddress.resolve(path, null))
			.withMessageContaining("does not start with '/'");
	}

	@Test
	void pathStaysAtTheHostOfEcs() {
		assertThat(ContainerAddress.resolve("//example.org/a", null).getHost()).isEqualTo("169.254.170.2");
		assertThatIllegalArgumentException().isThrownBy(() -> ContainerAddress.resolve("/a b", null))
			.withMessageContaining("no address may have");
	}

}
