package io.awsconfig.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

import org.springframework.util.ClassUtils;

/**
 * Asks AWS STS who the credentials are, which needs no permission, and compares that with
 * what the settings name. The client has every setting of the application for STS; what
 * it meets is told to nobody but the report.
 */
final class Identity {

	private static final String CLIENT = "software.amazon.awssdk.services.sts.StsClient";

	private final Patient patient;

	private final @Nullable Target sts;

	private final boolean othersAreOfAws;

	/**
	 * Create an instance.
	 * @param targets the servers that clients call
	 */
	Identity(Patient patient, @Nullable Target sts, List<Target> targets) {
		this.patient = patient;
		this.sts = sts;
		this.othersAreOfAws = targets.isEmpty()
				|| targets.stream().anyMatch((target) -> target.isOfAws() && !target.client().service().equals("sts"));
	}

	/**
	 * Return whether STS is asked at all.
	 */
	static boolean canAsk(Patient patient) {
		return ClassUtils.isPresent(CLIENT, patient.classLoader());
	}

	void check(Account account, Notes notes) {
		if (!canAsk(this.patient)) {
			notes.skipped(
					"the SDK's module for AWS STS, which knows, is not on the class path: add software.amazon.awssdk:sts");
			return;
		}
		boolean asked = account.services().containsKey(EndpointsInUse.STS);
		Target sts = this.sts;
		if (sts != null && sts.isOfAws() && !this.othersAreOfAws && !asked) {
			notes.skipped(
					"every endpoint in use is one of your own, and AWS STS would be AWS's own, which need not know these credentials; to ask yours, set 'aws.services.sts.endpoint-url'");
			return;
		}
		Sts.ask(this, account, notes);
	}

	private ClientContext quiet(CallFailures failures, Account account) {
		ClientContext context = this.patient.clients().get();
		return new ClientContext(context.settings(), () -> regionOf(context, account), context.extensions(),
				new RetryStrategies(), context.httpClients(), failures);
	}

	private static Region regionOf(ClientContext context, Account account) {
		String own = account.settings().getValue(SettingCatalog.REGION);
		try {
			return (own != null) ? Region.of(own) : context.region().getRegion();
		}
		catch (MissingRegionException ex) {
			// The check of the Region says so, and any Region can tell whose credentials
			// are
			return Region.AWS_GLOBAL;
		}
	}

	private void compare(Account account, String arn, String accountId, Notes notes) {
		Map<String, String> differences = new TreeMap<>();
		Caller caller = Caller.of(arn, accountId);
		expectAccount(account, caller, differences);
		List<Step> steps = account.steps();
		Step step = steps.isEmpty() ? null : steps.get(0);
		if (step instanceof Step.AssumeRoleStep role) {
			expectRole(role.roleArn(), role.place(), caller, differences);
		}
		else if (step instanceof Step.WebIdentityStep identity) {
			expectRole(identity.roleArn(), identity.place(), caller, differences);
		}
		else if (step instanceof Step.IdentityCenterStep center) {
			expect("Account", center.accountId(), caller.account(), "sso_account_id", differences);
			if (!caller.role().matches("AWSReservedSSO_" + Pattern.quote(center.roleName()) + "_[0-9a-f]+")) {
				expect("Role", center.roleName(), caller.role(), "sso_role_name", differences);
			}
		}
		if (differences.isEmpty()) {
			notes.ok(arn);
		}
		else {
			notes.add(Verdict.FAILED,
					"the credentials are those of %s, which is not what the settings name".formatted(arn), differences,
					"Correct the setting if it names the wrong one; else look why other credentials are used: /actuator/aws/credentials has every step.");
		}
	}

	private static void expectAccount(Account account, Caller caller, Map<String, String> differences) {
		AwsSettings settings = account.settings();
		WrittenValue written = settings.get(SettingCatalog.ACCOUNT_ID).getWritten();
		String expected = settings.getValue(SettingCatalog.ACCOUNT_ID);
		if (written != null && expected != null) {
			expect("Account", expected, caller.account(), String.valueOf(written), differences);
		}
	}

	private static void expectRole(String roleArn, String place, Caller caller, Map<String, String> differences) {
		Caller role = Caller.of(roleArn, "");
		if (!role.account().isEmpty()) {
			expect("Account", role.account(), caller.account(), place, differences);
		}
		if (!role.role().isEmpty()) {
			expect("Role", role.role(), caller.role(), place, differences);
		}
	}

	private static void expect(String what, String expected, String found, String place,
			Map<String, String> differences) {
		if (!expected.equals(found)) {
			differences.put(what,
					"%s by %s, and %s by AWS STS".formatted(expected, place, found.isEmpty() ? "none" : found));
		}
	}

	/**
	 * Who an ARN stands for.
	 *
	 * @param account the account
	 * @param role the name of the role without its path, or an empty text
	 */
	record Caller(String account, String role) {

		private static final Pattern ARN = Pattern
			.compile("arn:[^:]+:(?:sts|iam)::(\\d*):(?:assumed-role/([^/]+)/.*|role/(?:.*/)?([^/]+)|.*)");

		static Caller of(String arn, String account) {
			Matcher matcher = ARN.matcher(arn);
			if (!matcher.matches()) {
				return new Caller(account, "");
			}
			String role = (matcher.group(2) != null) ? matcher.group(2) : matcher.group(3);
			return new Caller(account.isEmpty() ? matcher.group(1) : account, (role != null) ? role : "");
		}

	}

	/**
	 * All that refers to the module, which may be absent.
	 */
	private static final class Sts {

		/**
		 * Longer than any ARN of IAM is.
		 */
		private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,1000}");

		static void ask(Identity identity, Account account, Notes notes) {
			CallFailures failures = identity.patient.clients().get().failures().quiet();
			AwsClientConfigurer configurer = new AwsClientConfigurer(identity.quiet(failures, account),
					(settings) -> account.provider());
			try (StsClient client = notes
				.closeInTime((StsClient) configurer.prepare(StsClient.builder(), null).build())) {
				GetCallerIdentityResponse answer = client.getCallerIdentity();
				if (!isName(answer.arn()) || !isName(answer.account())) {
					noIdentity(identity, "its answer names nobody", notes);
				}
				else {
					identity.compare(account, answer.arn(), answer.account(), notes);
				}
			}
			catch (SdkException ex) {
				// Not logged, as an answer may repeat all of the request, secrets
				// included.
				// Nobody is denied this, so that a server that does is none of AWS
				CallFailure failure = failures.getAll()
					.stream()
					.filter((each) -> !each.cause().equals("access denied"))
					.findFirst()
					.orElse(null);
				if (failure != null) {
					notes.fail(failure);
				}
				else {
					noIdentity(identity, describe(ex), notes);
				}
			}
		}

		private static boolean isName(@Nullable String text) {
			return text != null && NAME.matcher(text).matches();
		}

		private static String describe(SdkException ex) {
			if (ex instanceof AwsServiceException answer) {
				AwsErrorDetails details = answer.awsErrorDetails();
				String code = (details != null) ? String.valueOf(details.errorCode()) : "";
				return "it answers with HTTP status %d%s".formatted(answer.statusCode(),
						code.matches("[\\w.:-]{1,60}") ? " (%s)".formatted(code) : "");
			}
			return Words.clean(String.valueOf(ex.getMessage()));
		}

		/**
		 * A server of one's own need not have AWS STS.
		 */
		private static void noIdentity(Identity identity, String reason, Notes notes) {
			Target sts = identity.sts;
			if (sts != null && !sts.isOfAws()) {
				notes.warn("%s does not say whose the credentials are: %s".formatted(sts.shown(), reason),
						"Nothing, if that server has no AWS STS; else correct 'aws.services.sts.endpoint-url'.");
			}
			else {
				notes.fail("AWS STS does not say whose the credentials are: " + reason, null);
			}
		}

	}

}
