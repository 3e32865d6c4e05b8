package io.awsconfig.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.awsconfig.testsupport.Keytool;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;

/**
 * Set-ups that the doctor examines, each broken in one way, as {@code docs/doctor.md}
 * shows them.
 */
final class BrokenSetups implements AutoCloseable {

	private final Path directory;

	private final List<AutoCloseable> open = new ArrayList<>();

	BrokenSetups(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return all of them, by their titles.
	 */
	static Map<String, Setup> all() {
		Map<String, Setup> all = new LinkedHashMap<>();
		all.put("Nothing is wrong", new Setup("", "", BrokenSetups::healthy));
		all.put("Nobody listens at the endpoint", new Setup("The server is not started.",
				"connect failed, identity failed", BrokenSetups::nobodyListens));
		all.put("The host of the endpoint is not known", new Setup("The endpoint has a name that nobody knows.",
				"dns failed, identity failed", BrokenSetups::hostUnknown));
		all.put("The server hangs", new Setup(
				"The server takes connections and never answers; `aws.doctor-time-limit` is `2s` here to be short.",
				"answer failed, identity failed", BrokenSetups::hangs));
		all.put("The certificate has expired", new Setup("The certificate of the server is one of last year.",
				"tls failed, identity failed", BrokenSetups::certificateExpired));
		all.put("The certificate is not trusted",
				new Setup("The server has a certificate that it signed itself, and `aws.ca-bundle` is not set.",
						"tls failed, identity failed", BrokenSetups::certificateNotTrusted));
		all.put("The certificate is for another host", new Setup("The server is called by a name that is not its own.",
				"tls failed, identity failed", BrokenSetups::otherHost));
		all.put("The CA bundle is not there", new Setup("`aws.ca-bundle` names a file that does not exist.",
				"tls failed, identity failed", BrokenSetups::caBundleMissing));
		all.put("HTTPS at a port that speaks HTTP", new Setup("The endpoint says `https`, and the server does not.",
				"tls failed, identity failed", BrokenSetups::httpsAtHttp));
		all.put("The proxy is not there", new Setup("`aws.http.proxy.endpoint` names a port at which nobody listens.",
				"connect failed, identity failed", BrokenSetups::proxyMissing));
		all.put("The proxy wants a password", new Setup("The proxy asks for a user name, and none is set.",
				"answer failed, identity failed", BrokenSetups::proxyWantsPassword));
		all.put("The clock is wrong",
				new Setup("The servers say that it is twenty minutes later.", "clock failed", BrokenSetups::clock));
		all.put("The credentials are of another account",
				new Setup("`aws_account_id` names the account that is meant, and an old access key is of another.",
						"identity failed", BrokenSetups::otherAccount));
		all.put("The role is another one", new Setup(
				"The profile names a role, and whoever assumes it gets another one, as with a proxy of credentials.",
				"identity failed", BrokenSetups::otherRole));
		all.put("The access key is not known",
				new Setup("The access key has been deleted.", "identity failed", BrokenSetups::keyUnknown));
		all.put("STS refuses the role", new Setup("Who asks may not assume the role of the profile.",
				"credentials failed", BrokenSetups::roleRefused));
		all.put("Nobody is signed in", new Setup("The profile wants IAM Identity Center, and nobody has signed in.",
				"token failed, credentials failed", BrokenSetups::notSignedIn));
		all.put("The sign-in is for another Region", new Setup("`sso_region` is not the Region of the sign-in.",
				"token failed, credentials failed", BrokenSetups::otherSsoRegion));
		all.put("No credentials anywhere", new Setup("Nothing says where credentials come from.", "credentials failed",
				BrokenSetups::noCredentials));
		all.put("credential_process fails", new Setup("The program that prints credentials ends with an error.",
				"credentials failed", BrokenSetups::processFails));
		all.put("No Region anywhere", new Setup("Nothing says the Region.", "region failed", BrokenSetups::noRegion));
		all.put("The Region is misspelt",
				new Setup("The Region is none of AWS's.", "region warning", BrokenSetups::regionMisspelt));
		return all;
	}

	/**
	 * A set-up.
	 *
	 * @param words what is wrong
	 * @param expected the checks that do not succeed
	 * @param maker makes the application
	 */
	record Setup(String words, String expected, Maker maker) {

	}

	interface Maker {

		Examined make(BrokenSetups setups) throws Exception;

	}

	private Examined machine() {
		return new Examined(this.directory);
	}

	private LocalServer server() {
		LocalServer server = Examined.aws(new LocalServer(), Examined.ARN);
		this.open.add(server);
		return server;
	}

	private LocalServer server(String name, int startDays, int days) throws Exception {
		LocalServer server = Examined.aws(new LocalServer(context(name, startDays, days)), Examined.ARN);
		this.open.add(server);
		return server;
	}

	private Examined healthy() {
		return machine().withEndpoint(server());
	}

	private Examined nobodyListens() throws IOException {
		return machine().with("aws.endpoint-url", "http://127.0.0.1:" + closedPort());
	}

	private Examined hostUnknown() {
		return machine().with("aws.endpoint-url", "http://aws.invalid:4566");
	}

	private Examined hangs() throws IOException {
		ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.open.add(socket);
		return machine().with("aws.endpoint-url", "http://127.0.0.1:" + socket.getLocalPort())
			.with("aws.doctor-time-limit", "2s");
	}

	private Examined certificateExpired() throws Exception {
		LocalServer server = server("localhost", -400, 35);
		return machine().with("aws.endpoint-url", "https://localhost:" + server.port())
			.with("aws.ca-bundle", otherBundle());
	}

	private Examined certificateNotTrusted() throws Exception {
		LocalServer server = server("localhost", -1, 365);
		return machine().with("aws.endpoint-url", "https://localhost:" + server.port());
	}

	private Examined otherHost() throws Exception {
		LocalServer server = server("aws.example.com", -1, 365);
		return machine().with("aws.endpoint-url", "https://localhost:" + server.port())
			.with("aws.ca-bundle", this.directory.resolve("aws.example.com.pem").toString());
	}

	private Examined caBundleMissing() throws Exception {
		LocalServer server = server("localhost", -1, 365);
		return machine().with("aws.endpoint-url", "https://localhost:" + server.port())
			.with("aws.ca-bundle", this.directory.resolve("company.pem").toString());
	}

	private Examined httpsAtHttp() {
		return machine().with("aws.endpoint-url", "https://127.0.0.1:" + server().port());
	}

	private Examined proxyMissing() throws IOException {
		return machine().with("aws.endpoint-url", "http://aws.example.com:4566")
			.with("aws.http.proxy.endpoint", "http://127.0.0.1:" + closedPort());
	}

	private Examined proxyWantsPassword() {
		LocalServer proxy = server()
			.answering((request) -> Answer.of(407).with("Proxy-Authenticate", "Basic realm=\"proxy\""));
		return machine().with("aws.endpoint-url", "http://aws.example.com:4566")
			.with("aws.http.proxy.endpoint", proxy.url());
	}

	private Examined clock() throws IOException {
		LateServer server = new LateServer(Duration.ofMinutes(20));
		this.open.add(server);
		return machine().with("aws.endpoint-url", server.url());
	}

	private Examined otherAccount() {
		return machine().withEndpoint(server()).with("aws.account-id", "210987654321");
	}

	private Examined otherRole() {
		Examined examined = machine().withEndpoint(server()).with("aws.profile", "shop");
		examined.machine().withoutVariable("AWS_ACCESS_KEY_ID").withoutVariable("AWS_SECRET_ACCESS_KEY").config("""
				[profile shop]
				role_arn = arn:aws:iam::123456789012:role/orders
				source_profile = base

				[profile base]
				aws_access_key_id = AKIDBASEKEY00001
				aws_secret_access_key = base-secret
				""");
		return examined;
	}

	private Examined keyUnknown() {
		LocalServer server = server();
		server.answering(
				(request) -> Examined.isOfSts(request) ? Answer.error(403, "InvalidClientTokenId") : Answer.of(403));
		return machine().withEndpoint(server);
	}

	private Examined roleRefused() {
		Examined examined = otherRole();
		LocalServer server = server();
		server.answering((request) -> Examined.isOfSts(request) ? Answer.error(403, "AccessDenied") : Answer.of(403));
		return examined.withEndpoint(server);
	}

	private Examined sso() {
		Examined examined = machine().withEndpoint(server()).with("aws.profile", "shop");
		examined.machine().withoutVariable("AWS_ACCESS_KEY_ID").withoutVariable("AWS_SECRET_ACCESS_KEY").config("""
				[profile shop]
				sso_session = company
				sso_account_id = 123456789012
				sso_role_name = shop

				[sso-session company]
				sso_region = eu-west-1
				sso_start_url = https://company.awsapps.com/start
				""");
		return examined;
	}

	private Examined notSignedIn() {
		return sso();
	}

	private Examined otherSsoRegion() {
		Examined examined = sso();
		// What 'aws sso login' names the file of the session 'company'
		examined.machine().file(".aws/sso/cache/" + sha1("company") + ".json", """
				{"startUrl": "https://company.awsapps.com/start", "region": "eu-central-1",
				 "accessToken": "sso-token-secret", "expiresAt": "%s"}
				""".formatted(Instant.now().plusSeconds(3600)));
		LocalServer server = server();
		server.answering((request) -> request.uri().getPath().contains("federation")
				? Answer.error(401, "UnauthorizedException").with("x-amzn-ErrorType", "UnauthorizedException")
				: Answer.of(403));
		return examined.withEndpoint(server);
	}

	private static String sha1(String text) {
		try {
			return java.util.HexFormat.of()
				.formatHex(java.security.MessageDigest.getInstance("SHA-1")
					.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Examined noCredentials() {
		Examined examined = machine().withEndpoint(server());
		examined.machine().withoutVariable("AWS_ACCESS_KEY_ID").withoutVariable("AWS_SECRET_ACCESS_KEY");
		return examined;
	}

	private Examined processFails() {
		Examined examined = noCredentials();
		examined.machine().config("""
				[default]
				credential_process = /bin/false
				""");
		return examined;
	}

	private Examined noRegion() {
		Examined examined = machine().withEndpoint(server());
		examined.machine().withoutVariable("AWS_REGION");
		return examined;
	}

	private Examined regionMisspelt() {
		Examined examined = machine().withEndpoint(server());
		examined.machine().variable("AWS_REGION", "eu-centrl-1");
		return examined;
	}

	private int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private String otherBundle() throws Exception {
		context("other.example.com", -1, 365);
		return this.directory.resolve("other.example.com.pem").toString();
	}

	/**
	 * Make a certificate that signs itself.
	 */
	private SSLContext context(String name, int startDays, int days) throws Exception {
		Path store = this.directory.resolve(name + ".p12");
		Keytool.run(store, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
				"SAN=dns:" + name, "-startdate", startDays + "d", "-validity", String.valueOf(days));
		Keytool.run(store, "-exportcert", "-rfc", "-alias", name, "-file",
				this.directory.resolve(name + ".pem").toString());
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(store)) {
			keys.load(stream, Keytool.PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, Keytool.PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context;
	}

	@Override
	public void close() {
		for (AutoCloseable each : this.open) {
			try {
				each.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
