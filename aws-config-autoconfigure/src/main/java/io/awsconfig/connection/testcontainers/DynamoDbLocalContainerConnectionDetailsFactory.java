package io.awsconfig.connection.testcontainers;

import io.awsconfig.connection.AwsServer;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes the details of containers of DynamoDB Local.
 */
final class DynamoDbLocalContainerConnectionDetailsFactory extends
		AwsContainerConnectionDetailsFactory<DynamoDbLocalContainerConnectionDetailsFactory.DynamoDbLocalConnectionDetails> {

	DynamoDbLocalContainerConnectionDetailsFactory() {
		super(AwsServer.DYNAMODB_LOCAL);
	}

	@Override
	DynamoDbLocalConnectionDetails create(ContainerConnectionSource<Container<?>> source, AwsServer server) {
		return new DynamoDbLocalConnectionDetails(source, server);
	}

	static final class DynamoDbLocalConnectionDetails
			extends AwsContainerConnectionDetailsFactory.ServerConnectionDetails {

		DynamoDbLocalConnectionDetails(ContainerConnectionSource<Container<?>> source, AwsServer server) {
			super(source, server);
		}

	}

}
