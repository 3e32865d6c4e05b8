package io.awsconfig.autoconfigure;

import java.util.List;

import io.awsconfig.settings.AwsConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is known to be odd is said when the start fails: in the analysis what bears on the
 * failure, the likely reason first, in the log the rest.
 */
class FailureFindingsTests extends FailingStartTest {

	private static final String KEYS = "aws_access_key_id = AKIDEXAMPLE000000001\naws_secret_access_key = secret\n";

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN ") && line.contains("StartupReport"))
			.toList();
	}

	@Test
	void slipIsNamedWhereTheRegionIsMissing(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.config("[profile shop]\nregoin = eu-central-1\n[profile other]\nregion = x\nregion = y\n")
			.credentials("[shop]\n" + KEYS);
		assertThat(fails(output, Queues.class)).isEqualTo(
				"""
						Description:

						No AWS Region is set, and clients of 'sqs' need one. The instance metadata service is switched off by environment variable AWS_EC2_METADATA_DISABLED.

						This was found as well, and may be the reason:

						    'regoin' is not a setting here and is ignored; did you mean 'region'? [HOME/.aws/config - 2:10 (profile 'shop')]
						    Duplicate setting 'region' of profile 'other', already set on line 4; the one on line 5 is used [HOME/.aws/config - 5:10 (profile 'other')]

						Action:

						First see to what was found as well. If that is not the reason:

						Write your Region in place of us-east-1. Best add the line 'region = us-east-1' to the profile 'shop' of HOME/.aws/config, which this application uses.

						These are all places, the one that counts first on top:

						    code                   a bean of type AwsRegionProvider
						    for one service only   aws.services.sqs.region: us-east-1
						    command line           --aws.region=us-east-1
						    JVM system property    -Daws.region=us-east-1
						    environment            AWS_REGION=us-east-1 or AWS_DEFAULT_REGION=us-east-1
						    application.yml        aws.region: us-east-1
						    shared config file     region = us-east-1 below [profile shop] in HOME/.aws/config
						    instance metadata      of an EC2 instance, unless aws.ec2-metadata-disabled is true""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					--aws.region=${x:}         | 'aws.region' has no value and is treated as not set ["aws.region" from property source "commandLineArgs"]
					--aws.region=              | 'aws.region' has no value and is treated as not set ["aws.region" from property source "commandLineArgs"]
					--aws.regoin=eu-central-1  | 'aws.regoin' is not a setting and is ignored; did you mean 'aws.region'? ["aws.regoin" from property source "commandLineArgs"]
					--spring.cloud.aws.region.static=eu-central-1 | 'spring.cloud.aws.region.static' is a name of Spring Cloud AWS, which is not on the class path, and is ignored; did you mean 'aws.region'? ["spring.cloud.aws.region.static" from property source "commandLineArgs"]
					--aws.sqs.region=eu-central-1 | 'aws.sqs.region' is not a setting and is ignored; did you mean 'aws.services.sqs.region'? ["aws.sqs.region" from property source "commandLineArgs"]
					--aws.services.sqs.regoin=eu-central-1 | 'aws.services.sqs.regoin' is not a setting of a service and is ignored; did you mean 'aws.services.sqs.region'? ["aws.services.sqs.regoin" from property source "commandLineArgs"]
					""")
	void reasonAmongThePropertiesIsNamed(String argument, String found, CapturedOutput output) {
		this.arguments.add(argument);
		assertThat(fails(output, Queues.class)).contains("This was found as well, and may be the reason:",
				"    " + found);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					AWS_REGION      | ^^           | 'AWS_REGION' has no value and is treated as not set [System Environment Property "AWS_REGION"]
					AWS_REGOIN      | eu-central-1 | 'AWS_REGOIN' is not a setting and is ignored; did you mean 'AWS_REGION'? [System Environment Property "AWS_REGOIN"]
					AWS_CONFIG_FILE | HOME/nowhere | 'AWS_CONFIG_FILE' names the file HOME/nowhere, which does not exist; no settings come from it [System Environment Property "AWS_CONFIG_FILE"]
					""")
	void reasonAmongTheVariablesIsNamed(String name, String value, String found, CapturedOutput output) {
		this.machine.variable(name, value.replace("HOME", this.home.toString()));
		assertThat(fails(output, Queues.class)).contains("This was found as well", "    " + found);
	}

	@Test
	void profileWithoutPrefixIsNamedWhereItsRegionIsMissing(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.config("[shop]\nregion = eu-central-1\n")
			.credentials("[shop]\n" + KEYS);
		assertThat(fails(output, Queues.class)).contains(
				"""

						This was found as well, and may be the reason:

						    Section [shop] is neither [default] nor of type profile, sso-session or services; the section is ignored. Did you mean [profile shop]? [HOME/.aws/config - 1:1]
						""");
	}

	@Test
	void profileThatIsThereUnderAnotherHeaderIsNotReplacedByAnother(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop").variable("AWS_REGION", "eu-central-1").config("""
				[profile shop]
				role_arn = arn:aws:iam::123456789012:role/shop
				source_profile = base
				""").credentials("[default]\n" + KEYS + "[profile base]\n" + KEYS);
		assertThat(fails(output, Queues.class)).isEqualTo(
				"""
						Description:

						The source profile 'base' does not exist.

						    Where: source_profile at HOME/.aws/config - 3:18 (profile 'shop')
						    Path:  shop -> base

						This was found as well, and may be the reason:

						    Section [profile base] has no meaning in the credentials file, where a profile has no prefix; the section is ignored. Did you mean [base]? [HOME/.aws/credentials - 4:1]

						Action:

						Write [base] in place of [profile base] at HOME/.aws/credentials - 4:1.""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			config      | [shop]         | Write [profile shop] in place of [shop] at HOME/.aws/config - 1:1.
			config      | [Profile shop] | Write [profile shop] in place of [Profile shop] at HOME/.aws/config - 1:1.
			config      | [profil shop]  | Write [profile shop] in place of [profil shop] at HOME/.aws/config - 1:1.
			config      | [profile shop  | Write [profile shop] in place of [profile shop at HOME/.aws/config - 1:1.
			config      | profile shop   | Write [profile shop] in place of what stands at HOME/.aws/config - 1:1.
			credentials | [profile shop] | Write [shop] in place of [profile shop] at HOME/.aws/credentials - 1:1.
			""")
	void profileThatIsAskedForIsFoundUnderItsWrongHeader(String file, String header, String action,
			CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.file(".aws/" + file, header + "\nregion = eu-central-1\n")
			.file(".aws/" + (file.equals("config") ? "credentials" : "config"), "[default]\n" + KEYS);
		assertThat(fails(output, Queues.class)).contains("The AWS profile 'shop' does not exist.")
			.endsWith("Action:\n\n" + action);
	}

	@Test
	void profilesAreOfferedWithWhoseCredentialsTheyHave(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shp").config("""
				[profile shop]
				role_arn = arn:aws:iam::123456789012:role/shop
				source_profile = base
				[profile people]
				sso_account_id = 123456789012
				sso_role_name = Reader
				[profile program]
				credential_process = /bin/secret-program
				[profile empty]
				region = eu-central-1
				""").credentials("[base]\n" + KEYS);
		assertThat(fails(output, Queues.class)).endsWith(
				"""
						Set 'AWS_PROFILE' to the profile whose credentials are meant, or add the profile 'shp' to one of the shared files. These are there:

						    shop      role arn:aws:iam::123456789012:role/shop
						    empty     no credentials
						    base      access key ****0001
						    people    role Reader of account 123456789012, by IAM Identity Center
						    program   credentials of a program""");
	}

	@Test
	void sourceProfileWithMisspeltKeysSaysSo(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/shop
				source_profile = base
				""").credentials("[base]\naws_acess_key_id = AKIDEXAMPLE000000001\naws_secret_acess_key = secret\n");
		assertThat(fails(output, Queues.class)).isEqualTo(
				"""
						Description:

						The source profile 'base' has no credentials.

						    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
						    Path:  default -> base

						This was found as well, and may be the reason:

						    'aws_acess_key_id' is not a setting here and is ignored; did you mean 'aws_access_key_id'? [HOME/.aws/credentials - 2:20 (profile 'base')]
						    'aws_secret_acess_key' is not a setting here and is ignored; did you mean 'aws_secret_access_key'? [HOME/.aws/credentials - 3:24 (profile 'base')]

						Action:

						First see to what was found as well. If that is not the reason:

						Give the profile access keys, a sign-in session, a 'credential_process' or a 'role_arn'. To name another one is to assume the role with that one's credentials.""");
	}

	@Test
	void missingCredentialsSayAtRunTimeWhatIsOddAboutTheirNames() {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.variable("AWS_SECRET_KEY", "secret")
			.config("[default]\n[services local]\n")
			.credentials("[default]\naws_acess_key_id = AKIDEXAMPLE000000001\naws_secret_acess_key = secret\n");
		try (ConfigurableApplicationContext context = run(Nobody.class)) {
			AwsCredentialsProvider credentials = context.getBean(AwsCredentialsProvider.class);
			Throwable failure = catchThrowable(credentials::resolveCredentials);
			assertThat(failure.getMessage().replace(this.home.toString(), "HOME"))
				.startsWith("No credentials are configured. These are the places to have some:")
				.endsWith(
						"""

								This was found as well, and may be the reason:

								    'AWS_SECRET_KEY' is a name of the AWS SDK for Java 1 and is not read; the name is 'AWS_SECRET_ACCESS_KEY' [System Environment Property "AWS_SECRET_KEY"]
								    'aws_acess_key_id' is not a setting here and is ignored; did you mean 'aws_access_key_id'? [HOME/.aws/credentials - 2:20 (profile 'default')]
								    'aws_secret_acess_key' is not a setting here and is ignored; did you mean 'aws_secret_access_key'? [HOME/.aws/credentials - 3:24 (profile 'default')]
								""");
			assertThat(catchThrowable(() -> credentials.resolveIdentity().join()).getCause())
				.hasMessage(failure.getMessage());
		}
	}

	@Test
	void clientThatIsBuiltLaterSaysSoInItsException() {
		this.machine.config("[default]\nregoin = eu-central-1\n");
		try (ConfigurableApplicationContext context = run(LateQueues.class)) {
			LateQueues queues = context.getBean(LateQueues.class);
			assertThat(catchThrowable(queues.sqs::getObject)).rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("No AWS Region is set, and clients of 'sqs' need one.")
				.hasMessageContaining("may be the reason:%n%n    'regoin' is not a setting here".formatted());
		}
	}

	@Test
	void halfAKeyPairSaysThatTheOtherHalfIsThereAndEmpty(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE000000001")
			.variable("AWS_SECRET_ACCESS_KEY", "");
		assertThat(fails(output, Queues.class)).isEqualTo(
				"""
						Description:

						'AWS_ACCESS_KEY_ID' has a value, but 'AWS_SECRET_ACCESS_KEY' has none:

						    access key id      environment variable AWS_ACCESS_KEY_ID
						    secret access key  not there

						This was found as well, and may be the reason:

						    'AWS_SECRET_ACCESS_KEY' has no value and is treated as not set [System Environment Property "AWS_SECRET_ACCESS_KEY"]

						Action:

						First see to what was found as well. If that is not the reason:

						Set 'AWS_SECRET_ACCESS_KEY' in the same place as well, or remove 'AWS_ACCESS_KEY_ID' to use other credentials: those of the next step that is configured, if there is one.""");
	}

	@Test
	void whatHasLessToDoWithItIsCountedAndLogged(CapturedOutput output) {
		this.machine.variable("AWS_MAX_ATTEMPTS", "0")
			.variable("AWS_RETRY_MDOE", "standard")
			.config("[default]\n[profile other]\nregion = a\nregion = b\n");
		assertThat(fails(output, Queues.class)).isEqualTo("""
				Description:

				The value '0' of 'AWS_MAX_ATTEMPTS' is less than 1.
				    Where: environment variable AWS_MAX_ATTEMPTS
				    Valid: a whole number, at least 1

				2 more warnings that have less to do with it are in the log.

				Action:

				Give 'AWS_MAX_ATTEMPTS' a valid value, or remove it.""");
		assertThat(warnings(output)).hasSize(2)
			.anyMatch((line) -> line.contains("'AWS_RETRY_MDOE' is not a setting and is ignored"))
			.anyMatch((line) -> line.contains("Duplicate setting 'region' of profile 'other'"));
	}

	@Test
	void profilesThatWouldGiveARegionAreNamed(CapturedOutput output) {
		this.machine.config("[profile shop]\nregion = eu-central-1\n[profile other]\noutput = json\n");
		assertThat(fails(output, Queues.class)).contains(
				"Best set 'aws.region: us-east-1' in application.yml. The shared files have no profile 'default', but these, with a Region: 'shop' (eu-central-1). If one of them is meant, set 'aws.profile' to its name; its credentials then apply as well.");
	}

	@Test
	void filesThatAreSwapped(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.variable("AWS_CONFIG_FILE", this.home.resolve(".aws/credentials").toString())
			.variable("AWS_SHARED_CREDENTIALS_FILE", this.home.resolve(".aws/config").toString())
			.config("[profile shop]\nregion = eu-central-1\n[sso-session people]\nsso_region = eu-central-1\n")
			.credentials("[shop]\n" + KEYS);
		assertThat(fails(output, Queues.class)).isEqualTo(
				"""
						Description:

						The AWS profile 'shop' does not exist.

						    Asked for by: environment variable AWS_PROFILE
						    Looked in:    HOME/.aws/credentials
						    Looked in:    HOME/.aws/config

						This was found as well, and may be the reason:

						    The config file and the credentials file are swapped: HOME/.aws/credentials, read as the config file, has the headers of a credentials file ([shop]), and HOME/.aws/config, read as the credentials file, has those of a config file ([profile shop], [sso-session people]). Set environment variable AWS_CONFIG_FILE to HOME/.aws/config, and environment variable AWS_SHARED_CREDENTIALS_FILE to HOME/.aws/credentials. [HOME/.aws/credentials - 1:1]

						Action:

						Set environment variable AWS_CONFIG_FILE to HOME/.aws/config, and environment variable AWS_SHARED_CREDENTIALS_FILE to HOME/.aws/credentials.""");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void filesWithEachOthersNames(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.config("[default]\n[shop]\n" + KEYS)
			.credentials("[default]\n[profile shop]\nregion = eu-central-1\n");
		assertThat(fails(output, Queues.class)).contains("The config file and the credentials file are swapped: ")
			.endsWith("Action:\n\nLet the two files change their names.");
	}

	@Test
	void oneFileWithWrongHeadersIsNotSwapped(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "shop")
			.config("[shop]\nregion = eu-central-1\n")
			.credentials("[profile shop]\n" + KEYS + "[other]\n" + KEYS);
		assertThat(fails(output, Queues.class)).doesNotContain("swapped")
			.contains("Write [profile shop] in place of [shop]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			AWS_REGION            | "eu-central-1"  | eu-central-1          | the quotation marks
			AWS_REGION            | 'eu-central-1'  | eu-central-1          | the quotation marks
			AWS_REGION            | eu-central -1   | eu-central-1          | the blank and invisible characters
			AWS_MAX_ATTEMPTS      | "4"             | 4                     | the quotation marks
			AWS_USE_FIPS_ENDPOINT | "true"          | true                  | the quotation marks
			AWS_RETRY_MODE        | “adaptive”      | adaptive              | the quotation marks
			AWS_ENDPOINT_URL      | "http://a.test" | http://a.test         | the quotation marks
			""")
	void quotationMarksAreNamed(String name, String value, String meant, String unwanted, CapturedOutput output) {
		this.machine.variable(name, value);
		assertThat(fails(output, Queues.class)).contains("The value '" + value + "' of '" + name + "' ")
			.endsWith("Did you mean %s, without %s? Write the value of '%s' without %s, or remove it.".formatted(meant,
					unwanted, name, unwanted));
	}

	@Test
	void sectionsOfOtherTypesAreFoundUnderTheirWrongHeader(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").config("""
				[default]
				services = local
				[local]
				""");
		assertThat(fails(output, Queues.class)).contains("The services section 'local' does not exist")
			.contains("may be the reason:%n%n    Section [local] is neither".formatted())
			.endsWith("Add a section [services local] to that file.");
	}

	@Test
	void ssoSessionInTheWrongFileIsMoved(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").config("""
				[default]
				sso_session = people
				sso_account_id = 123456789012
				sso_role_name = Reader
				[sso-session others]
				sso_start_url = https://others.awsapps.com/start
				""").credentials("[sso-session people]\nsso_region = eu-central-1\n");
		assertThat(fails(output, Queues.class)).contains("The sso-session section 'people' does not exist")
			.contains("    Section [sso-session people] belongs in the config file")
			.endsWith(
					"Action:\n\nMove the section [sso-session people] from HOME/.aws/credentials - 1:1 to the config file.");
	}

	@Test
	void ssoSessionsAreOfferedWithWhereTheySignIn(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").config("""
				[default]
				sso_session = people
				sso_account_id = 123456789012
				sso_role_name = Reader
				[sso-session others]
				sso_start_url = https://others.awsapps.com/start
				""");
		assertThat(fails(output, Queues.class)).endsWith(
				"Add a section [sso-session people] to that file, or name one of those there are: others (https://others.awsapps.com/start). Each signs in where its 'sso_start_url' says.");
	}

	@Test
	void keyOfASubSectionThatIsNoneIsNamed(CapturedOutput output) {
		this.machine.config("[default]\nservices = local\n[services local]\nsqs =\n  regoin = eu-central-1\n");
		assertThat(fails(output, Queues.class)).contains(
				"""
						This was found as well, and may be the reason:

						    'regoin' is not a setting here and is ignored; did you mean 'region'? [HOME/.aws/config - 5:12 (services 'local')]
						""");
	}

	@Test
	void halfAKeyPairSaysWhoseKeysWouldComeNext(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE000000002")
			.credentials("[default]\n" + KEYS);
		assertThat(fails(output, Queues.class)).endsWith(
				"Set 'AWS_SECRET_ACCESS_KEY' in the same place as well, or remove 'AWS_ACCESS_KEY_ID' to use other credentials: access key ****0001 from HOME/.aws/credentials - 2:21 (profile 'default').");
	}

	@Test
	void linesThatNobodyCanReadAreNotRemovedLightly(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").credentials("[default]\naws_access_key_id AKIDEXAMPLE\n");
		assertThat(fails(output, Queues.class)).endsWith(
				"Correct these lines. To remove them may be to use other credentials, if they were to say whose.");
	}

	@Test
	void failureWithoutAnythingOddSaysNothingMore(CapturedOutput output) {
		this.machine.variable("AWS_MAX_ATTEMPTS", "0").config("[default]\nregion = eu-central-1\n");
		assertThat(fails(output, Queues.class)).isEqualTo("""
				Description:

				The value '0' of 'AWS_MAX_ATTEMPTS' is less than 1.
				    Where: environment variable AWS_MAX_ATTEMPTS
				    Valid: a whole number, at least 1

				Action:

				Give 'AWS_MAX_ATTEMPTS' a valid value, or remove it.""");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void clientThatNobodyKnowsIsAskedForBesideASlip(CapturedOutput output) {
		this.machine.withRegionAndKeys();
		this.arguments.add("--aws.clients.archive.regoin=eu-central-1");
		this.arguments.add("--aws.clients.other.service=s3");
		this.arguments.add("--aws.clients.other.profile=other");
		this.machine.credentials("[other]\n" + KEYS);
		assertThat(fails(output, Archive.class)).isEqualTo(
				"""
						Description:

						Parameter 0 of constructor in io.awsconfig.autoconfigure.FailingStartTest$Archive asks for the S3Client named 'archive', but no client has that name.

						This was found as well, and may be the reason:

						    'aws.clients.archive.regoin' is not a setting of a client and is ignored; did you mean 'aws.clients.archive.region'? ["aws.clients.archive.regoin" from property source "commandLineArgs"]

						Action:

						First see to what was found as well. If that is not the reason:

						Use the name of one of the clients there are: other (profile 'other', access key ****0001). Or set 'aws.clients.archive.service' to the service of S3Client.""");
	}

	@Test
	void missingCredentialsThatStopTheStartLoseNothing(CapturedOutput output) {
		this.machine.variable("AWS_REGION", "eu-central-1").variable("AWS_RETRY_MDOE", "standard");
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(Impatient.class))
			.withStackTraceContaining("No credentials are configured.")
			.withStackTraceContaining("One more warning that has less to do with it is in the log.");
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("'AWS_RETRY_MDOE' is not a setting and is ignored");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Nobody.class)
	static class Impatient {

		Impatient(AwsCredentialsProvider credentials) {
			credentials.resolveCredentials();
		}

	}

}
