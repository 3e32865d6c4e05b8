package io.awsconfig.credentials.fetch.sts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.BoundedCalls;
import io.awsconfig.diagnostic.Redaction;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.StsServiceClientConfiguration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;

import org.springframework.util.StringUtils;

/**
 * The calls of STS that give credentials. The only class that knows the SDK's module for
 * STS.
 */
final class StsCalls implements AutoCloseable {

	private final StsClient client;

	private final Clock clock;

	private StsCalls(StsClient client, Clock clock) {
		this.client = client;
		this.clock = clock;
	}

	static StsCalls create(Step step, CredentialsClientConfigurer clients, @Nullable String region, Clock clock) {
		try {
			// Credentials come with each request: those of the source change
			StsClientBuilder builder = clients.configure(StsClient.builder(), AnonymousCredentialsProvider.create(),
					region);
			return new StsCalls(build(BoundedCalls.of(builder)), clock);
		}
		catch (SdkException ex) {
			throw new StsFailure(step, "", Redaction.of()).of(ex);
		}
	}

	private static StsClient build(StsClientBuilder builder) {
		try {
			return builder.build();
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// A customizer may have brought an HTTP client, and the SDK takes but one
			return builder.httpClientBuilder(null).build();
		}
	}

	/**
	 * Return whom it calls. Of an endpoint, path and user information may be secrets.
	 */
	String describe() {
		StsServiceClientConfiguration configuration = this.client.serviceClientConfiguration();
		return configuration.endpointOverride()
			.map((endpoint) -> "AWS STS at %s://%s%s".formatted(endpoint.getScheme(), endpoint.getHost(),
					(endpoint.getPort() != -1) ? ":" + endpoint.getPort() : ""))
			.orElseGet(() -> "AWS STS (Region %s)".formatted(configuration.region()));
	}

	FetchedCredentials assumeRole(Step.AssumeRoleStep step, AwsCredentials source, @Nullable String tokenCode) {
		AssumeRoleRequest request = AssumeRoleRequest.builder()
			.roleArn(step.roleArn())
			.roleSessionName(sessionName(step.sessionName(), step.roleArn()))
			.durationSeconds(seconds(step.duration()))
			.externalId(step.externalId())
			.serialNumber(step.mfaSerial())
			.tokenCode(tokenCode)
			.overrideConfiguration((override) -> override.credentialsProvider(StaticCredentialsProvider.create(source)))
			.build();
		String sessionToken = (source instanceof AwsSessionCredentials session) ? session.sessionToken() : null;
		Redaction redaction = Redaction.of(source.accessKeyId(), source.secretAccessKey(), sessionToken, tokenCode);
		StsFailure failure = new StsFailure(step, step.roleArn(), redaction,
				AccessKeys.abbreviate(source.accessKeyId()), region());
		AssumeRoleResponse response = call(() -> this.client.assumeRole(request), failure);
		return credentials(step, response.credentials(), response.assumedRoleUser());
	}

	FetchedCredentials assumeRoleWithWebIdentity(Step.WebIdentityStep step, String token) {
		AssumeRoleWithWebIdentityRequest request = AssumeRoleWithWebIdentityRequest.builder()
			.roleArn(step.roleArn())
			.roleSessionName(sessionName(step.sessionName(), step.roleArn()))
			.durationSeconds(seconds(step.duration()))
			.webIdentityToken(token)
			.build();
		StsFailure failure = new StsFailure(step, step.roleArn(), Redaction.of(token), null, region());
		AssumeRoleWithWebIdentityResponse response = call(() -> this.client.assumeRoleWithWebIdentity(request),
				failure);
		return credentials(step, response.credentials(), response.assumedRoleUser());
	}

	private @Nullable Region region() {
		return this.client.serviceClientConfiguration().region();
	}

	private static <T> T call(Supplier<T> call, StsFailure failure) {
		try {
			return call.get();
		}
		catch (SdkException ex) {
			throw failure.of(ex);
		}
	}

	private FetchedCredentials credentials(Step step, @Nullable Credentials answer, @Nullable AssumedRoleUser user) {
		if (answer == null) {
			throw unusable(step, "without credentials");
		}
		Instant expiration = answer.expiration();
		String missing = FetchedCredentials.missing(answer.accessKeyId(), answer.secretAccessKey(),
				answer.sessionToken(), expiration);
		if (missing != null || expiration == null) {
			throw unusable(step, "with credentials that have no " + missing);
		}
		Instant now = this.clock.instant();
		if (!expiration.isAfter(now)) {
			throw new CredentialsException(step,
					"AWS STS answered with credentials that expired at %s; on this machine it is %s."
						.formatted(expiration, now),
					"Set the clock of this machine.", null);
		}
		AwsSessionCredentials credentials = AwsSessionCredentials.builder()
			.accessKeyId(answer.accessKeyId())
			.secretAccessKey(answer.secretAccessKey())
			.sessionToken(answer.sessionToken())
			.accountId((user != null) ? RoleArns.accountOf(user.arn()) : null)
			.expirationTime(expiration)
			.build();
		return new FetchedCredentials(credentials, expiration);
	}

	private static CredentialsException unusable(Step step, String how) {
		return new CredentialsException(step, "AWS STS answered " + how + ".",
				"Check that the endpoint that is called is one of AWS STS.", null);
	}

	private static String sessionName(@Nullable String configured, String roleArn) {
		return StringUtils.hasText(configured) ? configured : RoleArns.sessionNameFor(roleArn);
	}

	private static @Nullable Integer seconds(@Nullable Duration duration) {
		return (duration != null) ? Math.toIntExact(duration.toSeconds()) : null;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
