package io.awsconfig.samples.quickstart;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Stores each order that comes out of the queue. One that cannot be stored stays in the
 * queue, which hands it out again and in the end moves it to the dead-letter queue.
 */
@Component
class OrderListener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(OrderListener.class);

	private final OrderQueue queue;

	private final OrderStore store;

	private volatile @Nullable Thread thread;

	OrderListener(OrderQueue queue, OrderStore store) {
		this.queue = queue;
		this.store = store;
	}

	@Override
	public void start() {
		Thread thread = new Thread(this::listen, "order-listener");
		this.thread = thread;
		thread.start();
	}

	@Override
	public void stop() {
		Thread thread = this.thread;
		this.thread = null;
		if (thread != null) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void listen() {
		while (isRunning()) {
			try {
				this.queue.receive().forEach(this::handle);
			}
			catch (SdkException ex) {
				logger.warn("No orders can be received: {}", ex.getMessage());
			}
		}
	}

	private void handle(Message message) {
		try {
			this.store.store(this.queue.read(message));
			this.queue.delete(message);
		}
		catch (RuntimeException ex) {
			logger.warn("Attempt {} failed: {}",
					message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT), ex.getMessage());
		}
	}

}
