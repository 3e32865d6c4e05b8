package io.awsconfig.samples.accounts;

import java.util.List;
import java.util.Map;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import org.springframework.stereotype.Component;

/**
 * What the application remembers under its own name: the orders that it has moved. Its
 * client has no name, so it has the settings of the application.
 */
@Component
class Journal {

	private static final String TABLE = "journal";

	private final DynamoDbClient dynamoDb;

	Journal(DynamoDbClient dynamoDb) {
		this.dynamoDb = dynamoDb;
	}

	void add(Order order) {
		this.dynamoDb
			.putItem((request) -> request.tableName(TABLE).item(Map.of("id", AttributeValue.fromS(order.id()))));
	}

	List<String> ids() {
		return this.dynamoDb.scanPaginator((request) -> request.tableName(TABLE))
			.items()
			.stream()
			.map((item) -> item.get("id").s())
			.toList();
	}

}
