package io.awsconfig.compatibility;

import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/**
 * An application with a sync, an async and a named client.
 */
@SpringBootApplication(proxyBeanMethods = false)
class SmokeApplication {

	@Component
	record Clients(S3Client s3, @Qualifier("archive") S3Client archive, DynamoDbAsyncClient dynamoDb) {

	}

}
