package io.awsconfig.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.credentials.WatchedCredentials.Verdict;
import io.awsconfig.diagnostic.Redaction;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * Explains answers of AWS, or of who stands in between. What they say is repeated only
 * where it cannot hold a secret: AWS may repeat all of a request.
 */
final class AnswerExplainer {

	/**
	 * What AWS allows the clock of a machine to be wrong.
	 */
	private static final Duration TOLERANCE = Duration.ofMinutes(4);

	private static final Pattern EXPECTED = Pattern.compile("expecting '([a-z0-9-]{1,40})'");

	private static final Pattern ELEMENT = Pattern.compile("<Region>([a-z0-9-]{1,40})</Region>");

	private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

	// What Netty has for an answer that it cannot read, such as a TLS alert
	private static final int NOT_HTTP = 999;

	private final Explainer explainer;

	private final FailedCall call;

	private final Facts facts;

	AnswerExplainer(Explainer explainer, FailedCall call) {
		this.explainer = explainer;
		this.call = call;
		this.facts = explainer.facts(call);
	}

	@Nullable Explanation explain(AwsServiceException answer) {
		String code = this.call.code();
		Explanation ofCode = switch (code) {
			case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" -> expired();
			case "RequestExpired" -> isClockWrong() ? clock() : expired();
			case "InvalidClientTokenId", "InvalidAccessKeyId", "UnrecognizedClientException", "InvalidToken",
					"UnrecognizedClient", "AuthFailure", "InvalidSecurity", "MissingAuthenticationToken" ->
				unknownKey();
			case "InvalidSignatureException", "SignatureDoesNotMatch", "InvalidSignature", "IncompleteSignature" ->
				speaksOfTime() || isClockWrong() ? clock() : speaksOfScope() ? otherScope() : wrongSignature();
			case "RequestTimeTooSkewed", "RequestInTheFuture", "RequestTimeTooSkewedException" -> clock();
			case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess",
					"AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "KMS.AccessDeniedException",
					"OptInRequired" ->
				isOfProxy(answer) ? proxyAnswer() : denied();
			case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException",
					"IllegalLocationConstraint", "TemporaryRedirect" ->
				otherRegion();
			default -> null;
		};
		return (ofCode != null) ? ofCode : explainStatus(answer);
	}

	private @Nullable Explanation explainStatus(AwsServiceException answer) {
		if (this.call.status() == 407 || isOfProxy(answer)) {
			return proxyAnswer();
		}
		if (this.call.status() == 301 || (this.call.status() == 400 && isOtherBucketRegion())) {
			return otherRegion();
		}
		if (this.call.status() == NOT_HTTP) {
			return this.explainer.of(this.call, Cause.CONNECTION_BROKEN, this.call.host(),
					"the answer of the server is not HTTP", this.facts.common(),
					"If the server speaks HTTPS at this port, write https:// in %s; else look into its log."
						.formatted(this.explainer.endpointSetting(this.facts)));
		}
		if (isPlainHttpRefused()) {
			return this.explainer.of(this.call, Cause.HTTP_AT_HTTPS_PORT, this.call.host(),
					"the server speaks HTTPS at this port, and was called by plain HTTP", this.facts.common(),
					"Write https:// in " + this.explainer.endpointSetting(this.facts) + ".");
		}
		if (answer.isThrottlingException() || this.call.status() == 429) {
			return throttled();
		}
		if (this.call.status() == 403 && this.call.code().isEmpty()) {
			return denied();
		}
		if (this.call.status() == 403 && this.call.code().equals("403")) {
			return denied();
		}
		return null;
	}

	/**
	 * The SDK takes the time of the answer and tries again, if it may.
	 */
	private String withoutCorrection() {
		SettingValue<Integer> attempts = this.explainer.client().settings().get(SettingCatalog.MAX_ATTEMPTS);
		WrittenValue written = attempts.getWritten();
		return (written != null && Integer.valueOf(1).equals(attempts.getValue()))
				? " The SDK could not make up for it, since '%s' (%s) is 1 and nothing is tried again."
					.formatted(written.spelling(), written)
				: "";
	}

	private String named() {
		return this.call.code().isEmpty() ? "HTTP status " + this.call.status()
				: "%s, HTTP status %d".formatted(shownCode(), this.call.status());
	}

	private String shownCode() {
		String code = this.call.code();
		return code.matches("[\\w.:-]{1,60}") ? code : "an error code that cannot be shown";
	}

	private Explanation expired() {
		return this.explainer.of(this.call, Cause.CREDENTIALS_EXPIRED, "",
				"AWS says that the credentials have expired (" + named() + ")", this.facts.common(),
				renewal() + otherCredentials(), Verdict.EXPIRED);
	}

	/**
	 * Return what to do to have other credentials.
	 */
	private String renewal() {
		WatchedCredentials watched = this.explainer.client().watched();
		Signed signed = this.call.signed();
		if (watched != null && signed != null && watched.has(signed.accessKeyId())) {
			return watched.account().renewal();
		}
		return "Let whoever gives this client or request its credentials renew them.";
	}

	/**
	 * Name the credentials that are configured as well and may be meant.
	 */
	private String otherCredentials() {
		String passedOver = this.facts.passedOver();
		return passedOver.isEmpty() ? ""
				: " Other credentials are configured and not used: %s. If those are meant, remove what comes before them; calls are then made by another identity."
					.formatted(passedOver);
	}

	private Explanation unknownKey() {
		Signed signed = this.call.signed();
		if (signed == null) {
			return this.explainer.of(this.call, Cause.ACCESS_KEY_UNKNOWN, "",
					"the request was not signed (" + named() + ")", this.facts.common(),
					"Give the client credentials: it has anonymous ones, or a customizer took them away.");
		}
		boolean temporary = signed.accessKeyId().startsWith("ASIA");
		if (temporary != signed.token() && signed.accessKeyId().startsWith("A")) {
			return this.explainer.of(this.call, Cause.ACCESS_KEY_UNKNOWN, "",
					"the access key and the session token do not belong together (" + named() + ")",
					this.facts.common(),
					temporary
							? "This is a temporary access key, and it was sent without its session token: set that as well, in the same place."
							: "This is a permanent access key, which has no session token: remove the session token, or set the temporary access key that it belongs to.",
					Verdict.INVALID);
		}
		String why = " Look whether it has been deleted or switched off, belongs to another partition (China, GovCloud) or to another server (an emulator), or whether its account has not enabled the Region.";
		return this.explainer.of(this.call, Cause.ACCESS_KEY_UNKNOWN, "",
				"the access key is not known at this endpoint (" + named() + ")", this.facts.common(),
				"Check the access key." + partition() + why + " " + renewal() + otherCredentials(), Verdict.INVALID);
	}

	/**
	 * Say that a Region has accounts of its own, if it is none of most people's.
	 */
	private String partition() {
		Region region = this.call.region();
		RegionMetadata metadata = (region != null) ? region.metadata() : null;
		return (region == null || metadata == null || metadata.partition().id().equals("aws")) ? ""
				: " The Region %s is of the partition %s (%s), which knows the accounts and access keys of no other."
					.formatted(region.id(), metadata.partition().id(), metadata.partition().name());
	}

	private Explanation wrongSignature() {
		return this.explainer.of(this.call, Cause.SIGNATURE_WRONG, "",
				"the signature is not the one that AWS calculates (" + named() + ")", this.facts.common(),
				"Check the secret access key: it does not belong to this access key id, or was cut or changed when it was copied. "
						+ "If other clients work with it, whatever stands between this machine and AWS changes requests. "
						+ renewal() + otherCredentials(),
				Verdict.INVALID);
	}

	private boolean speaksOfScope() {
		return this.call.said().toLowerCase(Locale.ROOT).contains("credential should be scoped to");
	}

	/**
	 * The signature is right, and names a Region or a service that the server is none of.
	 */
	private Explanation otherScope() {
		Region region = this.call.region();
		return this.explainer.of(this.call, Cause.OTHER_REGION, this.call.host(),
				"the request is signed for %s, and the server is one of another Region or service (%s)"
					.formatted((region != null) ? "the Region " + region.id() : "another Region", named()),
				this.facts.common(),
				"%s The Region of the client and that of its endpoint have to be the same; the endpoint is in %s."
					.formatted(changeOfRegion(null, "the Region of the server"),
							this.explainer.endpointSetting(this.facts)));
	}

	private boolean speaksOfTime() {
		String said = this.call.said().toLowerCase(Locale.ROOT);
		return said.contains("signature expired") || said.contains("signature not yet current")
				|| said.contains("is now earlier than") || said.contains("is still later than");
	}

	private @Nullable Duration behind() {
		Instant there = this.call.date();
		return (there != null) ? Duration.between(this.explainer.clock().instant(), there) : null;
	}

	private boolean isClockWrong() {
		Duration behind = behind();
		return behind != null && behind.abs().compareTo(TOLERANCE) > 0;
	}

	private Explanation clock() {
		Duration behind = behind();
		String what;
		String action;
		if (behind != null && isClockWrong()) {
			what = "the clock of this machine is %s %s (%s)".formatted(Facts.words(behind),
					behind.isNegative() ? "fast" : "slow", named());
			action = "Set the clock of this machine, and keep it set by a time service (NTP).";
		}
		else {
			what = "AWS calls the time of the request wrong (%s)%s".formatted(named(),
					(behind != null) ? ", although the clock of this machine agrees with that of the answer" : "");
			action = "Check the clock of this machine, and what may hold requests up for minutes between this machine and AWS.";
		}
		Instant date = this.call.date();
		if (date != null) {
			this.facts.put("Clock", "%s here, %s there"
				.formatted(this.explainer.clock().instant().truncatedTo(ChronoUnit.SECONDS), date));
		}
		return this.explainer.of(this.call, Cause.CLOCK, "", what, this.facts.common(), action + withoutCorrection());
	}

	private Explanation denied() {
		String said = said();
		String action;
		if (this.call.operation().startsWith("AssumeRole")) {
			action = "Check that the role exists, that its trust policy names who asks, and that a policy allows who asks sts:AssumeRole on it.";
		}
		else if (said.contains("explicit deny")) {
			action = "A policy denies this on purpose: look for it where AWS says (identity, resource, boundary, service control policy or endpoint of the VPC).";
		}
		else {
			action = "Check whether these are the credentials that you mean; if so, allow their user or role the operation "
					+ this.call.operation() + ", and of what belongs to another account, there as well.";
		}
		action += otherCredentials();
		if (!said.isEmpty()) {
			this.facts.put("AWS says", said);
		}
		return this.explainer.of(this.call, Cause.ACCESS_DENIED, this.call.operation(),
				"who asks may not do that (" + named() + ")", this.facts.common(), action);
	}

	/**
	 * Return what AWS says about a denial: who, what and why. That holds no part of the
	 * request but names.
	 */
	private String said() {
		Signed signed = this.call.signed();
		List<String> secrets = new ArrayList<>(this.call.tokens());
		if (signed != null) {
			secrets.add(signed.accessKeyId());
		}
		return Redaction.of(secrets.toArray(String[]::new)).clean(this.call.said());
	}

	private boolean isOtherBucketRegion() {
		String there = this.call.header("x-amz-bucket-region");
		Region here = this.call.region();
		return there != null && here != null && !there.equals(here.id());
	}

	private Explanation otherRegion() {
		String there = bucketRegion();
		String bucket = this.call.bucket();
		String name = (bucket != null) ? "the bucket '" + bucket + "'" : "what is asked for";
		String setting = this.explainer.property(SettingCatalog.REGION);
		if (this.call.code().startsWith("IllegalLocationConstraint")) {
			return this.explainer.of(this.call, Cause.OTHER_REGION, String.valueOf(bucket),
					"the location constraint of the request and the Region of the client differ (" + named() + ")",
					this.facts.common(),
					"Create %s with a client of the Region that it is to be in: set '%s', or the location constraint of the request, to the same Region."
						.formatted(name, setting));
		}
		String what = (there != null) ? "%s is in the Region %s (%s)".formatted(name, there, named())
				: "%s is in another Region (%s)".formatted(name, named());
		return this.explainer.of(this.call, Cause.OTHER_REGION, String.valueOf(bucket), what, this.facts.common(),
				"%s Where there are buckets of several Regions, set '%s' to true, or give each a named client (aws.clients.<name>)."
					.formatted(changeOfRegion(there, "the Region of the bucket"),
							this.explainer.property(SettingCatalog.CROSS_REGION_ACCESS)));
	}

	/**
	 * Say how the client comes to the other Region: where the one that it has is set.
	 */
	private String changeOfRegion(@Nullable String there, String otherwise) {
		String wanted = (there != null) ? there : otherwise;
		SettingValue<String> region = this.explainer.client().settings().get(SettingCatalog.REGION);
		Region here = this.call.region();
		if (here != null && region.isSet() && !here.id().equals(region.getValue())) {
			return "The Region of the client is set in code, by a customizer or where the client is made; settings do not change that. Set it to %s there, or leave it to '%s'."
				.formatted(wanted, this.explainer.property(SettingCatalog.REGION));
		}
		WrittenValue written = region.getWritten();
		for (WrittenValue shadowed : region.getShadowed()) {
			if (written != null && shadowed.text().equals(there)) {
				return "Remove '%s', which takes the place of the Region %s from %s, or set '%s' to that."
					.formatted(written.spelling(), there, shadowed, this.explainer.property(SettingCatalog.REGION));
			}
		}
		return "Set '%s' to %s.".formatted(this.explainer.property(SettingCatalog.REGION), wanted);
	}

	private static String displaced(SettingValue<?> value) {
		return value.getShadowed().isEmpty() ? "" : " It takes the place of " + value.getShadowed().get(0) + ".";
	}

	private @Nullable String bucketRegion() {
		String header = this.call.header("x-amz-bucket-region");
		if (header != null && REGION.matcher(header).matches()) {
			return header;
		}
		Matcher expected = EXPECTED.matcher(this.call.said());
		if (expected.find()) {
			return expected.group(1);
		}
		Matcher element = ELEMENT.matcher(this.call.body());
		return element.find() ? element.group(1) : null;
	}

	/**
	 * Return whether the answer comes from a proxy, and not from AWS, which gives each of
	 * its answers an id.
	 */
	private boolean isOfProxy(AwsServiceException answer) {
		int status = this.call.status();
		if (answer.requestId() != null || this.call.header("x-amz-request-id") != null
				|| this.call.header("x-amzn-requestid") != null) {
			return false;
		}
		boolean mayBe = status == 403 || status == 502 || status == 503 || status == 504;
		boolean says = this.call.header("Proxy-Authenticate") != null || this.call.header("Proxy-Status") != null
				|| this.call.header("X-Squid-Error") != null || this.call.header("Via") != null;
		return mayBe && this.call.code().matches("\\d*") && (says || this.facts.proxy() != null);
	}

	private Explanation proxyAnswer() {
		int status = this.call.status();
		String what = "a proxy answered in place of AWS, with HTTP status " + status;
		return this.explainer.of(this.call, Cause.PROXY, String.valueOf(status), what, this.facts.common(),
				NetworkExplainer.proxyAction(status, this.call.host(), this.facts, this.explainer));
	}

	private boolean isPlainHttpRefused() {
		if (this.call.isSecure() || this.call.status() != 400) {
			return false;
		}
		String body = this.call.body().toLowerCase(Locale.ROOT);
		return body.contains("https") && body.contains("http request");
	}

	private Explanation throttled() {
		SettingValue<Integer> attempts = this.explainer.client().settings().get(SettingCatalog.MAX_ATTEMPTS);
		if (attempts.getWritten() != null && Integer.valueOf(1).equals(attempts.getValue())) {
			return this.explainer.of(this.call, Cause.THROTTLING, "",
					"AWS asks for fewer requests (" + named() + "), and nothing is tried again",
					this.facts.common().retries(),
					"Remove '%s' (%s), or set it to 3 or more: with 1, no call is retried.%s"
						.formatted(attempts.getWritten().spelling(), attempts.getWritten(), displaced(attempts)));
		}
		return this.explainer.of(this.call, Cause.THROTTLING, "",
				"AWS asks for fewer requests (" + named() + "), after all attempts", this.facts.common().retries(),
				"Send fewer requests at once, or have the quota of the account raised. More attempts ('%s') or the mode adaptive ('%s') smooth out peaks only."
					.formatted(this.explainer.property(SettingCatalog.MAX_ATTEMPTS),
							this.explainer.property(SettingCatalog.RETRY_MODE)));
	}

}
