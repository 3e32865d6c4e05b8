package io.awsconfig.samples.quickstart.trouble;

import java.util.List;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import org.springframework.context.annotation.Bean;

/**
 * No credentials, half of them, those of somebody else.
 */
final class CredentialsTroubles {

	private static final String KEYS = """
			[shop]
			aws_access_key_id = AKIAIOSFODNN7EXAMPLE
			aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
			""";

	private static final String ROLE = """
			[profile shop]
			region = eu-central-1
			role_arn = arn:aws:iam::123456789012:role/orders
			source_profile = %s
			""";

	private static final String BASE_KEYS = """
			[base]
			aws_access_key_id = AKIAIOSFODNN7EXAMPLE
			aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
			""";

	private CredentialsTroubles() {
	}

	static List<Trouble> all() {
		return List.of(nowhere(), half(), ofOldSdk(), noEqualsSign(), directory(), variablesBeforeProfile(),
				ownProvider(), missingSource(), sourceWithPrefix(), circle(), withoutSts(), failingProcess(),
				talkativeProcess(), missingToken());
	}

	private static Trouble nowhere() {
		return Trouble.of("No credentials anywhere")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS))
			.cause("""
					The profile has a Region and nothing to sign with, and no other step is configured. The application starts: only who
					signs a request needs credentials.""")
			.askHealth()
			.remedy((machine) -> machine.credentials(KEYS));
	}

	private static Trouble half() {
		return Trouble.of("Half a key pair")
			.broken((machine) -> machine.variable("AWS_ACCESS_KEY_ID", "AKIAI44QH8DHBEXAMPLE"))
			.cause("""
					The variable has an access key id without its secret. That of the profile belongs to another key, so it is not
					used.""")
			.advice("to use the profile")
			.remedy((machine) -> machine.withoutVariable("AWS_ACCESS_KEY_ID"));
	}

	private static Trouble ofOldSdk() {
		return Trouble.of("The secret has its name of the AWS SDK for Java 1")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS)
				.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
				.variable("AWS_SECRET_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
			.cause("""
					`AWS_SECRET_KEY` was read by version 1 of the SDK, and nobody reads it now.""")
			.remedy((machine) -> machine.withoutVariable("AWS_SECRET_KEY")
				.variable("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
	}

	private static Trouble noEqualsSign() {
		return Trouble.of("A line of the credentials file has no equals sign")
			.broken((machine) -> machine.credentials("""
					[shop]
					aws_access_key_id: AKIAIOSFODNN7EXAMPLE
					aws_secret_access_key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
					"""))
			.cause("""
					The files are written with `=`, not with the `:` of YAML.""")
			.remedy((machine) -> machine.credentials(KEYS));
	}

	private static Trouble directory() {
		return Trouble.of("A file cannot be read")
			.broken((machine) -> machine.directory(Machine.CREDENTIALS))
			.cause("""
					`~/.aws/credentials` is a directory. Docker makes one when a file that is to be mounted is not there. A file that
					belongs to somebody else looks the same; then `chown` it to the user that the application runs as.""")
			.remedy((machine) -> machine.command("rmdir ~/.aws/credentials").credentials(KEYS));
	}

	private static Trouble variablesBeforeProfile() {
		return Trouble.of("Old access keys in variables come before the profile")
			.broken((machine) -> machine.variable("AWS_PROFILE", "shop")
				.variable("AWS_ACCESS_KEY_ID", "AKIAI44QH8DHBEXAMPLE")
				.variable("AWS_SECRET_ACCESS_KEY", "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY")
				.aws((request) -> request.accessKeyId().equals("AKIAI44QH8DHBEXAMPLE") ? Answer.error(request, 403,
						request.service().equals("s3") ? "InvalidAccessKeyId" : "InvalidClientTokenId",
						"The AWS Access Key Id you provided does not exist in our records.") : null))
			.cause("""
					Access keys in variables come before every profile, here as everywhere in AWS's order, and these were deleted long
					ago.""")
			.ask("/actuator/aws/credentials", "/plan/0")
			.remedy((machine) -> machine.withoutVariable("AWS_ACCESS_KEY_ID").withoutVariable("AWS_SECRET_ACCESS_KEY"));
	}

	private static Trouble ownProvider() {
		return Trouble.of("A bean of your own beside a role")
			.broken((machine) -> machine.config(ROLE.formatted("base"))
				.credentials(BASE_KEYS)
				.code("Credentials.java", """
						@Configuration(proxyBeanMethods = false)
						class Credentials {

						  @Bean
						  AwsCredentialsProvider keys() {
						    return StaticCredentialsProvider.create(
						        AwsBasicCredentials.create("AKIAI44QH8DHBEXAMPLE", "…"));
						  }

						}
						""", Credentials.class)
				.aws((request) -> request.accessKeyId().equals("AKIAI44QH8DHBEXAMPLE") ? Answer.error(request, 403,
						"AccessDenied", "User: arn:aws:iam::123456789012:user/someone is not authorized") : null))
			.cause("""
					An `AwsCredentialsProvider` bean is used for every client, in place of all that the settings say. `role_arn` has no effect
					beside it.""")
			.ask("/actuator/aws/credentials", "")
			.remedy((machine) -> machine.withoutCode("Credentials.java"));
	}

	private static Trouble missingSource() {
		return Trouble.of("source_profile names a profile that is not there")
			.broken((machine) -> machine.config(ROLE.formatted("bsae")).credentials(BASE_KEYS))
			.cause("""
					A role is assumed with the credentials of another profile, and `bsae` is none.""")
			.remedy((machine) -> machine.config(ROLE.formatted("base")));
	}

	private static Trouble sourceWithPrefix() {
		return Trouble.of("source_profile names a profile with the wrong heading")
			.broken((machine) -> machine.config(ROLE.formatted("base"))
				.credentials(BASE_KEYS.replace("[base]", "[profile base]")))
			.cause("""
					The profile is there, below a heading that `credentials` does not know: `[profile base]`. Correct the heading. Naming
					another profile would assume the role with somebody else's keys.""")
			.remedy((machine) -> machine.credentials(BASE_KEYS));
	}

	private static Trouble circle() {
		return Trouble.of("source_profile leads in a circle")
			.broken((machine) -> machine.config(ROLE.formatted("base") + """

					[profile base]
					role_arn = arn:aws:iam::123456789012:role/base
					source_profile = shop
					""").credentials(BASE_KEYS.replace("[base]", "[keys]")))
			.cause("""
					`shop` is assumed with `base`, and `base` with `shop`: nobody has access keys to begin with.""")
			.remedy((machine) -> machine.config(ROLE.formatted("base") + """

					[profile base]
					role_arn = arn:aws:iam::123456789012:role/base
					source_profile = keys
					"""));
	}

	private static Trouble withoutSts() {
		return Trouble.of("The module sts is missing")
			.broken((machine) -> machine.config(ROLE.formatted("base"))
				.credentials(BASE_KEYS)
				.withoutJar("sts-.*\\.jar"))
			.cause("""
					The build leaves out `software.amazon.awssdk:sts`, which the starter brings along, and a role cannot be assumed
					without it.""")
			.advice("remove the exclusion, or add the module")
			.remedy((machine) -> machine.withoutJar("none").file("pom.xml", """
					<dependency>
					  <groupId>software.amazon.awssdk</groupId>
					  <artifactId>sts</artifactId>
					</dependency>
					"""));
	}

	private static Trouble failingProcess() {
		String config = """
				[profile shop]
				region = eu-central-1
				credential_process = ~/bin/keys --account %s
				""";
		return Trouble.of("credential_process fails")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS)
				.config(config.formatted("shpo"))
				.file("~/bin/keys", """
						#!/bin/sh
						[ "$2" = shop ] || { echo "no such account: $2" >&2; exit 3; }
						echo '{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "made-up"}'
						"""))
			.cause("""
					The program ended with an error, and it says itself why. Run it in a shell to see more.""")
			.askHealth()
			.remedy((machine) -> machine.config(config.formatted("shop")));
	}

	private static Trouble talkativeProcess() {
		return Trouble.of("credential_process prints something else")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS).config("""
					[profile shop]
					region = eu-central-1
					credential_process = ~/bin/keys
					""").file("~/bin/keys", """
					#!/bin/sh
					echo 'Signing in ...'
					echo '{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "made-up"}'
					"""))
			.cause("""
					All that the program prints is read as one JSON object. Talk belongs to its standard error.""")
			.remedy((machine) -> machine.file("~/bin/keys", """
					#!/bin/sh
					echo 'Signing in ...' >&2
					echo '{"Version": 1, "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "made-up"}'
					"""));
	}

	private static Trouble missingToken() {
		return Trouble.of("The web identity token file is not there")
			.broken((machine) -> machine.withoutFile(Machine.CREDENTIALS)
				.file("~/var/run/secrets/token", "header.claims.signature")
				.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/orders")
				.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "~/var/run/secret/token"))
			.cause("""
					Nothing is at the place that the variable names. On EKS the pod has no service account with a role, or the volume
					is mounted somewhere else.""")
			.askHealth()
			.remedy((machine) -> machine.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "~/var/run/secrets/token"));
	}

	/**
	 * What {@link #ownProvider()} shows.
	 */
	static class Credentials {

		@Bean
		AwsCredentialsProvider keys() {
			return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAI44QH8DHBEXAMPLE", "made-up"));
		}

	}

}
