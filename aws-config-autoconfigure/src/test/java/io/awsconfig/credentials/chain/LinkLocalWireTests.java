package io.awsconfig.credentials.chain;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.ContainerFetcher;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.imds.LocalHttp;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked at the addresses that only a container or an instance can reach. A proxy
 * on this machine stands for them.
 */
class LinkLocalWireTests {

	private static final String KEYS = """
			{"AccessKeyId": "ASIACONTAINER", "SecretAccessKey": "source-secret", "Token": "source-token",
			"Expiration": "2126-11-21T12:00:00Z"}""";

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private LocalHttp http() {
		return new LocalHttp(ProxySelector.of(new InetSocketAddress("127.0.0.1", this.server.port())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.containerCredentialsPath", "aws.containerCredentialsRelativeUri",
			"aws.container-credentials-relative-uri", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" })
	@Proves(value = "container_credentials_relative_uri",
			effect = "Credentials are asked for at that path of `http://169.254.170.2`.")
	void containerServiceIsAsked(String name) {
		this.server.answering(Answer.of(KEYS));
		FakeMachine machine = new FakeMachine(this.home);
		Step step = AwsSetup.on(name.startsWith("AWS_") ? machine.variable(name, "/v2/credentials/id")
				: machine.systemProperty(name, "/v2/credentials/id"))
			.plan()
			.getSelected();
		assertThat(step).isInstanceOf(Step.ContainerStep.class);
		ContainerFetcher fetcher = new ContainerFetcher((Step.ContainerStep) step, Duration.ofSeconds(20), http());
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIACONTAINER");
		LocalServer.Request request = this.server.onlyRequest();
		assertThat(request.method()).isEqualTo("GET");
		assertThat(request.uri()).hasToString("http://169.254.170.2/v2/credentials/id");
		assertThat(request.host()).isEqualTo("169.254.170.2");
	}

	@ParameterizedTest
	@CsvSource({ "IPv4, 169.254.169.254", "IPv6, [fd00:ec2::254]" })
	@Proves(value = "ec2_metadata_service_endpoint_mode",
			effect = "`IPv6`: the instance metadata service is asked at `http://[fd00:ec2::254]`.")
	void instanceMetadataIsAskedInTheMode(String mode, String host) {
		assertThat(regionIn(new FakeMachine(this.home).variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", mode)))
			.isEqualTo(host);
	}

	@Test
	@Proves("ec2_metadata_service_endpoint_mode")
	void instanceMetadataIsAskedInTheModeOfTheConfigFile() {
		assertThat(
				regionIn(new FakeMachine(this.home).config("[default]\nec2_metadata_service_endpoint_mode = ipv6\n")))
			.isEqualTo("[fd00:ec2::254]");
	}

	/**
	 * Ask for the Region and return the host that all requests were for.
	 */
	private String regionIn(FakeMachine machine) {
		this.server.answering((request) -> request.method().equals("PUT")
				? Answer.of("source-token").with("x-aws-ec2-metadata-token-ttl-seconds", "21600")
				: Answer.of("eu-west-3"));
		InstanceMetadata metadata = new InstanceMetadata(AwsSetup.on(machine).settings(), System::nanoTime, http());
		assertThat(metadata.getRegion()).hasToString("eu-west-3");
		assertThat(this.server.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.uri().getHost()).isEqualTo(request.host()));
		return this.server.requests().get(0).host();
	}

}
