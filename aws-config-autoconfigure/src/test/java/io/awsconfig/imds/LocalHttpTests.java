package io.awsconfig.imds;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.awsconfig.credentials.ScriptedServer;
import io.awsconfig.credentials.ScriptedServer.Behaviour;
import io.awsconfig.imds.LocalHttp.Answer;
import io.awsconfig.imds.LocalHttp.HttpFailure;
import io.awsconfig.imds.LocalHttp.HttpFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LocalHttp}.
 */
@Timeout(60)
class LocalHttpTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String TOO_LONG_TO_BE_ASKED_FOR = "x".repeat(64);

	private final LocalHttp http = new LocalHttp();

	@AfterEach
	void close() {
		this.http.close();
	}

	@Test
	void answerOfSixtyFourKibIsReadWholeAndNoneThatIsLonger() throws Exception {
		String most = "x".repeat(64 * 1024);
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok(most))) {
			Answer answer = this.http.send(get(server), LONG);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(most);
			server.behave(ScriptedServer.ok(most + "x"));
			assertThat(kind(server, LONG)).isEqualTo(Kind.TOO_LONG);
		}
	}

	@Test
	void whoSendsWithoutEndIsCutOff() throws Exception {
		CountDownLatch cut = new CountDownLatch(1);
		Behaviour flood = ScriptedServer.flood("HTTP/1.1 200 OK\r\n\r\n", new byte[8192]);
		try (ScriptedServer server = new ScriptedServer((request, connection) -> {
			try {
				flood.answer(request, connection);
			}
			finally {
				cut.countDown();
			}
		})) {
			assertThat(kind(server, LONG)).isEqualTo(Kind.TOO_LONG);
			assertThat(cut.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
		}
	}

	@Test
	void eachKindOfFailureIsToldApart() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.hang())) {
			assertThat(kind(server, Duration.ofMillis(200))).isEqualTo(Kind.TIMED_OUT);
			assertThat(kind(server, Duration.ZERO)).isEqualTo(Kind.TIMED_OUT);
			assertThat(kind(server, Duration.ofMillis(-1))).isEqualTo(Kind.TIMED_OUT);
			assertThat(kind(server, ScriptedServer.reset())).isEqualTo(Kind.BROKEN);
			assertThat(kind(server, ScriptedServer.raw("HTTP/1.1 two hundred\r\n\r\n"))).isEqualTo(Kind.NOT_HTTP);
		}
		// Bound, so that nobody else listens there
		try (Socket socket = new Socket()) {
			socket.bind(new InetSocketAddress("127.0.0.1", 0));
			assertThat(kind(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"))).isEqualTo(Kind.REFUSED);
		}
		assertThat(kind(URI.create("http://" + TOO_LONG_TO_BE_ASKED_FOR + ".invalid/"))).isEqualTo(Kind.UNKNOWN_HOST);
	}

	@Test
	void interruptedThreadStaysInterrupted() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.hang())) {
			Thread.currentThread().interrupt();
			assertThat(kind(server, LONG)).isEqualTo(Kind.INTERRUPTED);
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void redirectIsAnAnswerAndNotFollowed() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok(""))) {
			server.behave(ScriptedServer.status(302, "", "Location: " + server.uri("/elsewhere")));
			assertThat(this.http.send(get(server), LONG).status()).isEqualTo(302);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void afterItWasClosedItHasANewClient() throws Exception {
		this.http.close();
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok("hush"))) {
			Answer answer = this.http.send(get(server), LONG);
			this.http.close();
			assertThat(this.http.send(get(server), LONG).body()).isEqualTo(answer.body());
			assertThat(answer).hasToString("answer with status 200");
		}
	}

	@Test
	void warmUpAsksNobodyElseAndMayBeRepeated() throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.ok(""))) {
			this.http.warmUp();
			this.http.warmUp();
			assertThat(server.requests()).isEmpty();
			assertThat(this.http.send(get(server), LONG).status()).isEqualTo(200);
		}
	}

	@Test
	void warmUpIsARequestWithItsAnswer() throws Exception {
		assertThat(this.http.askOurselves().body()).asString(StandardCharsets.US_ASCII).isEqualTo("OK");
	}

	@ParameterizedTest
	@CsvSource({ "200, false", "404, false", "428, false", "429, true", "430, false", "499, false", "500, true",
			"503, true" })
	void answersThatMayBeOthersNextTimeAreTriedAgain(int status, boolean retryable) throws Exception {
		try (ScriptedServer server = new ScriptedServer(ScriptedServer.status(status, ""))) {
			assertThat(this.http.send(get(server), LONG).isRetryable()).isEqualTo(retryable);
		}
	}

	@Test
	void failuresThatMayPassAreTriedAgain() {
		EnumSet<Kind> retryable = EnumSet.allOf(Kind.class);
		retryable.removeIf((kind) -> !kind.isRetryable());
		assertThat(retryable).containsExactlyInAnyOrder(Kind.REFUSED, Kind.TIMED_OUT, Kind.BROKEN, Kind.NOT_HTTP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " x", "x ", "x\r\ny: z", "x\u0000y", "x\u00e9", "x\u007f" })
	void whatWouldEndAHeaderIsNoValueOfOne(String value) {
		assertThat(LocalHttp.isHeaderValue(value)).isFalse();
		assertThat(LocalHttp.isHeaderValue("Basic eDp5\t=")).isTrue();
	}

	private Kind kind(ScriptedServer server, Behaviour behaviour) {
		server.behave(behaviour);
		return kind(server.uri("/"));
	}

	private Kind kind(URI uri) {
		return kind(HttpRequest.newBuilder(uri), LONG);
	}

	private Kind kind(ScriptedServer server, Duration timeout) {
		return kind(get(server), timeout);
	}

	private Kind kind(HttpRequest.Builder request, Duration timeout) {
		return assertThatExceptionOfType(HttpFailure.class).isThrownBy(() -> this.http.send(request, timeout))
			.withNoCause()
			.actual()
			.getKind();
	}

	private static HttpRequest.Builder get(ScriptedServer server) {
		return HttpRequest.newBuilder(server.uri("/"));
	}

}
