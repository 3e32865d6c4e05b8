package io.awsconfig.samples.accounts;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of orders in the account of a client.
 */
class OrderTable {

	private static final String NAME = "orders";

	private final DynamoDbClient dynamoDb;

	OrderTable(DynamoDbClient dynamoDb) {
		this.dynamoDb = dynamoDb;
	}

	void put(Order order) {
		this.dynamoDb.putItem((request) -> request.tableName(NAME)
			.item(Map.of("id", AttributeValue.fromS(order.id()), "item", AttributeValue.fromS(order.item()))));
	}

	@Nullable Order find(String id) {
		Map<String, AttributeValue> found = this.dynamoDb
			.getItem((request) -> request.tableName(NAME).key(Map.of("id", AttributeValue.fromS(id))))
			.item();
		return found.isEmpty() ? null : new Order(id, Objects.requireNonNull(found.get("item")).s());
	}

	void delete(Order order) {
		this.dynamoDb
			.deleteItem((request) -> request.tableName(NAME).key(Map.of("id", AttributeValue.fromS(order.id()))));
	}

}
