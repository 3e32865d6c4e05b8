package io.awsconfig.autoconfigure;

import java.net.URI;

import io.awsconfig.connection.AwsConnectionDetails;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.util.StringUtils;

/**
 * The connection details of Spring Cloud AWS as ours, so that the factories made for it
 * serve all clients.
 *
 * @param theirs the details of Spring Cloud AWS
 */
record SpringCloudAwsConnectionDetails(io.awspring.cloud.autoconfigure.core.AwsConnectionDetails theirs)
		implements
			AwsConnectionDetails,
			OriginProvider {

	@Override
	public @Nullable URI getEndpoint() {
		return this.theirs.getEndpoint();
	}

	@Override
	public @Nullable String getRegion() {
		return this.theirs.getRegion();
	}

	@Override
	public @Nullable AwsCredentials getCredentials() {
		String key = this.theirs.getAccessKey();
		String secret = this.theirs.getSecretKey();
		return (StringUtils.hasText(key) || StringUtils.hasText(secret)) ? new Keys(key, secret) : null;
	}

	@Override
	public @Nullable Origin getOrigin() {
		return Origin.from(this.theirs);
	}

	/**
	 * Without the details, which may show their keys.
	 */
	@Override
	public String toString() {
		return "connection details of Spring Cloud AWS";
	}

	/**
	 * Takes half a pair as well, so that whoever reads it can say what is missing.
	 */
	private record Keys(@Nullable String accessKeyId, @Nullable String secretAccessKey) implements AwsCredentials {

		@Override
		public String toString() {
			return "access keys of Spring Cloud AWS";
		}

	}

}
