package io.awsconfig.connection.testcontainers;

import io.awsconfig.connection.AwsServer;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes the details of containers that have all services: LocalStack, Floci, Moto.
 */
final class LocalStackContainerConnectionDetailsFactory extends
		AwsContainerConnectionDetailsFactory<LocalStackContainerConnectionDetailsFactory.LocalStackConnectionDetails> {

	LocalStackContainerConnectionDetailsFactory() {
		super(AwsServer.LOCALSTACK, AwsServer.FLOCI, AwsServer.MOTO);
	}

	@Override
	LocalStackConnectionDetails create(ContainerConnectionSource<Container<?>> source, AwsServer server) {
		return new LocalStackConnectionDetails(source, server);
	}

	static final class LocalStackConnectionDetails
			extends AwsContainerConnectionDetailsFactory.ServerConnectionDetails {

		LocalStackConnectionDetails(ContainerConnectionSource<Container<?>> source, AwsServer server) {
			super(source, server);
		}

	}

}
