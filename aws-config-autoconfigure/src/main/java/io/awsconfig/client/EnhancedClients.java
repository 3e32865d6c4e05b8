package io.awsconfig.client;

import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The clients of DynamoDB's enhanced library, each on the client of DynamoDB that the
 * application uses.
 */
final class EnhancedClients {

	private EnhancedClients() {
	}

	static DynamoDbEnhancedClient create(ClientFactory clients) {
		return DynamoDbEnhancedClient.builder().dynamoDbClient(clients.getClient(DynamoDbClient.class)).build();
	}

	static DynamoDbEnhancedAsyncClient createAsync(ClientFactory clients) {
		return DynamoDbEnhancedAsyncClient.builder()
			.dynamoDbClient(clients.getClient(DynamoDbAsyncClient.class))
			.build();
	}

}
