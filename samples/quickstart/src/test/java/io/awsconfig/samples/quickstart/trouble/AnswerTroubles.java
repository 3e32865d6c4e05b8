package io.awsconfig.samples.quickstart.trouble;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * AWS answers with an error.
 */
final class AnswerTroubles {

	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

	private static final String KEYS = """
			[shop]
			aws_access_key_id = %s
			aws_secret_access_key = %s
			""";

	private static final String TOKEN = "aws_session_token = %s\n";

	/**
	 * The SHA-1 of the name of the session, which is {@code shop}.
	 */
	private static final String SSO_TOKEN = "~/.aws/sso/cache/5042d146667518a1a5017644946b8650aafca44c.json";

	private static final String SSO = """
			[profile shop]
			region = eu-west-1
			sso_session = shop
			sso_account_id = 123456789012
			sso_role_name = orders

			[sso-session shop]
			sso_region = %s
			sso_start_url = https://shop.awsapps.com/start
			""";

	private AnswerTroubles() {
	}

	static List<Trouble> all() {
		return List.of(expiredToken(), tokenOfOthers(), signature(), clock(), refusedRole(), expiredSession(),
				regionOfSession(), redirect(), malformed(), throttled(), timeout());
	}

	private static Trouble expiredToken() {
		return Trouble.of("Temporary keys in a file have expired")
			.broken((machine) -> machine
				.credentials(KEYS.formatted("ASIAIOSFODNN7EXAMPLE", SECRET) + TOKEN.formatted("yesterday's"))
				.aws((request) -> "yesterday's".equals(request.headers().getFirst("X-Amz-Security-Token"))
						? Answer.error(request, 400, "ExpiredToken", "The provided token has expired.") : null))
			.cause("""
					Somebody has copied temporary keys (`ASIA…`) into the file. They do not say until when they are valid, and nobody can
					renew them.""")
			.askHealth()
			.advice("new ones; better, let the profile say how to get them: a role, IAM Identity Center, a process")
			.remedy((machine) -> machine
				.credentials(KEYS.formatted("ASIAI44QH8DHBEXAMPLE", SECRET) + TOKEN.formatted("today's")));
	}

	private static Trouble tokenOfOthers() {
		return Trouble.of("A permanent key has a session token")
			.broken((machine) -> machine
				.credentials(KEYS.formatted("AKIAIOSFODNN7EXAMPLE", SECRET) + TOKEN.formatted("left-over"))
				.aws((request) -> request.headers().containsKey("X-Amz-Security-Token") ? Answer.error(request, 400,
						"InvalidToken", "The provided token is malformed or otherwise invalid.") : null))
			.cause("""
					The token belongs to temporary keys that were here before. Permanent ones (`AKIA…`) have none.""")
			.remedy((machine) -> machine.credentials(KEYS.formatted("AKIAIOSFODNN7EXAMPLE", SECRET)));
	}

	private static Trouble signature() {
		return Trouble.of("The secret is not that of the key")
			.broken((machine) -> machine
				.credentials(KEYS.formatted("AKIAIOSFODNN7EXAMPLE", SECRET.substring(0, SECRET.length() - 1)))
				.aws((request) -> request.service().equals("s3") && !Signatures.isSignedWith(request, SECRET)
						? Answer.error(request, 403, "SignatureDoesNotMatch",
								"The request signature we calculated does not match the signature you provided.")
						: null))
			.cause("""
					The key exists, and its secret is another one: here, its last letter was not copied. A secret has 40 characters.
					When it is certain that key and secret are right, look for a proxy that changes requests.""")
			.ask("/actuator/aws/credentials", "/source")
			.remedy((machine) -> machine.credentials(KEYS.formatted("AKIAIOSFODNN7EXAMPLE", SECRET)));
	}

	private static Trouble clock() {
		return Trouble.of("The clock of the machine is wrong")
			.broken((machine) -> machine.aws((request) -> Answer.error(request, 403, "RequestTimeTooSkewed",
					"The difference between the request time and the current time is too large.")))
			.cause("""
					A request is valid for some minutes. The SDK corrects a wrong clock by the `Date` of the answer; where that is
					of no use, a proxy has changed it, or the clock jumps.""")
			.remedy((machine) -> machine.command("sudo timedatectl set-ntp true").aws(Answers.NONE));
	}

	private static Trouble refusedRole() {
		String config = """
				[profile shop]
				region = eu-central-1
				role_arn = arn:aws:iam::123456789012:role/%s
				source_profile = base
				""";
		return Trouble.of("STS refuses the role")
			.broken((machine) -> machine.config(config.formatted("order"))
				.credentials(KEYS.formatted("AKIAIOSFODNN7EXAMPLE", SECRET).replace("[shop]", "[base]"))
				.aws((request) -> request.service().equals("sts") && request.body().contains("role%2Forder&") ? Answer
					.error(request, 403, "AccessDenied",
							"User: arn:aws:iam::123456789012:user/base is not authorized to perform: sts:AssumeRole "
									+ "on resource: arn:aws:iam::123456789012:role/order")
						: null))
			.cause("""
					There is no role of that name, or it does not trust who asks: STS answers the same. Compare `role_arn`, then the role's
					trust policy with the user that the message names.""")
			.askHealth()
			.remedy((machine) -> machine.config(config.formatted("orders")));
	}

	private static Trouble expiredSession() {
		return Trouble.of("The session of IAM Identity Center has ended")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS)
				.config(SSO.formatted("eu-central-1"))
				.hidden(SSO_TOKEN, token("2026-01-01T00:00:00Z")))
			.cause("""
					The token of the last `aws sso login` has expired, and it cannot be renewed.""")
			.askHealth()
			.advice("the application notices it without a restart")
			.remedy((machine) -> machine.command("aws sso login --sso-session shop")
				.hidden(SSO_TOKEN, token("2099-01-01T00:00:00Z")));
	}

	private static Trouble regionOfSession() {
		return Trouble.of("sso_region is not that of the IAM Identity Center")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS)
				.config(SSO.formatted("eu-west-1"))
				.hidden(SSO_TOKEN, token("2099-01-01T00:00:00Z"))
				.aws((request) -> request.service().equals("sso") ? new Answer(401,
						Map.of("x-amzn-ErrorType", "UnauthorizedException", "Content-Type", "application/json"),
						"{\"message\":\"Session token not found or invalid\"}") : null))
			.cause("""
					The token was issued in eu-central-1, and the portal of another Region does not know it. `sso_region` is where the IAM
					Identity Center is; `region` is where the application works.""")
			.remedy((machine) -> machine.config(SSO.formatted("eu-central-1")).aws(Answers.NONE));
	}

	private static String token(String expiresAt) {
		return """
				{"startUrl":"https://shop.awsapps.com/start","region":"eu-central-1","accessToken":"made-up","expiresAt":"%s"}
				"""
			.formatted(expiresAt);
	}

	private static Trouble redirect() {
		return Trouble.of("The bucket is in another Region")
			.broken((machine) -> machine
				.aws((request) -> request.service().equals("s3") && !request.region().equals("eu-west-1") ? Answer
					.error(request, 301, "PermanentRedirect",
							"The bucket you are attempting to access must be addressed using the specified endpoint.")
					.header("x-amz-bucket-region", "eu-west-1") : null))
			.cause("""
					A bucket is in one Region, and only S3 of that Region has it. `curl -I https://<bucket>.s3.amazonaws.com` says which:
					`x-amz-bucket-region`.""")
			.ask("/actuator/aws/settings/region", "/origin")
			.remedy((machine) -> machine.application("""
					aws:
					  profile: shop
					  services:
					    s3:
					      region: eu-west-1
					"""));
	}

	private static Trouble malformed() {
		return Trouble.of("The signature is for another Region than the endpoint")
			.broken((machine) -> machine.aws((request) -> request.service()
				.equals("s3") && !request.region().equals("eu-west-1") ? Answer.error(request, 400,
						"AuthorizationHeaderMalformed",
						"The authorization header is malformed; the region 'eu-central-1' is wrong; expecting 'eu-west-1'")
						: null))
			.cause("""
					`endpoint_url` leads to a server of one Region, and `region`, for which requests are signed, is another one. Take away the
					endpoint of the one, or set the Region of the other.""")
			.remedy((machine) -> machine.variable("AWS_REGION", "eu-west-1"));
	}

	private static Trouble throttled() {
		String config = """
				[profile shop]
				region = eu-central-1
				max_attempts = %d
				""";
		return Trouble.of("Retries are exhausted").broken((machine) -> {
			AtomicInteger requests = new AtomicInteger();
			machine.config(config.formatted(1))
				.aws((request) -> request.service().equals("s3") && requests.incrementAndGet() == 1
						? Answer.error(request, 503, "SlowDown", "Please reduce your request rate.") : null);
		})
			.cause("""
					AWS asks for patience, and `max_attempts = 1` means that nobody asks twice. `SDK Attempt Count` is how often the request was
					sent. See [`retry.md`](retry.md), also when all attempts were made and the quota is empty.""")
			.ask("/actuator/aws/settings/max-attempts", "")
			.remedy((machine) -> machine.config(config.formatted(3)));
	}

	private static Trouble timeout() {
		String application = """
				aws:
				  profile: shop
				  api-call-timeout: %s
				""";
		return Trouble.of("A call takes longer than it may")
			.broken((machine) -> machine.application(application.formatted("300ms")).aws((request) -> {
				Thread.sleep(request.service().equals("s3") ? 1000 : 0);
				return null;
			}))
			.cause("""
					`aws.api-call-timeout` is for a call with all its attempts and their pauses. See [`http.md`](http.md) for the time-outs
					below it.""")
			.remedy((machine) -> machine.application(application.formatted("10s")));
	}

}
