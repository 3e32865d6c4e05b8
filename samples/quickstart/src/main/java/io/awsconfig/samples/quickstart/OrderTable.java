package io.awsconfig.samples.quickstart;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

import org.springframework.stereotype.Component;

/**
 * The table of the orders that were handled.
 */
@Component
class OrderTable {

	static final String NAME = "orders";

	private final DynamoDbClient dynamoDb;

	OrderTable(DynamoDbClient dynamoDb) {
		this.dynamoDb = dynamoDb;
	}

	void store(Order order) {
		if (order.quantity() <= 0) {
			throw new IllegalArgumentException("Order '%s' is for %d pieces".formatted(order.id(), order.quantity()));
		}
		this.dynamoDb.putItem((request) -> request.tableName(NAME)
			.item(Map.of("id", AttributeValue.fromS(order.id()), "item", AttributeValue.fromS(order.item()), "quantity",
					AttributeValue.fromN(order.quantity().toString()))));
	}

	@Nullable Order find(String id) {
		GetItemResponse response = this.dynamoDb
			.getItem((request) -> request.tableName(NAME).key(Map.of("id", AttributeValue.fromS(id))));
		if (!response.hasItem()) {
			return null;
		}
		Map<String, AttributeValue> item = response.item();
		return new Order(attribute(item, "id").s(), attribute(item, "item").s(),
				Integer.valueOf(attribute(item, "quantity").n()));
	}

	private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
		return Objects.requireNonNull(item.get(name), () -> "No attribute '" + name + "'");
	}

}
