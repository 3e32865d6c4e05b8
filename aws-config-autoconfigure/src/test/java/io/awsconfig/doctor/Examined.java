package io.awsconfig.doctor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * An application on a machine of its own that a doctor examines. All services of AWS are
 * one server of this machine, unless the test says otherwise.
 */
final class Examined {

	static final String ARN = "arn:aws:sts::123456789012:assumed-role/shop/session";

	private final FakeMachine machine;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final List<Class<?>> beans = new ArrayList<>();

	Examined(Path home) {
		this.machine = new FakeMachine(home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIDSHOPKEY00001")
			.variable("AWS_SECRET_ACCESS_KEY", "shop-secret");
	}

	/**
	 * Return a server that stands for all services, STS included.
	 * @param arn who the credentials are
	 */
	static LocalServer aws(LocalServer server, String arn) {
		return server.answering((request) -> answer(request, arn));
	}

	static boolean isOfSts(Request request) {
		return new String(request.body(), StandardCharsets.UTF_8).contains("Version=2011-06-15");
	}

	static Answer answer(Request request, String arn) {
		String body = new String(request.body(), StandardCharsets.UTF_8);
		if (body.contains("Action=GetCallerIdentity")) {
			return Answer.of(identity(arn));
		}
		if (body.contains("Action=AssumeRole")) {
			return Answer.of("""
					<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
					  <AssumedRoleUser><Arn>%s</Arn><AssumedRoleId>ARO:session</AssumedRoleId></AssumedRoleUser>
					  <Credentials><AccessKeyId>ASIAROLEKEY00001</AccessKeyId>
					  <SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token-secret</SessionToken>
					  <Expiration>%s</Expiration></Credentials>
					</AssumeRoleResult></AssumeRoleResponse>""".formatted(arn, Instant.now().plusSeconds(3600)));
		}
		return Answer.of(403);
	}

	static String identity(String arn) {
		return """
				<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <GetCallerIdentityResult>
				    <Arn>%s</Arn><UserId>AIDA</UserId><Account>%s</Account>
				  </GetCallerIdentityResult>
				</GetCallerIdentityResponse>""".formatted(arn, arn.split(":")[4]);
	}

	FakeMachine machine() {
		return this.machine;
	}

	Examined with(String property, Object value) {
		this.properties.put(property, value);
		return this;
	}

	Examined withEndpoint(LocalServer server) {
		return with("aws.endpoint-url", server.url());
	}

	Examined withBean(Class<?> type) {
		this.beans.add(type);
		return this;
	}

	void run(Consumer<ApplicationContext> consumer) {
		runner().run(consumer::accept);
	}

	ApplicationContextRunner runner() {
		this.machine.properties(this.properties);
		return new ApplicationContextRunner().withInitializer(this.machine)
			.withUserConfiguration(this.beans.toArray(Class[]::new))
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AwsAutoConfiguration.class,
					AwsClientAutoConfiguration.class));
	}

	/**
	 * Return what the doctor says of the application.
	 */
	DoctorReport report() {
		DoctorReport[] report = new DoctorReport[1];
		runner().run((context) -> report[0] = context.getBean(AwsDoctor.class).examine());
		return report[0];
	}

}
