package io.awsconfig.samples.quickstart;

import java.util.Map;

import io.awsconfig.samples.quickstart.local.LocalServersStartedEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Creates what an account would already have: the queues and the table.
 */
@Component
class OrderResources {

	private static final String REDRIVE_POLICY = """
			{"deadLetterTargetArn": "%s", "maxReceiveCount": 3}""";

	private final SqsClient sqs;

	private final DynamoDbClient dynamoDb;

	OrderResources(SqsClient sqs, DynamoDbClient dynamoDb) {
		this.sqs = sqs;
		this.dynamoDb = dynamoDb;
	}

	@EventListener(LocalServersStartedEvent.class)
	void create() {
		createQueues();
		createTable();
	}

	private void createQueues() {
		String deadLettersUrl = this.sqs.createQueue((request) -> request.queueName(OrderQueue.DEAD_LETTERS_NAME))
			.queueUrl();
		String deadLettersArn = this.sqs
			.getQueueAttributes(
					(request) -> request.queueUrl(deadLettersUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
			.attributes()
			.get(QueueAttributeName.QUEUE_ARN);
		this.sqs.createQueue((request) -> request.queueName(OrderQueue.NAME)
			.attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1", QueueAttributeName.REDRIVE_POLICY,
					REDRIVE_POLICY.formatted(deadLettersArn))));
	}

	private void createTable() {
		this.dynamoDb.createTable((request) -> request.tableName(OrderTable.NAME)
			.keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
			.attributeDefinitions(
					AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S).build())
			.billingMode(BillingMode.PAY_PER_REQUEST));
	}

}
