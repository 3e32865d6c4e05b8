package io.awsconfig.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.Proves;
import io.awsconfig.testsupport.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AwsDoctorTests {

	@TempDir
	Path home;

	@Test
	void serverIsAskedOnceWithoutSignatureAndOnceForTheIdentity() {
		try (LocalServer server = Examined.aws(new LocalServer(), Examined.ARN)) {
			DoctorReport report = new Examined(this.home).withEndpoint(server).report();
			assertThat(report.isHealthy()).isTrue();
			assertThat(server.requests()).hasSize(2)
				.filteredOn((request) -> request.header("Authorization") != null)
				.singleElement()
				.satisfies((request) -> assertThat(request.authorization()).contains("/eu-central-1/sts/"));
		}
	}

	@Test
	@Proves(value = "doctor_time_limit", effect = "The report of a server that hangs is there in this time.")
	void serversThatHangAreFailedInTime() throws IOException {
		try (ServerSocket one = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Examined examined = new Examined(this.home)
				.with("aws.endpoint-url", "http://127.0.0.1:" + one.getLocalPort())
				.with("aws.services.s3.endpoint-url", "https://127.0.0.1:" + other.getLocalPort())
				.with("aws.doctor-time-limit", "1500ms");
			examined.run((context) -> {
				AwsDoctor doctor = context.getBean(AwsDoctor.class);
				long start = System.nanoTime();
				DoctorReport report = doctor.examine();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
				assertThat(report.isHealthy()).isFalse();
				assertThat(failed(report)).contains("answer http://127.0.0.1:" + one.getLocalPort(),
						"tls https://127.0.0.1:" + other.getLocalPort(), "identity");
			});
		}
		assertThat(threads()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverThatHangsAfterTheHandshakeIsFailedInTime(String protocol) throws Exception {
		SelfSigned certificate = SelfSigned.inNewDirectory();
		List<Socket> accepted = new CopyOnWriteArrayList<>();
		try (SSLServerSocket server = (SSLServerSocket) certificate.context()
			.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			server.setEnabledProtocols(new String[] { protocol });
			serve(server, (socket) -> {
				accepted.add(socket);
				((SSLSocket) socket).startHandshake();
			});
			long start = System.nanoTime();
			DoctorReport report = new Examined(this.home)
				.with("aws.endpoint-url", "https://127.0.0.1:" + server.getLocalPort())
				.with("aws.ca-bundle", certificate.pem())
				.with("aws.doctor-time-limit", "3s")
				.report();
			assertThat(report.duration()).isLessThan(Duration.ofSeconds(6));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
			assertThat(report.toText()).contains("[ok]   tls ", protocol);
			assertThat(failed(report)).containsExactly("answer https://127.0.0.1:" + server.getLocalPort(), "identity");
			assertThat(threads()).isEmpty();
		}
		for (Socket socket : accepted) {
			socket.close();
		}
	}

	private static void serve(ServerSocket server, Visit visit) {
		Thread thread = new Thread(() -> {
			try {
				while (true) {
					visit.by(server.accept());
				}
			}
			catch (IOException ex) {
				// The test has ended
			}
		}, "visited");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Visit {

		void by(Socket socket) throws IOException;

	}

	@Test
	void proxyThatHangsUpIsNoFailureOfTheCheckItself() throws IOException {
		try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			serve(proxy, Socket::close);
			DoctorReport report = new Examined(this.home).with("aws.endpoint-url", "https://aws.example.com")
				.with("aws.http.proxy.endpoint", "http://127.0.0.1:" + proxy.getLocalPort())
				.with("aws.max-attempts", 1)
				.report();
			assertThat(failed(report)).containsExactly("answer https://aws.example.com", "identity");
			assertThat(report.toText())
				.contains("[skip] tls         https://aws.example.com: the proxy makes no way to the server")
				.doesNotContain("the check itself failed");
		}
	}

	@Test
	void plainHttpAtAPortOfHttpsIsNoAnswer() {
		try (LocalServer server = new LocalServer()) {
			server.answering(new LocalServer.Answer(400, null,
					"<title>400 The plain HTTP request was sent to HTTPS port</title>", Map.of()));
			DoctorReport report = new Examined(this.home).withEndpoint(server).report();
			assertThat(failed(report)).contains("answer " + server.url());
			assertThat(report.toText()).contains("Write https:// in 'aws.endpoint-url'");
		}
	}

	@Test
	void errorIsAFailure() {
		DoctorReport report = withCredentials(Overflowing.class);
		assertThat(report.isHealthy()).isFalse();
		assertThat(failed(report)).containsExactly("credentials");
		assertThat(report.toText()).contains("StackOverflowError");
	}

	@Test
	void whatTheCodeOfOthersSaysIsLoggedAndNotRepeated() {
		Logger logger = (Logger) LoggerFactory.getLogger(AwsDoctor.class);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.DEBUG);
		DoctorReport report;
		try {
			report = withCredentials(Telling.class);
		}
		finally {
			logger.setLevel(level);
			logger.detachAppender(log);
		}
		assertThat(log.list).anySatisfy((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
			assertThat(event.getFormattedMessage()).isEqualTo("credentials: there are no credentials");
			assertThat(event.getThrowableProxy().getMessage()).contains("s.vault-token");
		});
		assertThat(failed(report)).containsExactly("credentials");
		assertThat(report.toText()).contains("there are no credentials: java.lang.IllegalStateException (logged")
			.doesNotContain("s.vault-token");
	}

	@Test
	void severalProvidersOfWhichNoneIsPrimaryAreAWarning() {
		DoctorReport report = withCredentials(Overflowing.class, Telling.class);
		assertThat(report.verdict()).isEqualTo(Verdict.WARNING);
		assertThat(report.toText())
			.contains("[warn] credentials there are several beans of type AwsCredentialsProvider");
	}

	private DoctorReport withCredentials(Class<?>... beans) {
		try (LocalServer server = Examined.aws(new LocalServer(), Examined.ARN)) {
			Examined examined = new Examined(this.home).withEndpoint(server);
			List.of(beans).forEach(examined::withBean);
			return examined.report();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Overflowing {

		@Bean
		AwsCredentialsProvider overflowing() {
			return () -> {
				throw new StackOverflowError();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Telling {

		@Bean
		AwsCredentialsProvider telling() {
			return () -> {
				throw new IllegalStateException("The token s.vault-token is not accepted");
			};
		}

	}

	@Test
	void regionOfAllIsNotMissedIfEveryClientHasItsOwn() {
		try (LocalServer server = Examined.aws(new LocalServer(), Examined.ARN)) {
			Examined examined = new Examined(this.home).withEndpoint(server);
			examined.machine().withoutVariable("AWS_REGION");
			EndpointsInUse.servicesCalled(getClass().getClassLoader())
				.forEach((service) -> examined.with("aws.services.%s.region".formatted(service), "eu-west-3"));
			DoctorReport report = examined.report();
			assertThat(report.isHealthy()).as(report.toText()).isTrue();
			assertThat(report.toText()).contains("[skip] region      there is none for all clients")
				.contains("[ok]   region      s3: eu-west-3");
			examined.with("aws.services.s3.region", "");
			assertThat(failed(examined.report())).containsExactly("region");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn:aws:iam::123456789012:user/x\u009b31m", "arn:aws:iam::123456789012:user/\nx", "" })
	void identityThatIsNoneIsNotRepeated(String arn) {
		try (LocalServer server = Examined.aws(new LocalServer(), "arn:aws:iam::123456789012:root")) {
			server.answering((request) -> LocalServer.Answer.of(Examined.identity("arn:aws:iam::123456789012:root")
				.replace("arn:aws:iam::123456789012:root", arn)));
			DoctorReport report = new Examined(this.home).withEndpoint(server).report();
			assertThat(report.toText()).contains("[warn] identity")
				.contains("does not say whose the credentials are: its answer names nobody");
		}
	}

	/**
	 * Those that wait for nothing but an end see it at once.
	 */
	private static Set<String> threads() {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		Set<String> names;
		do {
			Thread.yield();
			names = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.map(Thread::getName)
				.filter((name) -> name.startsWith("aws-doctor"))
				.collect(Collectors.toSet());
		}
		while (!names.isEmpty() && System.nanoTime() < deadline);
		return names;
	}

	@Test
	void nothingThatCanBeReachedIsRedLineForLine() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		DoctorReport report = new Examined(this.home).with("aws.endpoint-url", "http://127.0.0.1:" + port)
			.with("aws.clients.archive.service", "s3")
			.with("aws.clients.archive.endpoint-url", "https://127.0.0.1:" + port)
			.report();
		assertThat(failed(report)).containsExactlyInAnyOrder("connect http://127.0.0.1:" + port,
				"connect https://127.0.0.1:" + port, "identity");
		assertThat(report.findings())
			.filteredOn((finding) -> Set.of("tls", "answer", "clock").contains(finding.check()))
			.isNotEmpty()
			.allMatch((finding) -> finding.verdict() == Verdict.SKIPPED);
	}

	@Test
	void namedClientsHaveLinesOfTheirOwn() {
		try (LocalServer server = Examined.aws(new LocalServer(), Examined.ARN);
				LocalServer archive = Examined.aws(new LocalServer(), Examined.ARN)) {
			DoctorReport report = new Examined(this.home).withEndpoint(server)
				.with("aws.clients.archive.service", "s3")
				.with("aws.clients.archive.endpoint-url", archive.url())
				.with("aws.clients.archive.region", "eu-west-3")
				.with("aws.clients.archive.access-key-id", "AKIDARCHIVE00002")
				.with("aws.clients.archive.secret-access-key", "archive-secret")
				.report();
			assertThat(report.toText()).contains("called by archive").doesNotContain("archive-secret");
			assertThat(report.findings()).extracting((finding) -> finding.check() + " " + finding.subject())
				.contains("answer " + archive.url(), "region client 'archive'")
				.anyMatch((line) -> line.startsWith("credentials ") && line.contains("archive"));
		}
	}

	@Test
	void whatABuiltClientCallsIsExamined() {
		try (LocalServer server = Examined.aws(new LocalServer(), Examined.ARN);
				LocalServer other = Examined.aws(new LocalServer(), Examined.ARN)) {
			new Examined(this.home).withEndpoint(server)
				.with("aws.services.s3.endpoint-url", other.url())
				.with("aws.max-attempts", 1)
				.run((context) -> {
					S3Client s3 = context.getBean(S3Client.class);
					assertThatExceptionOfType(S3Exception.class).isThrownBy(s3::listBuckets);
					DoctorReport report = context.getBean(AwsDoctor.class).examine();
					assertThat(report.findings()).filteredOn((finding) -> finding.check().equals("retries"))
						.singleElement()
						.satisfies((finding) -> assertThat(finding.subject()).isEqualTo("s3"));
					assertThat(report.findings()).filteredOn((finding) -> finding.check().equals("calls"))
						.singleElement()
						.satisfies((finding) -> {
							assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
							assertThat(finding.action()).contains("ListBuckets");
						});
				});
		}
	}

	@Test
	void applicationIsLeftAsItWas() throws IOException {
		try (LocalServer server = new LocalServer()) {
			server.answering((request) -> Examined.isOfSts(request)
					? LocalServer.Answer.error(403, "InvalidClientTokenId") : LocalServer.Answer.of(403));
			new Examined(this.home).withEndpoint(server).run((context) -> {
				Patients patients = new Patients(context);
				assertThat(context.getBean(AwsDoctor.class).examine().isHealthy()).isFalse();
				assertThat(patients.failures()).isEmpty();
				assertThat(patients.built()).isEmpty();
				assertThat(patients.retries()).isEmpty();
				assertThat(patients.freshness()).hasToString("static");
			});
		}
		try (Stream<Path> files = Files.walk(this.home)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void secondCallerGetsTheReportOfTheFirst() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			new Examined(this.home).with("aws.endpoint-url", "http://127.0.0.1:" + socket.getLocalPort())
				.with("aws.doctor-time-limit", "3s")
				.run((context) -> {
					AwsDoctor doctor = context.getBean(AwsDoctor.class);
					CompletableFuture<DoctorReport> first = CompletableFuture.supplyAsync(doctor::examine);
					accept(socket);
					DoctorReport second = doctor.examine();
					assertThat(second).isSameAs(first.join());
				});
		}
	}

	private static void accept(ServerSocket socket) {
		try {
			socket.accept();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	@Test
	void httpClientOfTheApplicationDecides() {
		DoctorReport report = new Examined(this.home).with("aws.endpoint-url", "https://aws.example.com")
			.withBean(OwnHttpClient.class)
			.report();
		assertThat(report.toText())
			.contains("[skip] connect     https://aws.example.com: the application's own HTTP client 'http'")
			.contains("[ok]   answer      https://aws.example.com: HTTP status 200");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnHttpClient {

		@Bean
		SdkHttpClient http() {
			return new HttpStandIn();
		}

	}

	private static List<String> failed(DoctorReport report) {
		return report.findings()
			.stream()
			.filter((finding) -> finding.verdict() == Verdict.FAILED)
			.map((finding) -> finding.check() + ((finding.subject() != null) ? " " + finding.subject() : ""))
			.toList();
	}

}
