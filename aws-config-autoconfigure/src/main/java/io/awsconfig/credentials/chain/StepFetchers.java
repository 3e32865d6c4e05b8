package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.ApplicationFetcher;
import io.awsconfig.credentials.fetch.ContainerFetcher;
import io.awsconfig.credentials.fetch.InstanceMetadataFetcher;
import io.awsconfig.credentials.fetch.ProcessFetcher;
import io.awsconfig.credentials.fetch.ProfileKeysFetcher;
import io.awsconfig.credentials.fetch.signin.IdentityCenterFetcher;
import io.awsconfig.credentials.fetch.signin.LoginFetcher;
import io.awsconfig.credentials.fetch.sts.AssumeRoleFetcher;
import io.awsconfig.credentials.fetch.sts.WebIdentityFetcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Makes what carries out the steps of a plan.
 */
final class StepFetchers {

	private static final String CLI_CACHE = "~/.aws/cli/cache";

	private final CredentialsContext context;

	private final @Nullable AwsCredentialsProvider application;

	private final Clock clock;

	StepFetchers(CredentialsContext context, @Nullable AwsCredentialsProvider application) {
		this.context = context;
		this.application = application;
		this.clock = context.refresher().time().clock();
	}

	CredentialsFetcher create(Step step) {
		if (step instanceof Step.AccessKeysStep accessKeys) {
			if (step.kind() == Step.Kind.PROFILE_ACCESS_KEYS && accessKeys.profile() != null) {
				return new ProfileKeysFetcher(accessKeys, accessKeys.profile(), this.context.config());
			}
			FetchedCredentials credentials = FetchedCredentials.of(accessKeys.keys());
			return () -> credentials;
		}
		if (step instanceof Step.WebIdentityStep webIdentity) {
			return new WebIdentityFetcher(webIdentity, this.context.clients().get(), this.clock);
		}
		if (step instanceof Step.LoginStep login) {
			return new LoginFetcher(login, this.context.clients().get(), this.clock);
		}
		if (step instanceof Step.IdentityCenterStep identityCenter) {
			return new IdentityCenterFetcher(identityCenter, this.context.clients().get(), this.clock);
		}
		if (step instanceof Step.AssumeRoleStep role) {
			return new AssumeRoleFetcher(role, create(role.source()), this.context.clients().get(),
					this.context.mfaTokens().get(), Path.of(this.context.locations().resolveHome(CLI_CACHE)),
					this.clock);
		}
		if (step instanceof Step.ProcessStep process) {
			return new ProcessFetcher(process, this.clock);
		}
		if (step instanceof Step.ContainerStep container) {
			return new ContainerFetcher(container);
		}
		if (step instanceof Step.ApplicationStep) {
			return new ApplicationFetcher(step, Objects.requireNonNull(this.application));
		}
		return new InstanceMetadataFetcher((Step.InstanceMetadataStep) step, this.context.instanceMetadata().get());
	}

}
