package io.awsconfig.client;

import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * The S3 transfer manager, on the client of the application if it has one, or on the one
 * that stands on the AWS CRT. Otherwise on a client of its own, which sends large objects
 * in parts: without that, a transfer could be neither parallel nor paused, and the client
 * that is injected does not do so.
 */
final class TransferManagers {

	private TransferManagers() {
	}

	static S3TransferManager create(ClientFactory clients) {
		S3AsyncClient client = clients.findClientOfApplication(S3AsyncClient.class);
		return S3TransferManager.builder().s3Client((client != null) ? client : createClient(clients)).build();
	}

	private static S3AsyncClient createClient(ClientFactory clients) {
		if (AsyncS3.mayBeCrt(S3AsyncClient.class)) {
			S3AsyncClient shared = clients.getClient(S3AsyncClient.class);
			if (AsyncS3.isCrt(shared)) {
				return shared;
			}
		}
		S3AsyncClientBuilder builder = S3AsyncClient.builder().multipartEnabled(true);
		return (S3AsyncClient) clients.closeLater(clients.prepare(builder).build());
	}

}
