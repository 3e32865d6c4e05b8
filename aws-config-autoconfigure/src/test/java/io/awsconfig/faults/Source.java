package io.awsconfig.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.SignInKeys;

/**
 * A source of credentials: how a machine is set up for it, and what it answers.
 */
enum Source {

	IMDS_TOKEN("Instance metadata, session token"),

	IMDS_DOCUMENT("Instance metadata, credentials"),

	CONTAINER("Container"),

	ASSUME_ROLE("Assume role (STS)"),

	WEB_IDENTITY("Web identity (STS)"),

	SSO("IAM Identity Center, credentials"),

	OIDC("IAM Identity Center, refresh of the token"),

	LOGIN("Login session"),

	PROCESS("Process");

	static final String IMDS_ROLE = "/latest/meta-data/iam/security-credentials/";

	private static final String ROLE = "arn:aws:iam::123456789012:role/faults";

	private static final String LOGIN_SESSION = "arn:aws:iam::111122223333:user/me";

	private final String text;

	Source(String text) {
		this.text = text;
	}

	@Override
	public String toString() {
		return this.text;
	}

	boolean isSts() {
		return this == ASSUME_ROLE || this == WEB_IDENTITY;
	}

	/**
	 * Return whether a source that says nothing is given up by a time-out of its own
	 * before nobody waits for it any longer.
	 */
	boolean hasOwnTimeout() {
		return this != PROCESS;
	}

	/**
	 * Return whether there are credentials in spite of a fault. Where no session token is
	 * to be had, the first version of instance metadata does without.
	 */
	boolean works(Fault fault) {
		return fault == Fault.SLOW || (this == IMDS_TOKEN && (fault.isEndless() || fault == Fault.REFUSED));
	}

	/**
	 * Return whether AWS may accept its credentials longer than they say.
	 */
	boolean mayLastLonger() {
		return this == IMDS_DOCUMENT || this == CONTAINER;
	}

	/**
	 * Return how long somebody without credentials waits in real time.
	 */
	Duration longestWait() {
		return switch (this) {
			case IMDS_TOKEN, IMDS_DOCUMENT -> Duration.ofSeconds(4);
			case CONTAINER -> Duration.ofSeconds(20);
			case PROCESS -> Duration.ofSeconds(1);
			default -> Duration.ofSeconds(12);
		};
	}

	/**
	 * Return how often one attempt may ask.
	 */
	int mostRequests() {
		return switch (this) {
			// Java's client repeats a request whose connection is reset
			case CONTAINER -> 12;
			case IMDS_TOKEN, IMDS_DOCUMENT -> 2;
			case PROCESS -> 1;
			default -> 3;
		};
	}

	/**
	 * Return how long after one failure there are credentials again, if they can be had.
	 */
	Duration longestRecovery() {
		return Duration.ofSeconds(1);
	}

	/**
	 * Return what a fault is for this source.
	 */
	String describe(Fault fault) {
		if (this == IMDS_TOKEN && fault == Fault.EXPIRED) {
			return "refused when it is used";
		}
		if (this != PROCESS) {
			return fault.toString();
		}
		return switch (fault) {
			case HANG -> "does not end";
			case RESET -> "killed";
			case REFUSED -> "exit status 1, no output";
			case BROKEN -> "exit status 3 after good output";
			case REDIRECT -> "no output";
			default -> fault.toString();
		};
	}

	/**
	 * Return how long credentials of it last. The SDK's module for login sessions looks
	 * at the real clock, by which these are always due.
	 */
	Duration lifetime() {
		return (this == LOGIN) ? Duration.ofSeconds(240) : Duration.ofHours(1);
	}

	/**
	 * Return whether this is the request that the fault is about.
	 */
	boolean isFaulty(String path) {
		return switch (this) {
			case IMDS_TOKEN -> path.equals("/latest/api/token");
			case IMDS_DOCUMENT -> path.equals(IMDS_ROLE + "faults");
			case OIDC -> path.equals("/token");
			default -> true;
		};
	}

	/**
	 * Return the answer to that request.
	 * @param number makes the credentials different from all others
	 * @param expiration until when they are valid
	 * @param now the time
	 */
	String answer(int number, Instant expiration, Instant now) {
		String key = key(number);
		long seconds = Duration.between(now, expiration).toSeconds();
		return switch (this) {
			case IMDS_TOKEN -> "secret-session";
			case IMDS_DOCUMENT, CONTAINER -> """
					{"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"secret-key-%d","Token":"secret-token-%d",
					"Expiration":"%s"}""".formatted(key, number, number, expiration);
			case PROCESS -> """
					{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"secret-key-%d","SessionToken":"secret-token-%d",
					"Expiration":"%s"}""".formatted(key, number, number, expiration);
			case ASSUME_ROLE, WEB_IDENTITY -> """
					<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><AssumedRoleUser>
					<Arn>arn:aws:sts::123456789012:assumed-role/faults/name</Arn>
					<AssumedRoleId>ARO123EXAMPLE123:name</AssumedRoleId></AssumedRoleUser>
					<Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>secret-key-%3$d</SecretAccessKey>
					<SessionToken>secret-token-%3$d</SessionToken><Expiration>%4$s</Expiration></Credentials>
					</%1$sResult></%1$sResponse>"""
				.formatted((this == ASSUME_ROLE) ? "AssumeRole" : "AssumeRoleWithWebIdentity", key, number, expiration);
			case SSO -> """
					{"roleCredentials":{"accessKeyId":"%s","secretAccessKey":"secret-key-%d",
					"sessionToken":"secret-token-%d","expiration":%d}}""".formatted(key, number, number,
					expiration.toEpochMilli());
			case OIDC -> """
					{"accessToken":"secret-access-%d","tokenType":"Bearer","refreshToken":"secret-refresh-%d",
					"expiresIn":%d}""".formatted(number, number, seconds);
			case LOGIN ->
				"""
						{"accessToken":{"accessKeyId":"%s","secretAccessKey":"secret-key-%d","sessionToken":"secret-token-%d"},
						"tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","refreshToken":"secret-refresh-%d",
						"expiresIn":%d}"""
					.formatted(key, number, number, number, seconds);
		};
	}

	/**
	 * Return an answer from which one part is missing that it must have.
	 */
	String incomplete(String answer) {
		return switch (this) {
			case IMDS_TOKEN -> "";
			case IMDS_DOCUMENT, CONTAINER -> answer.replaceFirst("\"Token\":\"[^\"]*\",", "");
			case PROCESS -> answer.replaceFirst("\"SessionToken\":\"[^\"]*\",", "");
			case ASSUME_ROLE, WEB_IDENTITY -> answer.replaceFirst("<SessionToken>.*</SessionToken>", "");
			case SSO -> answer.replaceFirst("\"sessionToken\":\"[^\"]*\",", "");
			case OIDC -> answer.replaceFirst("\"accessToken\":\"[^\"]*\",", "");
			case LOGIN -> answer.replaceFirst("\"secretAccessKey\":\"[^\"]*\",", "");
		};
	}

	String malformed() {
		return isSts() ? "<html><body>Welcome</html>" : (this == IMDS_TOKEN) ? "line\nline" : "<html>{Welcome}";
	}

	static String key(int number) {
		return "ASIAFAULT%011d".formatted(number);
	}

	/**
	 * Set a machine up for this source.
	 * @param machine the machine
	 * @param url where the source answers
	 * @param signedInUntil until when what the CLI keeps is valid
	 */
	void prepare(FakeMachine machine, String url, Instant signedInUntil) throws IOException, GeneralSecurityException {
		machine.variable("AWS_REGION", "eu-west-1");
		switch (this) {
			case IMDS_TOKEN,
					IMDS_DOCUMENT ->
				machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
					.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", url)
					.variable("AWS_METADATA_SERVICE_TIMEOUT", "2");
			case CONTAINER -> machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", url + "/credentials");
			case ASSUME_ROLE -> machine.variable("AWS_ENDPOINT_URL_STS", url)
				.credentials("[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret-base\n")
				.config("[default]\nrole_arn = " + ROLE + "\nsource_profile = base\n");
			case WEB_IDENTITY -> machine.variable("AWS_ENDPOINT_URL_STS", url)
				.variable("AWS_ROLE_ARN", ROLE)
				.file("token", "secret-web-token")
				.variable("AWS_WEB_IDENTITY_TOKEN_FILE", machine.path("token").toString());
			case SSO, OIDC ->
				machine.variable("AWS_ENDPOINT_URL_SSO", url).variable("AWS_ENDPOINT_URL_SSO_OIDC", url).config("""
						[default]
						sso_session = company
						sso_account_id = 123456789012
						sso_role_name = Developer
						[sso-session company]
						sso_region = eu-west-1
						sso_start_url = https://company.awsapps.com/start
						""").file(".aws/sso/cache/" + digest("SHA-1", "company") + ".json", """
						{"startUrl":"https://company.awsapps.com/start","region":"eu-west-1",
						"accessToken":"secret-access-0","expiresAt":"%s","clientId":"client",
						"clientSecret":"secret-client","registrationExpiresAt":"2099-01-01T00:00:00Z",
						"refreshToken":"secret-refresh-0"}""".formatted(signedInUntil));
			case LOGIN -> machine.variable("AWS_ENDPOINT_URL_SIGNIN", url)
				.config("[default]\nlogin_session = " + LOGIN_SESSION + "\n")
				.file(".aws/login/cache/" + digest("SHA-256", LOGIN_SESSION) + ".json", """
						{"accessToken":{"accessKeyId":"ASIADISK","secretAccessKey":"secret-key-0",
						"sessionToken":"secret-token-0","accountId":"111122223333","expiresAt":"%s"},
						"tokenType":"aws_sigv4","clientId":"arn:aws:signin:::devtools/same-device",
						"refreshToken":"secret-refresh-0","idToken":"secret-id","dpopKey":"%s"}"""
					.formatted(signedInUntil, SignInKeys.pem(SignInKeys.generate()).replace("\n", "\\n")));
			case PROCESS ->
				machine.config("[default]\ncredential_process = sh %s\n".formatted(machine.path("program.sh")));
		}
	}

	/**
	 * Write the program of {@link #PROCESS}, which counts how often it is run.
	 */
	static void writeProgram(FakeMachine machine, String script) throws IOException {
		Path program = machine.path("program.sh");
		Path next = machine.path("next.sh");
		Files.writeString(next, "echo run >> %s\n%s\n".formatted(machine.path("runs"), script));
		Files.move(next, program, StandardCopyOption.ATOMIC_MOVE);
	}

	private static String digest(String algorithm, String text) throws GeneralSecurityException {
		byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(digest);
	}

}
