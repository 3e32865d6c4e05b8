package io.awsconfig.client;

import io.awsconfig.Internal;
import io.awsconfig.http.AttachedHttpClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * A builder that the settings have been applied to.
 *
 * @param builder the builder
 * @param http the HTTP client that it was given
 * @param customized whether a customizer was called
 */
@Internal
public record PreparedClient(AwsClientBuilder<?, ?> builder, AttachedHttpClient http, boolean customized) {

	public Object build() {
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
