package io.awsconfig.samples.quickstart.trouble;

import java.util.List;

import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Settings that are not read, not valid or not used.
 */
final class SettingTroubles {

	private static final String PROFILE = """
			aws:
			  profile: shop
			""";

	private static final String ARCHIVE = PROFILE + """
			  clients:
			    archive:
			      service: s3
			      region: eu-west-3
			""";

	private SettingTroubles() {
	}

	static List<Trouble> all() {
		return List.of(misspelt(), otherLibrary(), serviceOneLevelOff(), serviceWithoutModule(), notValid(), notOneOf(),
				number(), bundle(), unknownClient(), takenName());
	}

	private static Trouble misspelt() {
		return Trouble.of("A property is misspelt")
			.broken((machine) -> machine.application(PROFILE + """
					  max-attemps: 6
					"""))
			.cause("""
					There is no such setting, so the default stays in force.""")
			.remedy((machine) -> machine.application(PROFILE + """
					  max-attempts: 6
					"""));
	}

	private static Trouble otherLibrary() {
		return Trouble.of("The Region has the name of another library")
			.broken((machine) -> machine.application("""
					aws:
					  profile: shop
					spring:
					  cloud:
					    aws:
					      region:
					        static: eu-central-1
					""").withoutFile(Machine.CONFIG))
			.cause("""
					`spring.cloud.aws.*` are the names of Spring Cloud AWS, which is not on the class path. The names here are AWS's own; see
					[`migrating-from-spring-cloud-aws.md`](migrating-from-spring-cloud-aws.md).""")
			.remedy((machine) -> machine.application(PROFILE + """
					  region: eu-central-1
					"""));
	}

	private static Trouble serviceOneLevelOff() {
		return Trouble.of("A setting of one service stands one level off")
			.broken((machine) -> machine.application(PROFILE + """
					  sqs:
					    region: eu-west-1
					""")
				.aws((request) -> request.service().equals("sqs") && !request.region().equals("eu-west-1")
						? Answer.error(request, 400, "QueueDoesNotExist", "The specified queue does not exist.")
						: null))
			.cause("""
					Settings of one service stand below `aws.services.`; `aws.sqs.region` is none, so the queue is looked for in the
					application's Region.""")
			.ask("/actuator/aws/settings/region", "/value")
			.remedy((machine) -> machine.application(PROFILE + """
					  services:
					    sqs:
					      region: eu-west-1
					"""));
	}

	private static Trouble serviceWithoutModule() {
		return Trouble.of("Settings of a service that is not on the class path")
			.broken((machine) -> machine.application(PROFILE + """
					  services:
					    s4:
					      max-attempts: 6
					"""))
			.cause("""
					No module of the SDK has clients of that service: it is misspelt, or its dependency
					(`software.amazon.awssdk:<id>`) is missing.""")
			.remedy((machine) -> machine.application(PROFILE + """
					  services:
					    s3:
					      max-attempts: 6
					"""));
	}

	private static Trouble notValid() {
		return Trouble.of("A value is not valid")
			.broken((machine) -> machine.variable("AWS_MAX_ATTEMPTS", "0"))
			.cause("""
					The first attempt counts.""")
			.remedy((machine) -> machine.variable("AWS_MAX_ATTEMPTS", "1"));
	}

	private static Trouble notOneOf() {
		return Trouble.of("A value is misspelt").broken((machine) -> machine.config("""
				[profile shop]
				region = eu-central-1
				retry_mode = adaptiv
				""")).cause("""
				Only the values that the message lists are valid.""").remedy((machine) -> machine.config("""
				[profile shop]
				region = eu-central-1
				retry_mode = adaptive
				"""));
	}

	private static Trouble number() {
		return Trouble.of("YAML takes an account for a number")
			.broken((machine) -> machine.application(PROFILE + """
					  account-id: 012345670123
					"""))
			.cause("""
					What begins with a zero and has digits up to 7 is an octal number for YAML, and another account for AWS.""")
			.remedy((machine) -> machine.application(PROFILE + """
					  account-id: "012345670123"
					"""));
	}

	private static Trouble bundle() {
		return Trouble.of("The SSL bundle is not there")
			.broken((machine) -> machine.application(PROFILE + """
					  http:
					    ssl:
					      bundle: shop
					""").hidden("~/ca.pem", machine.certificate()))
			.cause("""
					`aws.http.ssl.bundle` names a bundle of Spring Boot, which is defined below `spring.ssl.bundle`.""")
			.remedy((machine) -> machine.application(PROFILE + """
					  http:
					    ssl:
					      bundle: shop
					spring:
					  ssl:
					    bundle:
					      pem:
					        shop:
					          truststore:
					            certificate: file:~/ca.pem
					"""));
	}

	private static Trouble unknownClient() {
		String code = """
				@Component
				class Archive {

				  Archive(@Qualifier("%s") S3Client s3) {
				  }

				}
				""";
		return Trouble.of("A client is asked for by a name that none has")
			.broken((machine) -> machine.application(ARCHIVE)
				.code("Archive.java", code.formatted("archiv"), Misspelt.Archive.class))
			.cause("""
					The qualifier is the name below `aws.clients.`, letter for letter.""")
			.remedy((machine) -> machine.code("Archive.java", code.formatted("archive"), Archive.class));
	}

	private static Trouble takenName() {
		return Trouble.of("A client has the name of another bean")
			.broken((machine) -> machine.application(PROFILE + """
					  clients:
					    orderStore:
					      service: s3
					      region: eu-west-3
					"""))
			.cause("""
					The bean of a client has the client's name, and the application has a bean `orderStore` already.""")
			.remedy((machine) -> machine.application(PROFILE + """
					  clients:
					    storeInParis:
					      service: s3
					      region: eu-west-3
					"""));
	}

	/**
	 * What {@link #unknownClient()} shows.
	 */
	static class Misspelt {

		static class Archive {

			Archive(@Qualifier("archiv") S3Client s3) {
			}

		}

	}

	/**
	 * What mends {@link #unknownClient()}.
	 */
	static class Archive {

		Archive(@Qualifier("archive") S3Client s3) {
		}

	}

}
