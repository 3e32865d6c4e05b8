package io.awsconfig.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.SelfSigned;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the log says of calls that fail, with real clients and servers.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureWireTests extends WireTest {

	private static final String FROM_FILE = " from property source \"application\"";

	private final LocalServer local = new LocalServer();

	@AfterEach
	void stop() {
		this.local.close();
	}

	private WireApplication keys() {
		return new WireApplication(this.home).with("aws.access-key-id", "AKIAIOSFODNN7EXAMPLE")
			.with("aws.secret-access-key", "wire-secret")
			.with("aws.max-attempts", 1);
	}

	private WireApplication temporaryKeys() {
		return keys().with("aws.access-key-id", "ASIAIOSFODNN7EXAMPLE").with("aws.session-token", "secret-wire-token");
	}

	/**
	 * Return an application that calls the server of the test.
	 */
	private WireApplication calling(WireApplication application) {
		return application.with("aws.endpoint-url", this.local.url());
	}

	private String failing(WireApplication application, CapturedOutput output) {
		return failing(application, output, KmsClient.class, KmsClient::listKeys);
	}

	private String failing(WireApplication application, CapturedOutput output, Answer answer) {
		this.local.answering(answer);
		return failing(calling(application), output);
	}

	private static String failingAsync(WireApplication application, CapturedOutput output) {
		return failing(application, output, KmsAsyncClient.class, (client) -> {
			try {
				client.listKeys().join();
			}
			catch (CompletionException ex) {
				throw (SdkException) ex.getCause();
			}
		});
	}

	/**
	 * Let a client fail, and return what the log says why.
	 */
	private static <C extends SdkClient> String failing(WireApplication application, CapturedOutput output,
			Class<C> type, Consumer<C> call) {
		application.use(type,
				(client) -> assertThatExceptionOfType(SdkException.class).isThrownBy(() -> call.accept(client)));
		List<String> warnings = warnings(output);
		assertThat(warnings).hasSize(1);
		return warnings.get(0);
	}

	private static List<String> warnings(CapturedOutput output) {
		List<String> warnings = new ArrayList<>();
		boolean inside = false;
		for (String line : output.getOut().lines().toList()) {
			int start = line.indexOf("AWS client ");
			boolean starts = start != -1 && line.contains(" WARN ");
			if (starts) {
				warnings.add(line.substring(start));
			}
			else if (inside && line.startsWith("    ")) {
				warnings.add(warnings.remove(warnings.size() - 1) + "\n" + line);
			}
			inside = starts || (inside && line.startsWith("    "));
		}
		return warnings;
	}

	// What AWS says of credentials

	@ParameterizedTest
	@ValueSource(strings = { "ExpiredToken", "ExpiredTokenException", "RequestExpired" })
	void expiredToken(String code, CapturedOutput output) {
		String warning = failing(temporaryKeys(), output, Answer.error(400, code));
		assertThat(this.local.onlyRequest().authorization()).contains("Credential=ASIAIOSFODNN7EXAMPLE/");
		assertThat(this.local.onlyRequest().header("X-Amz-Security-Token")).isEqualTo("secret-wire-token");
		assertThat(warning).isEqualTo(
				"""
						AWS client of 'kms': ListKeys failed, because AWS says that the credentials have expired (%1$s, HTTP status 400).
						    Credentials: access key ****MPLE with a session token, access keys ("aws.access-key-id"%2$s)
						    Region:      eu-central-1 from "aws.region"%2$s
						    Endpoint:    %3$s from "aws.endpoint-url"%2$s
						    Action:      Write a new access key id, secret access key and session token to where these come from ("aws.access-key-id"%2$s) and start the application again; nobody renews them."""
					.formatted(code, FROM_FILE, this.local.url()));
	}

	@Test
	void expiredTokenOfAnAsyncClient(CapturedOutput output) {
		this.local.answering(Answer.error(400, "ExpiredTokenException"));
		assertThat(failingAsync(calling(temporaryKeys()), output))
			.startsWith("AWS client of 'kms': ListKeys failed, because AWS says that the credentials have expired");
	}

	@ParameterizedTest
	@ValueSource(strings = { "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId" })
	void unknownAccessKey(String code, CapturedOutput output) {
		assertThat(failing(keys(), output, Answer.error(403, code))).isEqualTo(
				"""
						AWS client of 'kms': ListKeys failed, because the access key is not known at this endpoint (%1$s, HTTP status 403).
						    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%2$s)
						    Region:      eu-central-1 from "aws.region"%2$s
						    Endpoint:    %3$s from "aws.endpoint-url"%2$s
						    Action:      Check the access key. Look whether it has been deleted or switched off, belongs to another partition (China, GovCloud) or to another server (an emulator), or whether its account has not enabled the Region. Write a new access key id and secret access key to where these come from ("aws.access-key-id"%2$s) and start the application again; nobody renews them."""
					.formatted(code, FROM_FILE, this.local.url()));
	}

	@ParameterizedTest
	@CsvSource({ "AKIAIOSFODNN7EXAMPLE,secret-wire-token,This is a permanent access key",
			"ASIAIOSFODNN7EXAMPLE,,This is a temporary access key" })
	void sessionTokenDoesNotBelongToTheAccessKey(String key, String token, String action, CapturedOutput output) {
		WireApplication application = keys().with("aws.access-key-id", key);
		if (token != null) {
			application.with("aws.session-token", token);
		}
		assertThat(failing(application, output, Answer.error(400, "InvalidToken")))
			.contains("because the access key and the session token do not belong together (InvalidToken,")
			.contains(action)
			.doesNotContain("Write a new");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SignatureDoesNotMatch", "InvalidSignatureException" })
	void wrongSignature(String code, CapturedOutput output) {
		String said = "{\"__type\":\"%s\",\"message\":\"The canonical request is x-amz-security-token:secret-wire-token\"}"
			.formatted(code);
		assertThat(failing(temporaryKeys(), output, new Answer(403, code, said, Map.of())))
			.contains("because the signature is not the one that AWS calculates (%s, HTTP status 403).".formatted(code))
			.contains("Action:      Check the secret access key: it does not belong to this access key id")
			.doesNotContain("secret-wire-token");
	}

	@ParameterizedTest
	@CsvSource({ "RequestTimeTooSkewed,7530,2 h 5 min slow", "InvalidSignatureException,-630,10 min",
			"SignatureDoesNotMatch,86430,24 h 0 min slow", "RequestInTheFuture,-7530,2 h 5 min fast",
			"RequestExpired,930,15 min" })
	void wrongClock(String code, long seconds, String words, CapturedOutput output) throws IOException {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
		String body = "{\"__type\":\"" + code + "\"}";
		try (Raw server = new Raw(
				"HTTP/1.1 403 No\r\nDate: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(date, body.length(), body),
				true)) {
			String warning = failing(keys().with("aws.endpoint-url", server.url()), output);
			assertThat(warning).contains("because the clock of this machine is " + words)
				.contains((seconds > 0) ? " slow (" + code + ", HTTP status 403)." : " fast (" + code)
				.containsPattern("Clock:       \\S+:\\d\\dZ here, \\S+:\\d\\dZ there")
				.endsWith(
						"Action:      Set the clock of this machine, and keep it set by a time service (NTP). The SDK could not make up for it, since 'aws.max-attempts' (\"aws.max-attempts\"%s) is 1 and nothing is tried again."
							.formatted(FROM_FILE));
		}
	}

	@Test
	void accessDenied(CapturedOutput output) {
		String said = "{\"__type\":\"AccessDeniedException\",\"message\":\"User: arn:aws:iam::123456789012:user/shop is not authorized to perform: kms:ListKeys because no identity-based policy allows it\"}";
		assertThat(failing(keys(), output, new Answer(400, "AccessDeniedException", said, Map.of()))).isEqualTo(
				"""
						AWS client of 'kms': ListKeys failed, because who asks may not do that (AccessDeniedException, HTTP status 400).
						    AWS says:    User: arn:aws:iam::123456789012:user/shop is not authorized to perform: kms:ListKeys because no identity-based policy allows it.
						    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%1$s)
						    Region:      eu-central-1 from "aws.region"%1$s
						    Endpoint:    %2$s from "aws.endpoint-url"%1$s
						    Action:      Check whether these are the credentials that you mean; if so, allow their user or role the operation ListKeys, and of what belongs to another account, there as well."""
					.formatted(FROM_FILE, this.local.url()));
	}

	@Test
	void accessDeniedThatRepeatsASessionToken(CapturedOutput output) {
		assertThat(failing(temporaryKeys(), output, denying("secret-wire-token")))
			.contains("AWS says:    Nobody is called ******.");
	}

	@Test
	void accessDeniedThatRepeatsTheTokenOfASignIn(CapturedOutput output) {
		this.local.answering(denying("secret-sign-in-token"));
		assertThat(failing(calling(keys()), output, SsoClient.class,
				(client) -> client.listAccounts((request) -> request.accessToken("secret-sign-in-token"))))
			.contains("AWS says:    Nobody is called ******.");
	}

	private static Answer denying(String repeated) {
		return new Answer(403, "AccessDeniedException",
				"{\"__type\":\"AccessDeniedException\",\"message\":\"Nobody is called %s\"}".formatted(repeated),
				Map.of());
	}

	@Test
	void accessDeniedToKeysThatHideTheRoleOfAPod(CapturedOutput output) {
		WireApplication application = new WireApplication(this.home).withoutKeys().with("aws.max-attempts", 1);
		application.machine()
			.variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_SECRET_ACCESS_KEY", "wire-secret")
			.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/shop")
			.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token");
		assertThat(failing(application, output, Answer.error(403, "AccessDeniedException"))).endsWith(
				"there as well. Other credentials are configured and not used: 'web identity' (environment variable AWS_WEB_IDENTITY_TOKEN_FILE), passed over for 'access keys' (environment variable AWS_ACCESS_KEY_ID). If those are meant, remove what comes before them; calls are then made by another identity.");
	}

	@Test
	void accessDeniedToAssumeARole(CapturedOutput output) {
		this.local.answering(Answer.error(403, "AccessDenied"));
		assertThat(failing(calling(keys()), output, StsClient.class,
				(client) -> client
					.assumeRole((request) -> request.roleArn("arn:aws:iam::1:role/a").roleSessionName("me"))))
			.contains("its trust policy names who asks");
	}

	// Buckets

	@ParameterizedTest
	@CsvSource({ "301,PermanentRedirect", "400,AuthorizationHeaderMalformed", "301,",
			"400,IllegalLocationConstraintException" })
	void otherRegion(int status, String code, CapturedOutput output) {
		this.local.answering(((code != null) ? Answer.error(status, code) : Answer.of(status))
			.with("x-amz-bucket-region", "eu-west-3"));
		String warning = failing(calling(keys()), output, S3Client.class,
				(client) -> client.headBucket((request) -> request.bucket("orders")));
		assertThat(warning).contains("HeadBucket failed, because the bucket 'orders' is in the Region eu-west-3 (")
			.contains("Region:      eu-central-1 from \"aws.region\"")
			.contains(
					"Action:      Set 'aws.services.s3.region' to eu-west-3. Where there are buckets of several Regions, "
							+ "set 'aws.services.s3.cross-region-access' to true,");
	}

	@Test
	void otherRegionOfANamedClient(CapturedOutput output) {
		this.local.answering(Answer.error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-west-3"));
		WireApplication application = calling(keys()).set(new Place(Place.Kind.CLIENT, "region"), "s3", "eu-north-1");
		assertThat(failing(application, output, S3Client.class,
				(client) -> client.listObjectsV2((request) -> request.bucket("orders"))))
			.startsWith("AWS client 'one' (s3): ListObjectsV2 failed")
			.contains("Region:      eu-north-1 from \"aws.clients.one.region\"")
			.contains("Set 'aws.clients.one.region' to eu-west-3.");
	}

	@Test
	void otherRegionThanThatOfACustomizer(CapturedOutput output) {
		this.local.answering(Answer.error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-central-1"));
		WireApplication application = calling(keys())
			.customizing((builder) -> ((S3ClientBuilder) builder).region(Region.US_EAST_1));
		assertThat(failing(application, output, S3Client.class,
				(client) -> client.headBucket((request) -> request.bucket("orders"))))
			.contains("Region:      us-east-1 (set in code; not eu-central-1 from \"aws.region\"")
			.contains(
					"Action:      The Region of the client is set in code, by a customizer or where the client is made; "
							+ "settings do not change that. Set it to eu-central-1 there, or leave it to 'aws.services.s3.region'.");
	}

	@Test
	void otherRegionThanTheOneThatIsDisplaced(CapturedOutput output) {
		this.local.answering(Answer.error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-west-3"));
		WireApplication application = calling(keys().with("aws.region", "eu-west-3"));
		application.machine().variable("AWS_REGION", "eu-north-1");
		assertThat(failing(application, output, S3Client.class,
				(client) -> client.headBucket((request) -> request.bucket("orders"))))
			.contains("Remove 'AWS_REGION', which takes the place of the Region eu-west-3 from \"aws.region\"");
	}

	// Hosts

	@Test
	void whatWasKnownAtTheStartComesFirst(CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://nohost.invalid:9")
			.with("aws.kms.endpoint-url", this.local.url());
		assertThat(failing(application, output)).contains("Action:      First see to what was known at the start: ")
			.contains("'aws.services.kms.endpoint-url'")
			.contains(". If that is not the reason: ");
	}

	@Test
	void proxyThatIsNotUsedMayBeTheReason(CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://nohost.invalid:9");
		application.machine().variable("http_proxy", "127.0.0.1:3128");
		assertThat(failing(application, output)).contains("the host nohost.invalid is not known")
			.contains(
					"Action:      First see to what was known at the start: 'http_proxy' is not used as a proxy of AWS clients, since it is no URL with scheme and port such as http://proxy.example.com:3128 [")
			.contains("]. If that is not the reason: ");
	}

	@Test
	void proxyHasNothingToDoWithThisMachine(CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://127.0.0.1:1");
		application.machine().variable("http_proxy", "127.0.0.1:3128");
		assertThat(failing(application, output)).contains("nothing listens at 127.0.0.1:1")
			.endsWith(
					"Action:      Start the server, or correct the port in 'aws.endpoint-url', or remove 'aws.endpoint-url' if no server here is meant. In a container, localhost is the container itself: write the name of the other one.");
	}

	@Test
	void pathOfTheEndpointIsShown(CapturedOutput output) {
		this.local.answering(Answer.error(403, "AccessDenied"));
		WireApplication application = keys().with("aws.services.s3.endpoint-url", this.local.url() + "/invoices");
		assertThat(failing(application, output, S3Client.class,
				(client) -> client.headBucket((request) -> request.bucket("orders"))))
			.contains("Endpoint:    " + this.local.url() + "/invoices from \"aws.services.s3.endpoint-url\"");
		assertThat(output).contains(
				"'aws.services.s3.endpoint-url' has the path /invoices, which comes before the bucket and the key in every request; if it is the name of a bucket, remove it, since each call names its bucket [");
	}

	@Test
	void whatWasKnownOfOtherThingsIsNoReason(CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://nohost.invalid:9")
			.with("aws.retry-mod", "adaptive");
		assertThat(failing(application, output)).doesNotContain("known at the start");
		assertThat(output).contains("aws.retry-mod");
	}

	@Test
	void fipsWhereThereIsNone(CapturedOutput output) {
		assertThat(failing(keys().with("aws.use-fips-endpoint", true), output))
			.contains("because the host kms-fips.eu-central-1.amazonaws.com is not known.")
			.contains("(by the rules of the SDK, FIPS by \"aws.use-fips-endpoint\"")
			.contains(
					"Action:      'kms' has no FIPS endpoint in the Region eu-central-1. Remove 'aws.use-fips-endpoint'");
	}

	@Test
	void dualStackWhereThereIsNone(CapturedOutput output) {
		List<String> names = new CopyOnWriteArrayList<>();
		try (SdkHttpClient http = Apache5HttpClient.builder().dnsResolver(new NoHosts(names)).build();
				SdkAsyncHttpClient asyncHttp = aws().asyncHttp()) {
			WireApplication application = keys().http(http, asyncHttp).with("aws.use-dualstack-endpoint", true);
			assertThat(failing(application, output)).isEqualTo(
					"""
							AWS client of 'kms': ListKeys failed, because the host kms.eu-central-1.api.aws is not known.
							    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%1$s)
							    Region:      eu-central-1 from "aws.region"%1$s
							    Endpoint:    https://kms.eu-central-1.api.aws (by the rules of the SDK, dual-stack by "aws.use-dualstack-endpoint"%1$s)
							    Action:      'kms' has no dual-stack endpoint in the Region eu-central-1. Remove 'aws.use-dualstack-endpoint' ("aws.use-dualstack-endpoint"%1$s), or choose a Region that has one."""
						.formatted(FROM_FILE));
		}
		assertThat(names).containsOnly("kms.eu-central-1.api.aws");
	}

	@Test
	void keyOfAnotherPartition(CapturedOutput output) {
		server().answering((request) -> Answer.error(403, "UnrecognizedClientException"));
		WireApplication application = application().with("aws.access-key-id", "AKIAIOSFODNN7EXAMPLE")
			.with("aws.max-attempts", 1)
			.with("aws.region", "cn-north-1");
		assertThat(failing(application, output)).isEqualTo(
				"""
						AWS client of 'kms': ListKeys failed, because the access key is not known at this endpoint (UnrecognizedClientException, HTTP status 403).
						    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%1$s)
						    Region:      cn-north-1 from "aws.region"%1$s
						    Endpoint:    https://kms.cn-north-1.amazonaws.com.cn (by the rules of the SDK)
						    Action:      Check the access key. The Region cn-north-1 is of the partition aws-cn (AWS China), which knows the accounts and access keys of no other. Look whether it has been deleted or switched off, belongs to another partition (China, GovCloud) or to another server (an emulator), or whether its account has not enabled the Region. Write a new access key id and secret access key to where these come from ("aws.access-key-id"%1$s) and start the application again; nobody renews them."""
					.formatted(FROM_FILE));
		assertThat(lastRequest().authorization()).contains("/cn-north-1/kms/aws4_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "InvalidSignatureException", "SignatureDoesNotMatch" })
	void signedForAnotherRegionThanThatOfTheEndpoint(String code, CapturedOutput output) {
		String said = "{\"__type\":\"%s\",\"message\":\"Credential should be scoped to a valid region, not 'cn-north-1'. \"}"
			.formatted(code);
		assertThat(failing(keys().with("aws.region", "cn-north-1"), output, new Answer(403, code, said, Map.of())))
			.isEqualTo(
					"""
							AWS client of 'kms': ListKeys failed, because the request is signed for the Region cn-north-1, and the server is one of another Region or service (%1$s, HTTP status 403).
							    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%2$s)
							    Region:      cn-north-1 from "aws.region"%2$s
							    Endpoint:    %3$s from "aws.endpoint-url"%2$s
							    Action:      Set 'aws.services.kms.region' to the Region of the server. The Region of the client and that of its endpoint have to be the same; the endpoint is in 'aws.endpoint-url'."""
						.formatted(code, FROM_FILE, this.local.url()));
	}

	@Test
	void misspeltRegion(CapturedOutput output) {
		assertThat(failing(keys().with("aws.region", "eu-centrl-1"), output)).contains(
				"Action:      The SDK does not know a Region 'eu-centrl-1'; did you mean 'eu-central-1'? Correct the Region");
	}

	@Test
	void unknownEndpoint(CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://nohost.invalid:9");
		assertThat(failingAsync(application, output)).contains("the host nohost.invalid is not known")
			.contains("Action:      Correct the host in 'aws.endpoint-url'");
	}

	@Test
	void bucketBeforeTheHost(CapturedOutput output) {
		WireApplication application = keys().with("aws.services.s3.endpoint-url", "http://nohost.invalid:9");
		assertThat(failing(application, output, S3Client.class,
				(client) -> client.headBucket((request) -> request.bucket("orders"))))
			.contains("Endpoint:    http://orders.nohost.invalid:9 from \"aws.services.s3.endpoint-url\"")
			.contains(
					"Action:      S3 clients put the bucket in front of the host 'nohost.invalid'. Set 'aws.services.s3.path-style' to true");
	}

	@Test
	void nobodyListens(CapturedOutput output) throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		WireApplication application = keys().with("aws.endpoint-url", "http://localhost:" + port);
		assertThat(failing(application, output)).contains("because nothing listens at localhost:" + port + ".")
			.contains("Action:      Start the server, or correct the port in 'aws.endpoint-url', or remove");
	}

	// TLS

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void certificateThatIsNotTrusted(boolean async, CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "https://localhost:" + server().port());
		String warning = async ? failingAsync(application, output) : failing(application, output);
		assertThat(warning).contains("because the certificate of the server is not trusted.")
			.contains(
					"Trusted:     the certificates of the JVM, since neither 'ca_bundle' nor 'aws.http.ssl.bundle' is set")
			.contains("name a PEM file with that of its issuer: 'aws.ca-bundle' or AWS_CA_BUNDLE.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void certificateOfAnotherHost(boolean async, CapturedOutput output) {
		SelfSigned other = SelfSigned.inNewDirectory("dns:other.invalid");
		try (LocalServer server = new LocalServer(other.context())) {
			String url = "https://localhost:" + server.port();
			WireApplication application = keys().with("aws.endpoint-url", url).with("aws.ca-bundle", other.pem());
			assertThat(async ? failingAsync(application, output) : failing(application, output)).isEqualTo(
					"""
							AWS client of 'kms': ListKeys failed, because the certificate of the server is not one for the host localhost.
							    Credentials: access key ****MPLE, access keys ("aws.access-key-id"%1$s)
							    Region:      eu-central-1 from "aws.region"%1$s
							    Endpoint:    %2$s from "aws.endpoint-url"%1$s
							    Action:      Call the server by a name that is in its certificate: correct 'aws.endpoint-url'."""
						.formatted(FROM_FILE, url));
			assertThat(server.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void plainHttpAtAPortOfHttps(boolean async, CapturedOutput output) {
		WireApplication application = keys().with("aws.endpoint-url", "http://localhost:" + server().port());
		String warning = async ? failingAsync(application, output) : failing(application, output);
		// From Java 25 on, it sends an alert before it does
		assertThat(warning)
			.containsAnyOf("because the server closed the connection without an answer",
					"because the answer of the server is not HTTP")
			.contains("If the server speaks HTTPS at this port, write https:// in 'aws.endpoint-url'");
	}

	@Test
	void plainHttpThatTheServerCallsByItsName(CapturedOutput output) {
		Answer answer = new Answer(400, null, "Client sent an HTTP request to an HTTPS server.", Map.of());
		assertThat(failing(keys(), output, answer))
			.contains("because the server speaks HTTPS at this port, and was called by plain HTTP.")
			.contains("Action:      Write https:// in 'aws.endpoint-url'.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void httpsAtAPortOfPlainHttp(boolean async, CapturedOutput output) throws IOException {
		try (Raw plain = new Raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false)) {
			WireApplication application = keys().with("aws.endpoint-url", "https://localhost:" + plain.port());
			String warning = async ? failingAsync(application, output) : failing(application, output);
			// Netty may see first that the connection is closed
			assertThat(warning)
				.contains(async ? "because the server "
						: "because the server speaks plain HTTP at this port, and was called by HTTPS.")
				.contains("rite http:// in 'aws.endpoint-url'");
		}
	}

	// Proxies

	@ParameterizedTest
	@CsvSource({ "403,true", "407,true", "503,true", "403,false", "407,false", "503,false" })
	void proxyThatRefusesATunnel(int status, boolean async, CapturedOutput output) throws IOException {
		try (Raw proxy = new Raw("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n", true)) {
			WireApplication application = keys().with("aws.http.proxy.endpoint", proxy.url());
			String warning = async ? failingAsync(application, output) : failing(application, output);
			assertThat(proxy.heads).isNotEmpty().allMatch((head) -> head.startsWith("CONNECT kms.eu-central-1"));
			assertThat(warning)
				.contains(async ? "because the proxy refused the connection to kms.eu-central-1.amazonaws.com"
						: "because a proxy answered in place of AWS, with HTTP status " + status)
				.contains("Proxy:       " + proxy.url() + " from \"aws.http.proxy.endpoint\"");
			if (status == 407) {
				assertThat(warning).contains("'aws.http.proxy.username' and 'aws.http.proxy.password'");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 407, 503 })
	void proxyThatAnswersItself(int status, CapturedOutput output) throws IOException {
		try (Raw proxy = new Raw("HTTP/1.1 " + status + " No\r\nVia: 1.1 corp\r\nContent-Length: 0\r\n\r\n", true)) {
			WireApplication application = keys().with("aws.http.proxy.endpoint", proxy.url())
				.with("aws.endpoint-url", "http://kms.eu-central-1.amazonaws.com");
			assertThat(failing(application, output))
				.contains("because a proxy answered in place of AWS, with HTTP status " + status);
			assertThat(proxy.heads).isNotEmpty().allMatch((head) -> head.startsWith("POST http://kms.eu-central-1"));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void proxyThatIsNotThere(boolean async, CapturedOutput output) throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		WireApplication application = keys().with("aws.http.proxy.endpoint", "http://127.0.0.1:" + port);
		String warning = async ? failingAsync(application, output) : failing(application, output);
		assertThat(warning).contains("because the proxy cannot be reached.")
			.contains("Action:      Start the proxy, or correct its address: http://127.0.0.1:" + port);
	}

	// Limits

	@ParameterizedTest
	@CsvSource({ "aws.api-call-timeout,took longer in all than 'api_call_timeout' allows",
			"aws.api-call-attempt-timeout,took longer in each attempt than 'api_call_attempt_timeout' allows",
			"aws.http.read-timeout,'failed, because no answer came in time on the connection'" })
	void timeouts(String property, String words, CapturedOutput output) {
		CountDownLatch end = new CountDownLatch(1);
		this.local.answering((request) -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return Answer.of(200);
		});
		try {
			String warning = failing(calling(keys()).with(property, "300ms"), output);
			assertThat(warning).contains(words.replace("'failed", "failed").replace("connection'", "connection"))
				.contains(property + ":")
				.contains("from \"" + property + "\"");
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void poolIsUsedUp(CapturedOutput output) {
		this.local.answering(Answer.of("content"));
		WireApplication application = calling(keys()).with("aws.http.max-connections", 1)
			.with("aws.http.connection-acquire-timeout", "300ms");
		String warning = failing(application, output, S3Client.class, (client) -> {
			client.getObject((request) -> request.bucket("orders").key("1"));
			client.getObject((request) -> request.bucket("orders").key("2"));
		});
		assertThat(warning).contains("because no connection of the pool became free in time: all are in use.")
			.contains("aws.http.max-connections:")
			.contains("Close what is read from AWS (ResponseInputStream) after use");
	}

	@Test
	void throttling(CapturedOutput output) {
		String warning = failing(keys().with("aws.max-attempts", 2), output, Answer.error(400, "ThrottlingException"));
		assertThat(this.local.requests()).hasSize(2);
		assertThat(warning)
			.contains("because AWS asks for fewer requests (ThrottlingException, HTTP status 400), after all attempts.")
			.contains("Retries:     mode by default, max_attempts 2 from \"aws.max-attempts\"" + FROM_FILE
					+ "; the last attempt was number 2");
	}

	@Test
	void throttlingWithoutRetries(CapturedOutput output) {
		WireApplication application = keys().with("aws.max-attempts", 6);
		application.machine().variable("AWS_MAX_ATTEMPTS", "1");
		assertThat(failing(application, output, Answer.error(400, "ThrottlingException"))).contains(
				"because AWS asks for fewer requests (ThrottlingException, HTTP status 400), and nothing is tried again.")
			.contains("Remove 'AWS_MAX_ATTEMPTS' (environment variable AWS_MAX_ATTEMPTS), or set it to 3 or more: "
					+ "with 1, no call is retried. It takes the place of \"aws.max-attempts\"")
			// Once is enough
			.doesNotContain("First see to what was known");
	}

	@Test
	void quotaIsUsedUp(CapturedOutput output) {
		this.local.answering(Answer.of(500));
		calling(keys()).with("aws.max-attempts", 3).use(KmsClient.class, (client) -> {
			for (int i = 0; i < 40 && warnings(output).isEmpty(); i++) {
				assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
			}
		});
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("ListKeys was not retried, because the retry quota of this client is used up")
			.contains("Retries:");
	}

	// Once

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void onceWithManyThreads(boolean virtual, CapturedOutput output) {
		this.local.answering(Answer.error(400, "ExpiredTokenException"));
		calling(temporaryKeys()).use(KmsClient.class, (client) -> {
			ExecutorService threads = virtual ? virtualThreads() : Executors.newFixedThreadPool(64);
			try {
				CountDownLatch start = new CountDownLatch(64);
				List<Callable<Object>> calls = java.util.Collections.nCopies(64, () -> {
					start.countDown();
					start.await();
					assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
					return "failed";
				});
				for (Future<Object> call : threads.invokeAll(calls)) {
					assertThat(call.get()).isEqualTo("failed");
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				threads.shutdownNow();
			}
		});
		assertThat(this.local.requests()).hasSize(64);
		assertThat(warnings(output)).hasSize(1);
	}

	/**
	 * Return virtual threads where the JDK has them.
	 */
	private static ExecutorService virtualThreads() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			return Executors.newCachedThreadPool();
		}
	}

	@Test
	void againAfterItHasRecovered(CapturedOutput output) {
		Answer refusal = Answer.error(400, "ExpiredTokenException");
		this.local.answering(refusal, refusal, Answer.of(200), refusal);
		calling(temporaryKeys()).use(KmsClient.class, (client) -> {
			assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
			assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
			assertThat(warnings(output)).hasSize(1);
			client.listKeys();
			assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
		});
		assertThat(warnings(output)).hasSize(2);
	}

	@Test
	void whatIsTheApplicationsBusinessIsLeftAlone(CapturedOutput output) {
		this.local.answering(Answer.error(400, "NotFoundException"), Answer.error(400, "ValidationException"),
				Answer.error(400, "AlreadyExistsException"));
		calling(keys()).use(KmsClient.class, (client) -> {
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys).withNoCause();
			}
		});
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void endpointTellsAsWell() {
		this.local.answering(Answer.error(400, "ExpiredTokenException"));
		calling(temporaryKeys()).use(KmsClient.class, (client) -> {
			assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys)
				.withMessageStartingWith("no (Service: Kms, Status Code: 400");
			assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
		}, (endpoint) -> assertThat(endpoint.aws().failures()).singleElement().satisfies((failure) -> {
			assertThat(failure.client()).isEqualTo("kms");
			assertThat(failure.cause()).isEqualTo("credentials expired");
			assertThat(failure.count()).isEqualTo(2);
			assertThat(failure.recovered()).isNull();
			assertThat(failure.facts()).containsOnlyKeys("Credentials", "Region", "Endpoint");
		}));
	}

	/**
	 * Knows no host.
	 *
	 * @param names the names that it was asked for
	 */
	private record NoHosts(List<String> names) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			this.names.add(host);
			throw new UnknownHostException(host);
		}

		@Override
		public String resolveCanonicalHostname(String host) throws UnknownHostException {
			throw new UnknownHostException(host);
		}

	}

	/**
	 * A server that says one thing to whoever connects.
	 */
	private static final class Raw implements AutoCloseable {

		private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

		private final List<String> heads = new java.util.concurrent.CopyOnWriteArrayList<>();

		Raw(String answer, boolean readsHead) throws IOException {
			Thread thread = new Thread(() -> {
				while (!this.server.isClosed()) {
					try (Socket client = this.server.accept()) {
						this.heads.add(readsHead ? readHead(client) : String.valueOf(client.getInputStream().read()));
						client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
						client.getOutputStream().flush();
						client.shutdownOutput();
						client.setSoTimeout(1000);
						client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
					}
					catch (IOException ex) {
						// One of both sides is gone
					}
				}
			}, "raw-server");
			thread.setDaemon(true);
			thread.start();
		}

		private static String readHead(Socket client) throws IOException {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") == -1) {
				int next = client.getInputStream().read();
				if (next == -1) {
					break;
				}
				head.append((char) next);
			}
			return head.toString();
		}

		int port() {
			return this.server.getLocalPort();
		}

		String url() {
			return "http://127.0.0.1:" + port();
		}

		@Override
		public void close() throws IOException {
			this.server.close();
		}

	}

}
