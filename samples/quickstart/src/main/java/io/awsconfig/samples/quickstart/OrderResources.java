package io.awsconfig.samples.quickstart;

import java.util.Map;

import io.awsconfig.samples.quickstart.local.LocalServersStartedEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Creates what an account would already have: the queues and the bucket.
 */
@Component
class OrderResources {

	private static final String REDRIVE_POLICY = """
			{"deadLetterTargetArn": "%s", "maxReceiveCount": 3}""";

	private final SqsClient sqs;

	private final S3Client s3;

	OrderResources(SqsClient sqs, S3Client s3) {
		this.sqs = sqs;
		this.s3 = s3;
	}

	@EventListener(LocalServersStartedEvent.class)
	void create() {
		createQueues();
		this.s3.createBucket((request) -> request.bucket(OrderStore.BUCKET));
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

}
