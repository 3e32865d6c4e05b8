package io.awsconfig.connection.docker.compose;

import java.net.URI;
import java.util.List;
import java.util.Set;

import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsServer;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Makes the details of the containers that Docker Compose runs, known by their image or
 * by the label {@code org.springframework.boot.service-connection}.
 */
final class AwsDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<AwsConnectionDetails> {

	private static final String LABEL = "org.springframework.boot.service-connection";

	AwsDockerComposeConnectionDetailsFactory() {
		super((source) -> findServer(source.getRunningService()) != null);
	}

	private static @Nullable AwsServer findServer(RunningService service) {
		String label = service.labels().get(LABEL);
		return AwsServer.find((label != null) ? ImageReference.of(label).getName() : service.image().getName());
	}

	@Override
	protected @Nullable AwsConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		RunningService service = source.getRunningService();
		AwsServer server = findServer(service);
		return (server != null) ? new ServerConnectionDetails(service, server) : null;
	}

	private static final class ServerConnectionDetails extends DockerComposeConnectionDetails
			implements AwsConnectionDetails {

		private final AwsServer server;

		private final URI endpoint;

		private final String region;

		private final AwsCredentials credentials;

		ServerConnectionDetails(RunningService service, AwsServer server) {
			super(service);
			this.server = server;
			this.endpoint = AwsServer.endpoint(service.host(), port(service));
			this.region = server.region(service.env());
			this.credentials = server.credentials(service.env());
		}

		private int port(RunningService service) {
			try {
				return service.ports().get(this.server.getPort());
			}
			catch (IllegalStateException ex) {
				List<Integer> ports = service.ports().getAll("tcp");
				if (ports.size() == 1) {
					return ports.get(0);
				}
				throw new AwsConfigurationException(
						Problem
							.of("A service of Docker Compose publishes no port for %d, where AWS is expected."
								.formatted(this.server.getPort()))
							.where((getOrigin() != null) ? getOrigin() : service.name()),
						"Add '%d' to the 'ports' of the service '%s'.".formatted(this.server.getPort(), service.name()),
						ex);
			}
		}

		@Override
		public Set<String> getServices() {
			return this.server.getServices();
		}

		@Override
		public URI getEndpoint() {
			return this.endpoint;
		}

		@Override
		public String getRegion() {
			return this.region;
		}

		@Override
		public AwsCredentials getCredentials() {
			return this.credentials;
		}

	}

}
