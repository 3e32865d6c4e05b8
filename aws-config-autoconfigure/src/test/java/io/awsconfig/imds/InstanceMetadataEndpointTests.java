package io.awsconfig.imds;

import java.net.URI;
import java.nio.file.Path;

import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InstanceMetadataEndpoint}.
 */
class InstanceMetadataEndpointTests {

	private final FakeMachine machine;

	InstanceMetadataEndpointTests(@TempDir Path home) {
		this.machine = new FakeMachine(home);
	}

	@Test
	void addressIsThatOfTheModeUnlessThereIsOne() {
		assertThat(endpoint()).hasToString("http://169.254.169.254");
		this.machine.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
		assertThat(endpoint()).hasToString("http://[fd00:ec2::254]");
		this.machine.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338");
		assertThat(endpoint()).hasToString("http://127.0.0.1:1338");
	}

	private URI endpoint() {
		return InstanceMetadataEndpoint.of(AwsSetup.on(this.machine).settings());
	}

}
