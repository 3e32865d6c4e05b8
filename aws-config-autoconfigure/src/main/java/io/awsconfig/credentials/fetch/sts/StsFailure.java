package io.awsconfig.credentials.fetch.sts;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

import javax.xml.stream.XMLStreamException;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.Partitions;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.BoundedCalls;
import io.awsconfig.diagnostic.Redaction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

import org.springframework.util.StringUtils;

/**
 * Says why STS gave no credentials, and what to do about it.
 */
final class StsFailure {

	private final Step step;

	private final String roleArn;

	private final Redaction redaction;

	private final @Nullable String asker;

	private final @Nullable Region region;

	StsFailure(Step step, String roleArn, Redaction redaction) {
		this(step, roleArn, redaction, null);
	}

	/**
	 * Create a failure.
	 * @param asker what may be shown of the access key that asks, if one does
	 */
	StsFailure(Step step, String roleArn, Redaction redaction, @Nullable String asker) {
		this(step, roleArn, redaction, asker, null);
	}

	/**
	 * Create a failure.
	 * @param region the Region whose STS is asked, if that is known
	 */
	StsFailure(Step step, String roleArn, Redaction redaction, @Nullable String asker, @Nullable Region region) {
		this.region = region;
		this.asker = asker;
		this.step = step;
		this.roleArn = roleArn;
		this.redaction = redaction;
	}

	CredentialsException of(SdkException failure) {
		if (failure instanceof AwsServiceException refusal) {
			// Not as the cause: its message may hold all of the request
			return new CredentialsException(this.step, reason(refusal), otherPartition() + remedy(refusal), null);
		}
		if (failure instanceof AbortedException) {
			return new CredentialsException(this.step, "The call of AWS STS" + forRole() + " was interrupted.",
					"Ask again.", failure);
		}
		if (isTimeout(failure)) {
			return new CredentialsException(this.step,
					"AWS STS did not answer in time%s: %s".formatted(forRole(),
							this.redaction.clean(failure.getMessage())),
					"Check the network, proxy and endpoint, or allow more time.", failure);
		}
		boolean tooLong = BoundedCalls.isTooLong(failure);
		if (tooLong || find(failure, XMLStreamException.class) != null) {
			return new CredentialsException(this.step,
					"The answer of AWS STS" + forRole()
							+ (tooLong ? " is longer than 1 MiB." : " is not what STS sends."),
					"Check that the endpoint that is called is one of AWS STS, and that no proxy answers for it.",
					null);
		}
		if (find(failure, IOException.class) != null) {
			return new CredentialsException(this.step,
					"AWS STS could not be reached%s: %s".formatted(forRole(),
							this.redaction.clean(failure.getMessage())),
					"Check the network, proxy, Region and endpoint.", failure);
		}
		return new CredentialsException(this.step,
				"The call of AWS STS%s failed: %s".formatted(forRole(), this.redaction.clean(failure.getMessage())),
				"Check the settings of the client.", failure);
	}

	private String forRole() {
		return this.roleArn.isEmpty() ? "" : " for role " + this.roleArn;
	}

	private static boolean isTimeout(SdkException failure) {
		return failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException
				|| find(failure, SocketTimeoutException.class) != null;
	}

	private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
		Throwable current = failure;
		while (current != null && !type.isInstance(current)) {
			current = (current.getCause() != current) ? current.getCause() : null;
		}
		return current;
	}

	private String reason(AwsServiceException refusal) {
		AwsErrorDetails details = refusal.awsErrorDetails();
		String code = (details != null) ? details.errorCode() : null;
		if (!StringUtils.hasText(code)) {
			return "AWS STS answered with HTTP status %d and no error code%s.".formatted(refusal.statusCode(),
					forRole());
		}
		return "AWS STS answered %s (HTTP status %d)%s: %s".formatted(
				StringUtils.trimTrailingCharacter(this.redaction.clean(code), '.'), refusal.statusCode(), forRole(),
				this.redaction.clean(details.errorMessage()));
	}

	private String remedy(AwsServiceException refusal) {
		AwsErrorDetails details = refusal.awsErrorDetails();
		String code = (details != null && details.errorCode() != null) ? details.errorCode() : "";
		return switch (code) {
			case "AccessDenied", "AccessDeniedException" -> accessDenied();
			case "ExpiredToken", "ExpiredTokenException" -> expired();
			case "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException",
					"IncompleteSignature" ->
				"Check the credentials that the role is assumed with" + source() + ".";
			case "InvalidIdentityToken", "InvalidIdentityTokenException" ->
				"Check that the identity provider of the token%s is known to the account of the role, and that the audience of the token is one that the provider has there, such as sts.amazonaws.com."
					.formatted(source());
			case "IDPRejectedClaim" ->
				"Check with the identity provider whether the token%s is still good.".formatted(source());
			case "IDPCommunicationError" -> "AWS could not reach the identity provider; try again, then check that the "
					+ "provider can be reached from the internet.";
			case "RegionDisabledException", "RegionDisabled" ->
				"Switch AWS STS on for this Region in the account settings of IAM, or set another Region for it ('aws.services.sts.region').";
			case "MalformedPolicyDocument", "MalformedPolicyDocumentException", "PackedPolicyTooLarge",
					"PackedPolicyTooLargeException" ->
				"Correct the policies and tags of the role and its session.";
			case "ValidationError", "ValidationException" -> invalid((details != null) ? details.errorMessage() : null);
			case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture" -> "Set the clock of this machine.";
			default -> refusal.isThrottlingException() || refusal.statusCode() >= 500
					? "Try again; if it stays so, see the AWS Health Dashboard." : "Check the role and its settings.";
		};
	}

	/**
	 * Say that the role and the Region cannot go together, if that is so.
	 */
	private String otherPartition() {
		String right = Partitions.correct(this.roleArn, this.region);
		return (right == null) ? ""
				: "First see to the partition. %s; write %s, or set another Region. If that is not the reason: "
					.formatted(Partitions.describe("role_arn", this.roleArn, this.region), right);
	}

	/**
	 * Say which setting is wrong, if AWS says so.
	 */
	private String invalid(@Nullable String message) {
		String said = (message != null) ? message.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") : "";
		String place = " (beside %s)".formatted(this.step.place());
		if (said.contains("durationseconds") || said.contains("sessionduration")) {
			return duration(place);
		}
		if (said.contains("rolesessionname")) {
			return "Correct role_session_name" + place + ".";
		}
		if (said.contains("externalid")) {
			return "Correct external_id" + place + ".";
		}
		if (said.contains("serialnumber") || said.contains("mfa") || said.contains("multifactor")
				|| said.contains("tokencode")) {
			return "Correct mfa_serial" + place + ", or the MFA code.";
		}
		if (said.contains("arnisinvalid") || said.contains("rolearn")) {
			return "Correct role_arn: " + this.step.place() + ".";
		}
		return "Correct role_arn, role_session_name, duration_seconds, external_id or mfa_serial, whichever it names"
				+ (isChained() ? "; a role that is assumed with another role lasts one hour at most." : ".");
	}

	private String duration(String place) {
		Duration duration = (this.step instanceof Step.AssumeRoleStep role) ? role.duration()
				: (this.step instanceof Step.WebIdentityStep web) ? web.duration() : null;
		String now = (duration != null) ? ", which is " + duration.toSeconds() : "";
		return isChained()
				? "Set duration_seconds%s%s, to 3600 or less, or remove it: a role that is assumed with another role lasts one hour at most."
					.formatted(place, now)
				: "Correct duration_seconds%s%s: it has to be 900 or more, and at most what the role allows."
					.formatted(place, now);
	}

	/**
	 * Whether a role is assumed with one that somebody has assumed.
	 */
	private boolean isChained() {
		return this.step instanceof Step.AssumeRoleStep role && !(role.source() instanceof Step.AccessKeysStep);
	}

	private String accessDenied() {
		if (this.step instanceof Step.AssumeRoleStep role) {
			String mfa = (role.mfaSerial() != null) ? ", and that the MFA code is new and of device " + role.mfaSerial()
					: "";
			return "Check that the role exists, that its trust policy names who asks%s, and that they may call sts:AssumeRole%s."
				.formatted(source(), mfa);
		}
		return "Check that the role exists, and that its trust policy allows sts:AssumeRoleWithWebIdentity to the subject "
				+ "and the audience of the token%s.".formatted(source());
	}

	private String expired() {
		if (this.step instanceof Step.WebIdentityStep) {
			return "Whoever writes the token%s has to renew it.".formatted(source());
		}
		return "Renew the credentials that the role is assumed with%s.".formatted(source());
	}

	private String source() {
		if (this.step instanceof Step.AssumeRoleStep role) {
			return " (%s, %s%s)".formatted(role.source().kind(), role.source().place(),
					(this.asker != null) ? ", access key " + this.asker : "");
		}
		if (this.step instanceof Step.WebIdentityStep web) {
			return " in " + web.tokenFile();
		}
		return "";
	}

}
