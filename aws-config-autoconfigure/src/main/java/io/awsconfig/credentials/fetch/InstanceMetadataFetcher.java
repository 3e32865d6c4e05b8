package io.awsconfig.credentials.fetch;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.InstanceMetadataStep;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.CredentialsDocument;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import io.awsconfig.imds.MetadataException;
import io.awsconfig.imds.MetadataSession;

/**
 * Asks the instance metadata service for the credentials of the role of the instance.
 * When the service cannot renew them it gives old ones, which AWS may still accept: they
 * are handed on with the expiry that they have.
 * <p>
 * Guide: IMDS credential provider.
 */
@Internal
public final class InstanceMetadataFetcher implements CredentialsFetcher, Closeable {

	private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";

	private static final String ATTACH_ROLE = "Attach an IAM role to the instance, or configure another way to sign in.";

	private static final Pattern ROLE = Pattern.compile("[\\w+=,.@-]{1,128}");

	private final InstanceMetadataStep step;

	private final InstanceMetadata metadata;

	public InstanceMetadataFetcher(InstanceMetadataStep step, InstanceMetadata metadata) {
		this.step = step;
		this.metadata = metadata;
	}

	@Override
	public FetchedCredentials fetch() {
		try {
			return this.metadata.lookUp(InstanceMetadataFetcher::ask);
		}
		catch (MetadataException ex) {
			throw new CredentialsException(this.step, ex.getReason(), ex.getRemedy(), null);
		}
	}

	@Override
	public Asked asked() {
		return new Asked(this.metadata.toString(), "");
	}

	@Override
	public void close() {
		this.metadata.close();
	}

	private static FetchedCredentials ask(MetadataSession session) throws MetadataException {
		String role = askRole(session);
		String answer = session.get(CREDENTIALS + role);
		if (answer == null) {
			throw new MetadataException("%s has no credentials of role '%s'.".formatted(session.server(), role),
					ATTACH_ROLE);
		}
		try {
			JsonDocument json = JsonDocument.parse(answer.getBytes(StandardCharsets.UTF_8));
			String code = json.getText("Code");
			if (code != null && !code.equals("Success")) {
				throw refused(session, role, code);
			}
			CredentialsDocument document = new CredentialsDocument(json);
			document.requireTemporary("Token");
			return new FetchedCredentials(document.getCredentials("Token", null), document.getExpiration(), true, null,
					null);
		}
		catch (MalformedException ex) {
			throw session.malformed(ex.getReason());
		}
	}

	private static String askRole(MetadataSession session) throws MetadataException {
		String roles = session.get(CREDENTIALS);
		if (roles == null || roles.isBlank()) {
			throw new MetadataException("the instance has no role, says %s.".formatted(session.server()), ATTACH_ROLE);
		}
		String role = roles.strip().lines().findFirst().orElse("").strip();
		if (!ROLE.matcher(role).matches()) {
			throw session.malformed("is no name of a role");
		}
		return role;
	}

	private static MetadataException refused(MetadataSession session, String role, String code) {
		return new MetadataException(
				"%s has no credentials of role '%s': %s.".formatted(session.server(), role, Words.clean(code)),
				"Check that the role exists, and that its trust policy lets ec2.amazonaws.com assume it.");
	}

}
