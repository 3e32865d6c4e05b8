package io.awsconfig.credentials.fetch.signin;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.IdentityCenterStep;
import io.awsconfig.credentials.fetch.BoundedCalls;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.InvalidRequestException;
import software.amazon.awssdk.services.sso.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.sso.model.SsoException;
import software.amazon.awssdk.services.sso.model.UnauthorizedException;

/**
 * Credentials of a role that IAM Identity Center gives to whoever is signed in.
 * <p>
 * Guide: IAM Identity Center credential provider.
 */
@Internal
public final class IdentityCenterFetcher implements CredentialsFetcher {

	private static final String CLIENT = "software.amazon.awssdk.services.sso.SsoClient";

	private final IdentityCenterStep step;

	private final CredentialsClientConfigurer clients;

	private final Clock clock;

	private final SignInFailure failure;

	private final IdentityCenterSession session;

	/**
	 * Create a fetcher.
	 * @param step what to fetch
	 * @param clients configures the clients
	 * @param clock the clock
	 */
	public IdentityCenterFetcher(IdentityCenterStep step, CredentialsClientConfigurer clients, Clock clock) {
		this.step = step;
		this.clients = clients;
		this.clock = clock;
		this.failure = (reason, remedy, cause) -> new CredentialsException(step, reason, remedy, cause);
		this.session = new IdentityCenterSession(step.session(), step.startUrl(), step.region(), step.cacheDirectory(),
				step.profile(), clients, clock, this.failure);
	}

	/**
	 * Return the file that {@code aws sso login} writes.
	 * @return the file
	 */
	Path tokenFile() {
		return this.session.tokenFile();
	}

	@Override
	public List<Path> watchedFiles() {
		return List.of(tokenFile());
	}

	@Override
	public FetchedCredentials fetch() {
		this.failure.requireModule(CLIENT, IdentityCenterSession.MODULES);
		IdentityCenterToken token = this.session.getToken();
		AwsSessionCredentials credentials = Sso.getRoleCredentials(this, token);
		return new FetchedCredentials(credentials, credentials.expirationTime().orElse(null), false,
				token.signInExpiration(), this.session.signInCommand());
	}

	@Override
	public Asked asked() {
		return new Asked("IAM Identity Center (Region %s)".formatted(this.step.region()),
				"Check 'sso_region' and the network.");
	}

	private AwsSessionCredentials convert(String accessKeyId, String secretAccessKey, String sessionToken,
			Instant expiration) {
		if (!expiration.isAfter(this.clock.instant())) {
			throw this.failure.create("IAM Identity Center gave credentials that ended at " + expiration + ".",
					"Check the clock of this machine.");
		}
		return AwsSessionCredentials.builder()
			.accessKeyId(accessKeyId)
			.secretAccessKey(secretAccessKey)
			.sessionToken(sessionToken)
			.accountId(this.step.accountId())
			.expirationTime(expiration)
			.build();
	}

	private String role() {
		return "role '%s' in account %s".formatted(this.step.roleName(), this.step.accountId());
	}

	/**
	 * All that refers to the module, which may be absent.
	 */
	private static final class Sso {

		static AwsSessionCredentials getRoleCredentials(IdentityCenterFetcher fetcher, IdentityCenterToken token) {
			IdentityCenterStep step = fetcher.step;
			SignInFailure failure = fetcher.failure;
			try (SsoClient client = BoundedCalls
				.of(fetcher.clients.configure(SsoClient.builder(), AnonymousCredentialsProvider.create(),
						step.region()))
				.build()) {
				RoleCredentials role = client
					.getRoleCredentials((request) -> request.accessToken(token.accessToken())
						.accountId(step.accountId())
						.roleName(step.roleName()))
					.roleCredentials();
				String missing = (role != null) ? FetchedCredentials.missing(role.accessKeyId(), role.secretAccessKey(),
						role.sessionToken(), role.expiration()) : "credentials";
				if (role == null || missing != null) {
					throw failure.create("IAM Identity Center gave an incomplete answer: it has no " + missing + ".",
							"Check 'sso_region', and what stands between this machine and AWS.");
				}
				return fetcher.convert(role.accessKeyId(), role.secretAccessKey(), role.sessionToken(),
						Instant.ofEpochMilli(role.expiration()));
			}
			catch (CredentialsException ex) {
				throw ex;
			}
			catch (UnauthorizedException ex) {
				throw fetcher.session.refused("IAM Identity Center does not accept the access token", token);
			}
			catch (ResourceNotFoundException ex) {
				throw failure.create("IAM Identity Center does not know " + fetcher.role() + ".",
						"Check 'sso_account_id', 'sso_role_name' and 'sso_region'.");
			}
			catch (InvalidRequestException ex) {
				throw failure.create("IAM Identity Center calls the request for " + fetcher.role() + " invalid.",
						"Check 'sso_account_id', 'sso_role_name' and 'sso_region'.");
			}
			catch (SsoException ex) {
				if (ex.statusCode() == 403) {
					throw failure.create("You may not use " + fetcher.role() + ".",
							"Check 'sso_account_id' and 'sso_role_name', or have the role assigned to you; signing in again does not help.");
				}
				throw ofCall(fetcher, ex);
			}
			catch (SdkException ex) {
				throw ofCall(fetcher, ex);
			}
		}

		private static CredentialsException ofCall(IdentityCenterFetcher fetcher, SdkException ex) {
			return fetcher.failure.ofCall("IAM Identity Center (Region " + fetcher.step.region() + ")", ex,
					"It will be tried again; if that does not help, check 'sso_region' and the network.");
		}

	}

}
