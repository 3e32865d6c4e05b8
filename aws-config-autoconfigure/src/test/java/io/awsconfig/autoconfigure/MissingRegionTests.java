package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.awsconfig.client.MissingRegionException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications in which a client is injected, and no Region is set.
 */
class MissingRegionTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	private void fails(Class<?> user, Consumer<FailureAnalysis> consumer) {
		this.contextRunner.withBean(user).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new AwsConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getCause()).isInstanceOf(MissingRegionException.class);
			consumer.accept(analysis);
		});
	}

	private void advises(String best) {
		fails(Queues.class, (analysis) -> assertThat(analysis.getAction())
			.startsWith("Write your Region in place of us-east-1. " + best + System.lineSeparator()));
	}

	@Test
	void everyPlaceIsNamed() {
		fails(Queues.class, (analysis) -> {
			assertThat(analysis.getDescription())
				.isEqualTo("No AWS Region is set, and clients of 'sqs' need one. The instance metadata service is "
						+ "switched off by environment variable AWS_EC2_METADATA_DISABLED.");
			assertThat(analysis.getAction()).isEqualTo("""
					Write your Region in place of us-east-1. Best set 'aws.region: us-east-1' in application.yml.

					These are all places, the one that counts first on top:

					    code                   a bean of type AwsRegionProvider
					    for one service only   aws.services.sqs.region: us-east-1
					    command line           --aws.region=us-east-1
					    JVM system property    -Daws.region=us-east-1
					    environment            AWS_REGION=us-east-1 or AWS_DEFAULT_REGION=us-east-1
					    application.yml        aws.region: us-east-1
					    shared config file     region = us-east-1 below [default] in %s
					    instance metadata      of an EC2 instance, unless aws.ec2-metadata-disabled is true"""
				.formatted(this.machine.path(".aws/config")));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Archive.class, AsyncArchive.class, PresignerOfArchive.class })
	void namedClientHasAPlaceOfItsOwn(Class<?> user) {
		this.contextRunner = this.contextRunner.withPropertyValues("aws.clients.archive.service=s3");
		fails(user, (analysis) -> {
			assertThat(analysis.getDescription())
				.startsWith("No AWS Region is set, and the client 'archive' needs one.");
			assertThat(analysis.getAction()).contains("""

					    for this client only   aws.clients.archive.region: us-east-1
					    for one service only   aws.services.s3.region: us-east-1
					""");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Photos.class, AsyncPhotos.class, Links.class })
	void everyKindOfClientSaysWhoseRegionIsMissing(Class<?> user) {
		fails(user, (analysis) -> assertThat(analysis.getDescription())
			.startsWith("No AWS Region is set, and clients of 's3' need one."));
	}

	@Test
	void profileThatIsThereFitsBest() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "akid")
			.variable("AWS_SECRET_ACCESS_KEY", "secret")
			.config("[default]\nmax_attempts = 4\n");
		advises("Best add the line 'region = us-east-1' to the profile 'default' of " + this.machine.path(".aws/config")
				+ ", which this application uses.");
	}

	@Test
	void profileThatIsAskedForFitsBest() {
		this.machine.variable("AWS_PROFILE", "dev")
			.variable("AWS_CONFIG_FILE", this.machine.path("elsewhere").toString())
			.file("elsewhere", "[default]\nregion = eu-central-1\n[profile dev]\nmax_attempts = 4\n");
		advises("Best add the line 'region = us-east-1' to the profile 'dev' of " + this.machine.path("elsewhere")
				+ ", which this application uses.");
	}

	@Test
	void profileWithCredentialsOnlyNeedsASectionInTheConfigFile() {
		this.machine.variable("AWS_PROFILE", "dev")
			.credentials("[dev]\naws_access_key_id = akid\naws_secret_access_key = secret\n");
		advises("Best add the line 'region = us-east-1' to a section [profile dev] of "
				+ this.machine.path(".aws/config") + ", which this application uses.");
	}

	@Test
	void variableFitsBestWhereTheCredentialsAreVariables() {
		this.machine.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token")
			.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
		advises("Best set the environment variable AWS_REGION=us-east-1, since the credentials come from "
				+ "environment variable AWS_WEB_IDENTITY_TOKEN_FILE.");
	}

	@Test
	void applicationFitsBestWhereTheEndpointIsOnThisMachine() {
		this.contextRunner = this.contextRunner
			.withPropertyValues("aws.services.sqs.endpoint-url=http://localhost:9324");
		advises("Best set 'aws.region: us-east-1' in application.yml. Any Region will do, since the endpoint is on this "
				+ "machine.");
	}

	@Test
	void instanceMetadataThatDoesNotAnswerIsNamed() {
		try (LocalServer server = new LocalServer()) {
			server.respondingWith(404);
			this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
				.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url())
				.variable("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "1");
			fails(Queues.class, (analysis) -> assertThat(analysis.getDescription())
				.isEqualTo("No AWS Region is set, and clients of 'sqs' need one. No Region from instance metadata: the "
						+ "instance metadata service at " + server.url() + " knows none. Set the Region."));
			assertThat(server.requests()).isNotEmpty();
		}
	}

	record Queues(SqsClient sqs) {

	}

	record Photos(S3Client s3) {

	}

	record AsyncPhotos(S3AsyncClient s3) {

	}

	record Links(S3Presigner s3) {

	}

	record Archive(@Qualifier("archive") S3Client s3) {

	}

	record AsyncArchive(@Qualifier("archive") S3AsyncClient s3) {

	}

	record PresignerOfArchive(@Qualifier("archive") S3Presigner s3) {

	}

}
