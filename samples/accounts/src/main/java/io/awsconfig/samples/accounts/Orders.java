package io.awsconfig.samples.accounts;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Orders in two accounts: those to deliver in one, those of the past in the other.
 */
@Component
class Orders {

	private final OrderStore live;

	private final OrderStore archive;

	private final Journal journal;

	Orders(@Qualifier("live") S3Client live, @Qualifier("archive") S3Client archive, Journal journal, JsonMapper json) {
		this.live = new OrderStore(live, json);
		this.archive = new OrderStore(archive, json);
		this.journal = journal;
	}

	void take(Order order) {
		this.live.put(order);
	}

	@Nullable Order find(String id) {
		return this.live.find(id);
	}

	@Nullable Order findArchived(String id) {
		return this.archive.find(id);
	}

	/**
	 * Move an order from one account to the other.
	 * @param id what the customer calls it
	 * @return the order, or {@code null} if there is none to deliver
	 */
	@Nullable Order archive(String id) {
		Order order = this.live.find(id);
		if (order != null) {
			this.archive.put(order);
			this.live.delete(order);
			this.journal.add(order);
		}
		return order;
	}

}
