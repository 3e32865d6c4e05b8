package io.awsconfig.samples.accounts.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link LocalAccounts} that cannot start.
 */
class LocalAccountsTests {

	private final String free = "http://localhost:" + TestSocketUtils.findAvailableTcpPort();

	@Test
	void startWhenPortIsTakenNamesPortAndClientAndWhereToChangeIt() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			FailureAnalysis analysis = analyzeStartWith(this.free, this.free,
					"http://localhost:" + taken.getLocalPort());
			assertThat(analysis.getDescription()).isEqualTo("Port " + taken.getLocalPort()
					+ " is in use, and the embedded server for the client 'archive' needs it.");
			assertThat(analysis.getAction()).isEqualTo("Stop what listens on that port, or choose another one: "
					+ "it is 'aws.clients.archive.endpoint-url' in application.yml.");
		}
	}

	@Test
	void startWhenEndpointIsNotLocalRefuses() {
		FailureAnalysis analysis = analyzeStartWith(this.free, "https://s3.example.com", this.free);
		assertThat(analysis.getDescription()).isEqualTo("The endpoint of the client 'live' is "
				+ "https://s3.example.com, but this sample uses servers on localhost only.");
		assertThat(analysis.getAction()).isEqualTo("Unset variables such as AWS_PROFILE, AWS_CONFIG_FILE and "
				+ "AWS_ENDPOINT_URL: they come before application.yml.");
	}

	@Test
	void startWithoutEndpointRefuses() {
		assertThat(analyzeStartWith(null, this.free, this.free).getDescription()).isEqualTo(
				"The client without a name has no endpoint URL, but this sample uses servers on localhost only.");
	}

	private static FailureAnalysis analyzeStartWith(@Nullable String application, String live, String archive) {
		try (S3Client own = client(application); S3Client first = client(live); S3Client second = client(archive)) {
			LocalAccounts accounts = new LocalAccounts(own, first, second);
			FailureAnalysis analysis = new LocalAccountFailureAnalyzer().analyze(catchThrowable(accounts::start));
			assertThat(analysis).isNotNull();
			assertThat(accounts.isRunning()).isFalse();
			return analysis;
		}
	}

	private static S3Client client(@Nullable String endpoint) {
		S3ClientBuilder builder = S3Client.builder()
			.region(Region.EU_CENTRAL_1)
			.credentialsProvider(AnonymousCredentialsProvider.create());
		if (endpoint != null) {
			builder.endpointOverride(URI.create(endpoint));
		}
		return builder.build();
	}

}
