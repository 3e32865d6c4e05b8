package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.DigestUtils;

/**
 * Servers of this machine in the place of AWS and of proxies before it.
 */
final class StandIn implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<Port, HttpServer> servers = new EnumMap<>(Port.class);

	private final Map<Port, Integer> numbers = new EnumMap<>(Port.class);

	private final PlainPort plain;

	private volatile Answers answers = Answers.NONE;

	StandIn(LocalCertificate certificate) throws IOException {
		int aws = start(Port.AWS, HttpServer.create(), this::answer);
		HttpsServer secure = HttpsServer.create();
		secure.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
		start(Port.SECURE_AWS, secure, this::answer);
		this.plain = new PlainPort(aws, this.threads);
		this.numbers.put(Port.PLAIN_AWS, this.plain.number());
		start(Port.PROXY, HttpServer.create(), this::answer);
		start(Port.REFUSING_PROXY, HttpServer.create(), StandIn::refuse);
		// Bound and closed: nobody else gets it soon
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.numbers.put(Port.NOBODY, socket.getLocalPort());
		}
	}

	private int start(Port port, HttpServer server, HttpHandler handler) throws IOException {
		server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0), 0);
		server.setExecutor(this.threads);
		server.createContext("/", (exchange) -> {
			try (exchange) {
				handler.handle(exchange);
			}
		});
		server.start();
		this.servers.put(port, server);
		int number = server.getAddress().getPort();
		this.numbers.put(port, number);
		return number;
	}

	Port.Numbers ports() {
		return new Port.Numbers(Map.copyOf(this.numbers));
	}

	Port.Numbers ports(int application) {
		Map<Port, Integer> all = new EnumMap<>(this.numbers);
		all.put(Port.APPLICATION, application);
		return new Port.Numbers(all);
	}

	void use(Answers answers) {
		this.answers = answers;
	}

	private void answer(HttpExchange exchange) throws IOException {
		Request request = Request.of(exchange);
		try {
			Answer answer = this.answers.answer(request);
			send(exchange, (answer != null) ? answer : usual(request));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void refuse(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		send(exchange, new Answer(403, Map.of("Content-Type", "text/html", "Via", "1.1 proxy.shop.example (squid)"),
				"<html><body>Access to this site is not allowed.</body></html>"));
	}

	private static void send(HttpExchange exchange, Answer answer) throws IOException {
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		answer.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(answer.status(), (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	private static Answer usual(Request request) {
		return switch (request.service()) {
			case "s3" -> Answer.json(200, """
					{"id":"1","item":"book","quantity":1}""");
			case "sqs" -> sqs(request);
			case "sso" -> Answer.json(200, """
					{"roleCredentials":{"accessKeyId":"ASIASSOEXAMPLEEXSSOR","secretAccessKey":"secret-of-sso",\
					"sessionToken":"token-of-sso","expiration":%d}}""".formatted(inAnHour().toEpochMilli()));
			case "sts" -> sts(request.body().contains("Action=AssumeRoleWithWebIdentity") ? "AssumeRoleWithWebIdentity"
					: "AssumeRole");
			default -> Answer.json(404, "{}");
		};
	}

	private static Answer sqs(Request request) {
		if (String.valueOf(request.headers().getFirst("X-Amz-Target")).endsWith(".GetQueueUrl")) {
			return Answer.json(200, """
					{"QueueUrl":"http://127.0.0.1/000000000000/orders"}""");
		}
		String message = JSON.readTree(request.body()).path("MessageBody").asString();
		return Answer.json(200, """
				{"MessageId":"1","MD5OfMessageBody":"%s"}"""
			.formatted(DigestUtils.md5DigestAsHex(message.getBytes(StandardCharsets.UTF_8))));
	}

	private static Answer sts(String action) {
		return Answer.xml(200,
				"""
						<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
						<Credentials><AccessKeyId>ASIAROLEEXAMPLEXROLE</AccessKeyId><SecretAccessKey>secret-of-role</SecretAccessKey>
						<SessionToken>token-of-role</SessionToken><Expiration>%2$s</Expiration></Credentials>
						<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/orders/x</Arn>
						<AssumedRoleId>AROAEXAMPLE:x</AssumedRoleId></AssumedRoleUser></%1$sResult></%1$sResponse>"""
					.formatted(action, inAnHour()));
	}

	private static Instant inAnHour() {
		return Instant.now().plus(Duration.ofHours(1));
	}

	@Override
	public void close() throws IOException {
		this.plain.close();
		this.servers.values().forEach((server) -> server.stop(0));
		this.threads.shutdownNow();
	}

}
