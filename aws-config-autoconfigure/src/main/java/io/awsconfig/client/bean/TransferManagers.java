package io.awsconfig.client.bean;

import io.awsconfig.client.AsyncS3;
import io.awsconfig.settings.NamedClient;
import org.jspecify.annotations.Nullable;
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

	static S3TransferManager create(LibraryClients libraries, @Nullable NamedClient client) {
		S3AsyncClient injected = libraries.getClient(S3AsyncClient.class, client);
		boolean ordinary = libraries.clients().isClosedLater(injected) && !AsyncS3.isCrt(injected);
		return S3TransferManager.builder()
			.s3Client(ordinary ? createClient(libraries.clients(), client) : injected)
			.build();
	}

	private static S3AsyncClient createClient(AwsClients clients, @Nullable NamedClient client) {
		S3AsyncClientBuilder builder = S3AsyncClient.builder().multipartEnabled(true);
		return (S3AsyncClient) clients.closeLater(clients.prepare(builder, client).build());
	}

}
