package io.awsconfig.connection.testcontainers;

import io.awsconfig.connection.AwsServer;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes the details of containers of MinIO, which has S3.
 */
final class MinioContainerConnectionDetailsFactory
		extends AwsContainerConnectionDetailsFactory<MinioContainerConnectionDetailsFactory.MinioConnectionDetails> {

	MinioContainerConnectionDetailsFactory() {
		super(AwsServer.MINIO);
	}

	@Override
	MinioConnectionDetails create(ContainerConnectionSource<Container<?>> source, AwsServer server) {
		return new MinioConnectionDetails(source, server);
	}

	static final class MinioConnectionDetails extends AwsContainerConnectionDetailsFactory.ServerConnectionDetails {

		MinioConnectionDetails(ContainerConnectionSource<Container<?>> source, AwsServer server) {
			super(source, server);
		}

	}

}
