package io.awsconfig.client.bean;

import io.awsconfig.settings.NamedClient;
import org.jspecify.annotations.Nullable;
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

	static DynamoDbEnhancedClient create(LibraryClients libraries, @Nullable NamedClient client) {
		return DynamoDbEnhancedClient.builder()
			.dynamoDbClient(libraries.getClient(DynamoDbClient.class, client))
			.build();
	}

	static DynamoDbEnhancedAsyncClient createAsync(LibraryClients libraries, @Nullable NamedClient client) {
		return DynamoDbEnhancedAsyncClient.builder()
			.dynamoDbClient(libraries.getClient(DynamoDbAsyncClient.class, client))
			.build();
	}

}
