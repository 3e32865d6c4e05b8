package io.awsconfig.client;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Puts the bucket into the path where S3 is a server of one's own: that has one name, and
 * none for each bucket.
 */
final class PathStyle {

	private PathStyle() {
	}

	/**
	 * Apply it to the builder of a client or presigner, if that is one of S3 and has the
	 * endpoint of a connection.
	 */
	static void applyTo(Object builder, TargetClient client) {
		if (client.service().equals("s3") && isConnected(client.settings())) {
			S3Builders.usePathStyle(builder);
		}
	}

	private static boolean isConnected(AwsSettings settings) {
		WrittenValue endpoint = settings.get(SettingCatalog.ENDPOINT_URL).getWritten();
		return endpoint != null && endpoint.kind() == SourceKind.CONNECTION;
	}

	/**
	 * A class of its own, since the module of S3 need not be there.
	 */
	private static final class S3Builders {

		static void usePathStyle(Object builder) {
			if (builder instanceof S3BaseClientBuilder<?, ?> client) {
				// Builders refuse a path style that stands in the S3Configuration as well
				S3EndpointProvider endpoints = S3EndpointProvider.defaultProvider();
				client.endpointProvider((S3EndpointProvider) (params) -> endpoints
					.resolveEndpoint(params.toBuilder().forcePathStyle(true).build()));
			}
			else if (builder instanceof S3CrtAsyncClientBuilder client) {
				client.forcePathStyle(true);
			}
			else if (builder instanceof S3Presigner.Builder presigner) {
				presigner.serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build());
			}
		}

	}

}
