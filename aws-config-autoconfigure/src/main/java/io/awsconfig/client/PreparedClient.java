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
 * @param s3 what it was given if it is one of S3
 * @param customized whether a customizer was called
 * @param built knows the client that is built
 */
@Internal
public record PreparedClient(AwsClientBuilder<?, ?> builder, AttachedHttpClient http, S3Options s3, boolean customized,
		BuiltClient built) {

	/**
	 * Build the client, and know it from now on.
	 */
	public Object build() {
		Object client = buildClient(true);
		if (client instanceof SdkClient sdkClient) {
			this.built.register(sdkClient);
		}
		return client;
	}

	private Object buildClient(boolean withHttp) {
		try {
			return this.builder.build();
		}
		catch (RuntimeException ex) {
			// A customizer may have said or brought the same, and the SDK takes it but
			// once
			if (this.s3.withdraw(ex)) {
				return buildClient(withHttp);
			}
			if (withHttp && this.http.withdraw()) {
				return buildClient(false);
			}
			throw ex;
		}
	}

}
