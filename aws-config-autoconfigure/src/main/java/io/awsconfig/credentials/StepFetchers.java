package io.awsconfig.credentials;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;

/**
 * Makes what carries out the steps of a plan.
 */
final class StepFetchers {

	private static final String CLI_CACHE = "~/.aws/cli/cache";

	private final Supplier<CredentialsClients> clients;

	private final Supplier<InstanceMetadata> instanceMetadata;

	private final Supplier<@Nullable MfaTokenSupplier> mfaTokens;

	private final SharedConfig config;

	private final Path cliCache;

	private final @Nullable AwsCredentialsProvider application;

	private final Clock clock;

	StepFetchers(Supplier<CredentialsClients> clients, Supplier<InstanceMetadata> instanceMetadata,
			Supplier<@Nullable MfaTokenSupplier> mfaTokens, SharedConfig config, SharedConfigLocations locations,
			@Nullable AwsCredentialsProvider application, Clock clock) {
		this.clients = clients;
		this.instanceMetadata = instanceMetadata;
		this.mfaTokens = mfaTokens;
		this.config = config;
		this.cliCache = Path.of(locations.resolveHome(CLI_CACHE));
		this.application = application;
		this.clock = clock;
	}

	CredentialsFetcher create(Step step) {
		if (step instanceof Step.AccessKeysStep accessKeys) {
			if (step.kind() == Step.Kind.PROFILE_ACCESS_KEYS && accessKeys.profile() != null) {
				return new ProfileKeysFetcher(accessKeys, accessKeys.profile(), this.config);
			}
			AwsCredentials credentials = CredentialsChain.asCredentials(accessKeys.keys());
			return () -> new FetchedCredentials(credentials, null);
		}
		if (step instanceof Step.WebIdentityStep webIdentity) {
			return new WebIdentityFetcher(webIdentity, this.clients.get(), this.clock);
		}
		if (step instanceof Step.LoginStep login) {
			return new LoginFetcher(login, this.clients.get(), this.clock);
		}
		if (step instanceof Step.IdentityCenterStep identityCenter) {
			return new IdentityCenterFetcher(identityCenter, this.clients.get(), this.clock);
		}
		if (step instanceof Step.AssumeRoleStep role) {
			return new AssumeRoleFetcher(role, create(role.source()), this.clients.get(), this.mfaTokens.get(),
					this.cliCache, this.clock);
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
		return new InstanceMetadataFetcher((Step.InstanceMetadataStep) step, this.instanceMetadata.get());
	}

}
