package io.awsconfig.samples.quickstart;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * The queue that orders wait in, and the dead-letter queue of those that nobody can
 * handle.
 */
@Component
class OrderQueue {

	static final String NAME = "orders";

	static final String DEAD_LETTERS_NAME = "orders-dlq";

	/**
	 * Long enough to save requests, short enough to stop the application quickly.
	 */
	private static final int WAIT_SECONDS = 2;

	private final SqsClient sqs;

	private final JsonMapper json;

	private final Map<String, String> urls = new ConcurrentHashMap<>();

	OrderQueue(SqsClient sqs, JsonMapper json) {
		this.sqs = sqs;
		this.json = json;
	}

	void send(Order order) {
		String body = this.json.writeValueAsString(order);
		this.sqs.sendMessage((request) -> request.queueUrl(urlOf(NAME)).messageBody(body));
	}

	/**
	 * Wait for orders.
	 * @return the messages, none if there was no order for a while
	 */
	List<Message> receive() {
		return this.sqs
			.receiveMessage((request) -> request.queueUrl(urlOf(NAME))
				.messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
				.maxNumberOfMessages(10)
				.waitTimeSeconds(WAIT_SECONDS))
			.messages();
	}

	Order read(Message message) {
		return this.json.readValue(message.body(), Order.class);
	}

	void delete(Message message) {
		this.sqs.deleteMessage((request) -> request.queueUrl(urlOf(NAME)).receiptHandle(message.receiptHandle()));
	}

	/**
	 * Look at the dead-letter queue and leave everything in it, visible to others.
	 * @return the orders, ten at most
	 */
	List<Order> deadLetters() {
		return this.sqs.receiveMessage(
				(request) -> request.queueUrl(urlOf(DEAD_LETTERS_NAME)).maxNumberOfMessages(10).visibilityTimeout(0))
			.messages()
			.stream()
			.map(this::read)
			.toList();
	}

	private String urlOf(String name) {
		return this.urls.computeIfAbsent(name,
				(key) -> this.sqs.getQueueUrl((request) -> request.queueName(key)).queueUrl());
	}

}
