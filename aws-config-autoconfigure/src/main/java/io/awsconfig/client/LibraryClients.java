package io.awsconfig.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.awsconfig.settings.ServiceId;

/**
 * The clients of the SDK's libraries, which are not clients of one service: those that
 * stand on the client of a service, and those of the instance metadata service. They are
 * known by their names, so that a library is loaded when one of its clients is asked for,
 * and not before.
 */
final class LibraryClients {

	private static final String TRANSFER_MANAGER = "software.amazon.awssdk.transfer.s3.S3TransferManager";

	private static final String ENHANCED = "software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient";

	private static final String ENHANCED_ASYNC = "software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient";

	private static final String METADATA = "software.amazon.awssdk.imds.Ec2MetadataClient";

	private static final String METADATA_ASYNC = "software.amazon.awssdk.imds.Ec2MetadataAsyncClient";

	private static final Map<String, String> SERVICES = Map.of(TRANSFER_MANAGER, "s3", ENHANCED, "dynamodb",
			ENHANCED_ASYNC, "dynamodb");

	private LibraryClients() {
	}

	static boolean supports(Class<?> type) {
		return SERVICES.containsKey(type.getName()) || isMetadata(type.getName());
	}

	private static boolean isMetadata(String name) {
		return name.equals(METADATA) || name.equals(METADATA_ASYNC);
	}

	/**
	 * Tell the service whose client a client stands on.
	 */
	static @Nullable ServiceId serviceOf(Class<?> type) {
		String service = SERVICES.get(type.getName());
		return (service != null) ? ServiceId.of(service) : null;
	}

	/**
	 * Make the client of a type.
	 * @param type a type that is supported
	 * @param clients makes the clients of services
	 * @return the client
	 */
	static Object create(Class<?> type, ClientFactory clients) {
		return switch (type.getName()) {
			case TRANSFER_MANAGER -> TransferManagers.create(clients);
			case ENHANCED -> EnhancedClients.create(clients);
			case ENHANCED_ASYNC -> EnhancedClients.createAsync(clients);
			case METADATA -> MetadataClients.create(clients.settings());
			case METADATA_ASYNC -> MetadataClients.createAsync(clients.settings());
			default -> throw new IllegalArgumentException("'type' is not supported: " + type.getName());
		};
	}

}
