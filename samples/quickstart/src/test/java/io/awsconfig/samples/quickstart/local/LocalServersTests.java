package io.awsconfig.samples.quickstart.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link LocalServers} that cannot start.
 */
class LocalServersTests {

	@Test
	void startWhenPortIsTakenNamesPortAndWhereToChangeIt() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			FailureAnalysis analysis = analyzeStartWith("http://localhost:" + taken.getLocalPort());
			assertThat(analysis.getDescription())
				.isEqualTo("Port " + taken.getLocalPort() + " is in use, and the embedded server for 'sqs' needs it.");
			assertThat(analysis.getAction()).isEqualTo("Stop what listens on that port, or choose another one: "
					+ "it is in the 'endpoint_url' of 'sqs', section [services local] of aws/config.");
		}
	}

	@Test
	void startWhenEndpointIsNotLocalRefuses() {
		FailureAnalysis analysis = analyzeStartWith("https://sqs.example.com");
		assertThat(analysis.getDescription()).isEqualTo(
				"The endpoint of 'sqs' is https://sqs.example.com, but this sample uses servers on localhost only.");
		assertThat(analysis.getAction()).isEqualTo("Unset variables such as AWS_PROFILE, AWS_CONFIG_FILE and "
				+ "AWS_ENDPOINT_URL: they come before application.yml.");
	}

	@Test
	void startWithoutEndpointRefuses() {
		assertThat(analyzeStartWith(null).getDescription())
			.isEqualTo("'sqs' has no endpoint URL, but this sample uses servers on localhost only.");
	}

	private FailureAnalysis analyzeStartWith(@Nullable String sqsEndpoint) {
		try (SqsClient sqs = build(SqsClient.builder(), sqsEndpoint); S3Client s3 = build(S3Client.builder(), null)) {
			LocalServers servers = new LocalServers(sqs, s3, (event) -> {
			});
			FailureAnalysis analysis = new LocalServerFailureAnalyzer().analyze(catchThrowable(servers::start));
			assertThat(analysis).isNotNull();
			return analysis;
		}
	}

	private <B extends AwsClientBuilder<B, C>, C> C build(B builder, @Nullable String endpoint) {
		return builder.region(Region.EU_CENTRAL_1)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.endpointOverride((endpoint != null) ? URI.create(endpoint) : null)
			.build();
	}

}
