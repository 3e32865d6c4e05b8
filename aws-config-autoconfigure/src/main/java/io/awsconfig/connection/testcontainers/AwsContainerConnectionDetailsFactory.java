package io.awsconfig.connection.testcontainers;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.connection.AwsServer;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ClassUtils;

/**
 * Base of those that make the details of containers that Testcontainers runs. There is
 * one for each set of services, with a type of details of its own, since Spring Boot
 * takes one container for each type.
 *
 * @param <D> the type of details
 */
abstract class AwsContainerConnectionDetailsFactory<D extends AwsConnectionDetails>
		extends ContainerConnectionDetailsFactory<Container<?>, D> {

	/**
	 * The types of containers that need no name. By their names, because none of them has
	 * to be there.
	 */
	private static final Map<AwsServer, List<String>> TYPES = Map.of(AwsServer.LOCALSTACK,
			List.of("org.testcontainers.localstack.LocalStackContainer",
					"org.testcontainers.containers.localstack.LocalStackContainer"),
			AwsServer.MINIO, List.of("org.testcontainers.containers.MinIOContainer"));

	private final List<AwsServer> servers;

	AwsContainerConnectionDetailsFactory(AwsServer... servers) {
		super(Stream.of(servers).flatMap((server) -> server.getNames().stream()).toList());
		this.servers = List.of(servers);
	}

	@Override
	protected boolean sourceAccepts(ContainerConnectionSource<Container<?>> source, Class<?> requiredContainerType,
			Class<?> requiredConnectionDetailsType) {
		return findServer(source, requiredConnectionDetailsType) != null;
	}

	private @Nullable AwsServer findServer(ContainerConnectionSource<?> source, Class<?> detailsType) {
		for (AwsServer server : this.servers) {
			for (String type : TYPES.getOrDefault(server, List.of())) {
				if (ClassUtils.isPresent(type, null)
						&& source.accepts(null, ClassUtils.resolveClassName(type, null), detailsType)) {
					return server;
				}
			}
			for (String name : server.getNames()) {
				if (source.accepts(name, Container.class, detailsType)) {
					return server;
				}
			}
		}
		return null;
	}

	@Override
	protected @Nullable D getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		AwsServer server = findServer(source, AwsConnectionDetails.class);
		return (server != null) ? create(source, server) : null;
	}

	abstract D create(ContainerConnectionSource<Container<?>> source, AwsServer server);

	/**
	 * The details of a container, as soon as it runs.
	 */
	static class ServerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements AwsConnectionDetails {

		private final AwsServer server;

		ServerConnectionDetails(ContainerConnectionSource<Container<?>> source, AwsServer server) {
			super(source);
			this.server = server;
		}

		@Override
		public Set<String> getServices() {
			return this.server.getServices();
		}

		@Override
		public URI getEndpoint() {
			Container<?> container = getContainer();
			return AwsServer.endpoint(container.getHost(), container.getMappedPort(port(container.getExposedPorts())));
		}

		private int port(List<Integer> exposed) {
			int port = this.server.getPort();
			if (exposed.contains(port)) {
				return port;
			}
			if (exposed.size() == 1) {
				return exposed.get(0);
			}
			throw new AwsConfigurationException(
					Problem
						.of("A container of AWS exposes no port %d, but %s.".formatted(port,
								exposed.isEmpty() ? "none at all" : exposed))
						.where(getOrigin()),
					"Add 'withExposedPorts(%d)', or the one port where the server listens.".formatted(port));
		}

		@Override
		public String getRegion() {
			return this.server.region(getContainer().getEnvMap());
		}

		@Override
		public AwsCredentials getCredentials() {
			return this.server.credentials(getContainer().getEnvMap());
		}

	}

}
