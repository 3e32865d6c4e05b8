package io.awsconfig.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.awsconfig.credentials.ScriptedServer;
import io.awsconfig.credentials.ScriptedServer.Behaviour;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Source} on this machine that can have a {@link Fault}: a server, or a program.
 */
final class FaultySource implements AutoCloseable {

	static final int HUGE = 16 * 1024 * 1024;

	private final Source source;

	private final FakeMachine machine;

	private final Clock clock;

	private final ScriptedServer server;

	/**
	 * Where a redirect leads: to credentials of somebody else.
	 */
	private final ScriptedServer trap;

	private final AtomicInteger number = new AtomicInteger();

	private final AtomicInteger faultyRequests = new AtomicInteger();

	private final AtomicLong written = new AtomicLong();

	private final Set<String> faultyKeys = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Fault fault;

	FaultySource(Source source, FakeMachine machine, Clock clock) throws IOException {
		this.source = source;
		this.machine = machine;
		this.clock = clock;
		this.server = new ScriptedServer(this::answer);
		this.trap = new ScriptedServer(ScriptedServer.ok("{\"Code\":\"Success\",\"AccessKeyId\":\"AKIDTRAP\"}"));
	}

	String url() {
		return this.server.uri("").toString();
	}

	/**
	 * Begin or, with {@code null}, end a fault.
	 */
	void setFault(@Nullable Fault fault) throws IOException {
		this.fault = fault;
		if (this.source == Source.PROCESS) {
			Files.deleteIfExists(this.machine.path("runs"));
			Source.writeProgram(this.machine, script(fault));
		}
		this.faultyRequests.set(0);
	}

	/**
	 * Return how often the source was asked since the fault began or ended.
	 */
	int requests() throws IOException {
		if (this.source != Source.PROCESS) {
			return this.faultyRequests.get();
		}
		return Files.exists(this.machine.path("runs")) ? Files.readAllLines(this.machine.path("runs")).size() : 0;
	}

	int redirectsFollowed() {
		return this.trap.requests().size();
	}

	long written() {
		return this.written.get();
	}

	/**
	 * Return whether these credentials were given while there was a fault.
	 */
	boolean isOfFault(String accessKeyId) {
		return this.faultyKeys.contains(accessKeyId);
	}

	private Instant expiration() {
		return now().plus(this.source.lifetime());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

	private int next() {
		int next = this.number.incrementAndGet();
		if (this.fault != null) {
			this.faultyKeys.add(Source.key(next));
		}
		return next;
	}

	private void answer(String request, ScriptedServer.Connection connection) throws Exception {
		String path = request.split(" ", 3)[1].split("\\?", 2)[0];
		Fault fault = this.fault;
		if (!this.source.isFaulty(path)) {
			answerBeside(path, request).answer(request, connection);
			return;
		}
		this.faultyRequests.incrementAndGet();
		String good = this.source.answer(next(), expiration(), now());
		((fault != null) ? faulty(fault, good) : ok(good)).answer(request, connection);
	}

	/**
	 * The requests that go well whatever the fault is.
	 */
	private Behaviour answerBeside(String path, String request) {
		if (path.equals("/latest/api/token")) {
			return ok("secret-session");
		}
		if (path.equals(Source.IMDS_ROLE)) {
			return ok("faults");
		}
		if (path.startsWith(Source.IMDS_ROLE)) {
			if (this.fault == Fault.EXPIRED && request.contains("x-aws-ec2-metadata-token:")) {
				return ScriptedServer.status(401, "");
			}
			return ok(Source.IMDS_DOCUMENT.answer(next(), expiration(), now()));
		}
		return ok(Source.SSO.answer(next(), expiration(), now()));
	}

	private Behaviour ok(String body) {
		// Short enough that the next refresh needs a new session
		return ScriptedServer.status(200, body,
				"Content-Type: " + (this.source.isSts() ? "text/xml" : "application/json"),
				"x-aws-ec2-metadata-token-ttl-seconds: 60");
	}

	private Behaviour faulty(Fault fault, String good) {
		String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ";
		return switch (fault) {
			case HANG -> ScriptedServer.hang();
			case SLOW -> (request, connection) -> {
				connection.isOver(300);
				ok(good).answer(request, connection);
			};
			case RESET -> ScriptedServer.reset();
			case HALF -> ScriptedServer.raw(head + good.length() + "\r\n\r\n" + good.substring(0, good.length() / 2));
			case REFUSED -> ScriptedServer.status(403, refusal());
			case BROKEN -> ScriptedServer.status(503, "");
			case EXPIRED -> ok(this.source.answer(next(), now().minusSeconds(3600), now()));
			case INCOMPLETE -> ok(this.source.incomplete(good));
			case MALFORMED -> ok(this.source.malformed());
			case HUGE -> (request, connection) -> flood(head, good, connection);
			case REDIRECT -> ScriptedServer.status(302, "", "Location: " + this.trap.uri("/"));
			case SLOW_LORIS -> ScriptedServer.trickle(head + "1000000\r\n\r\n", " ");
		};
	}

	/**
	 * A good answer, but for the white space in it.
	 */
	private void flood(String head, String good, ScriptedServer.Connection connection) throws Exception {
		int at = this.source.isSts() ? good.lastIndexOf("</") : Math.max(good.lastIndexOf('}'), 0);
		connection.write(head + (good.length() + HUGE) + "\r\n\r\n" + good.substring(0, at));
		byte[] chunk = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
		for (int sent = 0; sent < HUGE && !connection.isOver(0); sent += chunk.length) {
			connection.write(chunk);
			this.written.addAndGet(chunk.length);
		}
		connection.write(good.substring(at));
	}

	private String refusal() {
		return this.source.isSts()
				? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
				: "{\"code\":\"AccessDenied\",\"message\":\"no\"}";
	}

	private String script(@Nullable Fault fault) {
		String good = this.source.answer(next(), expiration(), now());
		if (fault == null) {
			return print(good);
		}
		return switch (fault) {
			case HANG -> "exec sleep 600";
			case SLOW -> "sleep 0.3\n" + print(good);
			case RESET -> "kill -9 $$";
			case HALF -> print(good.substring(0, good.length() / 2));
			case REFUSED -> "exit 1";
			case BROKEN -> print(good) + "\nexit 3";
			case EXPIRED -> print(this.source.answer(next(), now().minusSeconds(3600), now()));
			case INCOMPLETE -> print(this.source.incomplete(good));
			case MALFORMED -> print(this.source.malformed());
			case HUGE -> print(good) + "\nhead -c %d /dev/zero | tr '\\0' ' '".formatted(HUGE);
			case REDIRECT -> "exit 0";
			case SLOW_LORIS -> "while true; do printf ' '; sleep 0.1; done";
		};
	}

	private static String print(String text) {
		return "cat <<'END'\n" + text + "\nEND";
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.trap.close();
	}

}
