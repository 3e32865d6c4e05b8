package io.awsconfig.connection.testcontainers;

import io.awsconfig.connection.AwsServer;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes the details of containers of ElasticMQ, which has SQS.
 */
final class ElasticMqContainerConnectionDetailsFactory extends
		AwsContainerConnectionDetailsFactory<ElasticMqContainerConnectionDetailsFactory.ElasticMqConnectionDetails> {

	ElasticMqContainerConnectionDetailsFactory() {
		super(AwsServer.ELASTICMQ);
	}

	@Override
	ElasticMqConnectionDetails create(ContainerConnectionSource<Container<?>> source, AwsServer server) {
		return new ElasticMqConnectionDetails(source, server);
	}

	static final class ElasticMqConnectionDetails extends AwsContainerConnectionDetailsFactory.ServerConnectionDetails {

		ElasticMqConnectionDetails(ContainerConnectionSource<Container<?>> source, AwsServer server) {
			super(source, server);
		}

	}

}
