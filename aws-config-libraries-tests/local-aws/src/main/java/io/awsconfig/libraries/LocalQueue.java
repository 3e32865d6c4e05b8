package io.awsconfig.libraries;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;

/**
 * The only queue of a local SQS. Delivers each message once.
 */
public final class LocalQueue {

	private static final Pattern BODY = Pattern.compile("\"MessageBody\":\"([^\"]*)\"");

	private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

	public LocalQueue(LocalService sqs) {
		String url = sqs.url() + "/123456789012/queue";
		sqs.answering("ListQueues", (call) -> Answer.json("{\"QueueUrls\":[\"%s\"]}".formatted(url)))
			.answering("GetQueueUrl", (call) -> Answer.json("{\"QueueUrl\":\"%s\"}".formatted(url)))
			.answering("SendMessage", this::send)
			.answering("ReceiveMessage", (call) -> receive());
	}

	private Answer send(Call call) {
		Matcher body = BODY.matcher(call.body());
		if (!body.find()) {
			return Answer.error("InvalidMessageContents");
		}
		return Answer.json("""
				{"MessageId":"%s","MD5OfMessageBody":"%s"}""".formatted(UUID.randomUUID(), md5(body.group(1))));
	}

	private Answer receive() {
		String body = poll();
		return Answer.json((body == null) ? "{}" : """
				{"Messages":[{"MessageId":"%s","ReceiptHandle":"handle","Body":"%s","MD5OfBody":"%s"}]}"""
			.formatted(UUID.randomUUID(), body, md5(body)));
	}

	/**
	 * Wait a little, as SQS does, or clients would ask without end.
	 */
	private @Nullable String poll() {
		try {
			return this.bodies.poll(100, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private static String md5(String body) {
		return DigestUtils.md5DigestAsHex(body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Put a message into the queue.
	 * @param body its body, without anything that JSON escapes
	 */
	public void put(String body) {
		this.bodies.add(body);
	}

}
