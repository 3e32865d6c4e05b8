package io.awsconfig.client;

import io.awsconfig.Internal;
import io.awsconfig.http.AttachedHttpClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;

/**
 * A builder that the settings have been applied to.
 *
 * @param builder the builder
 * @param http the HTTP client that it was given
 * @param customized whether a customizer was called
 * @param built knows the client that is built
 */
@Internal
public record PreparedClient(AwsClientBuilder<?, ?> builder, AttachedHttpClient http, boolean customized,
		BuiltClient built) {

	/**
	 * Build the client, and know it from now on.
	 */
	public Object build() {
		Object client = buildClient();
		if (client instanceof SdkClient sdkClient) {
			this.built.register(sdkClient);
		}
		return client;
	}

	private Object buildClient() {
		try {
			return this.builder.build();
		}
		catch (RuntimeException ex) {
			// A customizer may have brought an HTTP client, and the SDK takes but one
			if (!this.http.withdraw()) {
				throw ex;
			}
			return this.builder.build();
		}
	}

}
