package io.awsconfig.credentials;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.awsconfig.retry.RetryStrategies;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Steps, sources and clients for tests that assume roles.
 */
public final class StsFixture {

	public static final String ROLE = "arn:aws:iam::123456789012:role/reader";

	public static final String PLACE = "/home/jane/.aws/config - 2:12 (profile 'reader')";

	/**
	 * The hour of the tests, as far as credentials are concerned.
	 */
	static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private StsFixture() {
	}

	public static Step source() {
		return new Step.ProcessStep("credentials", null, "/home/jane/.aws/config - 9:22 (profile 'base')");
	}

	public static Step.AssumeRoleStep role(String arn, Step source) {
		return new Step.AssumeRoleStep(arn, source, null, null, null, null, null, "reader", PLACE);
	}

	public static Step.AssumeRoleStep mfaRole() {
		return new Step.AssumeRoleStep(ROLE, source(), null, null, null, "arn:aws:iam::123456789012:mfa/jane", null,
				"reader", PLACE);
	}

	public static Step.WebIdentityStep web(Path file) {
		return new Step.WebIdentityStep(file, ROLE, null, null, null, PLACE);
	}

	public static FetchedCredentials sourceCredentials(int number) {
		return new FetchedCredentials(AwsSessionCredentials.builder()
			.accessKeyId("AKIASOURCE" + number)
			.secretAccessKey("source-secret-" + number)
			.sessionToken("source-token-" + number)
			.build(), null);
	}

	public static CredentialsClientConfigurer clients(URI endpoint) {
		return clients(endpoint, Duration.ofSeconds(20), 1);
	}

	public static CredentialsClientConfigurer clients(URI endpoint, Duration timeout, int attempts) {
		return new CredentialsClientConfigurer() {

			@Override
			public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
					@Nullable String region) {
				return builder.endpointOverride(endpoint)
					.region(Region.of((region != null) ? region : "eu-west-1"))
					.credentialsProvider(credentials)
					.overrideConfiguration((override) -> override.apiCallTimeout(timeout)
						.retryStrategy(new RetryStrategies().standard("sts", attempts)));
			}

		};
	}

}
