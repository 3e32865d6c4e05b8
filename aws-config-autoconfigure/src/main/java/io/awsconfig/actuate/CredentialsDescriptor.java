package io.awsconfig.actuate;

import java.util.List;

import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.startup.CredentialsSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of the credentials.
 *
 * @param source where they come from
 * @param plan the ways of getting credentials in the order in which they are looked for,
 * or {@code null} if the application has a provider of its own
 * @param freshness how fresh they are, or {@code null} if the application has a provider
 * of its own
 * @since 0.1.0
 */
public record CredentialsDescriptor(String source, @Nullable List<StepDescriptor> plan,
		@Nullable FreshnessDescriptor freshness) implements OperationResponseBody {

	static CredentialsDescriptor of(@Nullable AwsCredentialsProvider provider) {
		String source = CredentialsSource.describe(provider);
		if (provider instanceof CredentialsChain chain) {
			return new CredentialsDescriptor(source,
					chain.getPlan().getEntries().stream().map(StepDescriptor::of).toList(),
					FreshnessDescriptor.of(chain.freshness()));
		}
		return new CredentialsDescriptor(source, null, null);
	}

}
