package io.awsconfig.samples.accounts;

import java.util.List;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import org.springframework.stereotype.Component;

/**
 * What the application remembers under its own name: the orders that it has moved. Its
 * client has no name, so it has the settings of the application.
 */
@Component
class Journal {

	private static final String BUCKET = "journal";

	private final S3Client s3;

	Journal(S3Client s3) {
		this.s3 = s3;
	}

	void add(Order order) {
		this.s3.putObject((request) -> request.bucket(BUCKET).key(order.id()), RequestBody.empty());
	}

	List<String> ids() {
		return this.s3.listObjectsV2Paginator((request) -> request.bucket(BUCKET))
			.contents()
			.stream()
			.map(S3Object::key)
			.toList();
	}

}
