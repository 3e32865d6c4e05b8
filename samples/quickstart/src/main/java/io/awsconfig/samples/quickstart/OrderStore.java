package io.awsconfig.samples.quickstart;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The bucket of the orders that were handled.
 */
@Component
class OrderStore {

	static final String BUCKET = "orders";

	private final S3Client s3;

	private final JsonMapper json;

	OrderStore(S3Client s3, JsonMapper json) {
		this.s3 = s3;
		this.json = json;
	}

	void store(Order order) {
		if (order.quantity() <= 0) {
			throw new IllegalArgumentException("Order '%s' is for %d pieces".formatted(order.id(), order.quantity()));
		}
		this.s3.putObject(
				(request) -> request.bucket(BUCKET).key(order.id()).contentType(MediaType.APPLICATION_JSON_VALUE),
				RequestBody.fromBytes(this.json.writeValueAsBytes(order)));
	}

	@Nullable Order find(String id) {
		try {
			return this.json.readValue(
					this.s3.getObjectAsBytes((request) -> request.bucket(BUCKET).key(id)).asByteArray(), Order.class);
		}
		catch (NoSuchKeyException ex) {
			return null;
		}
	}

}
