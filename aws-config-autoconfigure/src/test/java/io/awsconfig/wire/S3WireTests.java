package io.awsconfig.wire;

import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Access points, sessions and signatures of S3.
 */
class S3WireTests extends WireTest {

	private static final String ACCESS_POINT = "arn:aws:s3:us-west-2:123456789012:accesspoint/photos";

	private static final String MULTI_REGION = "arn:aws:s3::123456789012:accesspoint:photos.mrap";

	/**
	 * What a client may sign for by SigV4a, or by SigV4.
	 */
	private static final String OUTPOST = "arn:aws:s3-outposts:eu-central-1:123456789012:outpost/op-01234567890123456"
			+ "/accesspoint/photos";

	@EveryPlace
	@Proves(value = "s3_use_arn_region",
			effect = "The host and the scope of the signature are those of the Region in the ARN of an access point.")
	void regionOfTheArnIsUsed(Place place) {
		application(place, "s3", true).use(S3Client.class, (client) -> {
			if (place.isSet()) {
				head(client, ACCESS_POINT);
			}
			else {
				assertThatExceptionOfType(SdkException.class).isThrownBy(() -> head(client, ACCESS_POINT))
					.withMessageContaining("us-west-2");
			}
		});
		if (place.isSet()) {
			assertThat(lastRequest().host()).isEqualTo("photos-123456789012.s3-accesspoint.us-west-2.amazonaws.com");
			assertThat(lastRequest().authorization()).contains("/us-west-2/s3/aws4_request");
		}
		else {
			assertThat(server().requests()).isEmpty();
		}
	}

	private static void head(S3Client client, String bucket) {
		client.headObject((request) -> request.bucket(bucket).key("cat"));
	}

	@EveryPlace
	@Proves(value = "s3_disable_multiregion_access_points",
			effect = "A request to a Multi-Region Access Point is refused before it is sent; otherwise it goes to "
					+ "`….accesspoint.s3-global.amazonaws.com`, signed for every Region.")
	void multiRegionAccessPointIsRefused(Place place) {
		application(place, "s3", true).use(S3Client.class, (client) -> {
			if (place.isSet()) {
				assertThatExceptionOfType(SdkException.class).isThrownBy(() -> head(client, MULTI_REGION))
					.withMessageContaining("Multi-Region Access Point");
			}
			else {
				head(client, MULTI_REGION);
			}
		});
		if (place.isSet()) {
			assertThat(server().requests()).isEmpty();
		}
		else {
			assertThat(lastRequest().host()).isEqualTo("photos.mrap.accesspoint.s3-global.amazonaws.com");
			assertThat(lastRequest().authorization()).startsWith("AWS4-ECDSA-P256-SHA256 ");
			assertThat(lastRequest().header("X-Amz-Region-Set")).isEqualTo("*");
		}
	}

	@EveryPlace
	@Proves(value = "s3_disable_express_session_auth",
			effect = "A directory bucket is called with the client's own credentials, without `CreateSession` before.")
	void noSessionIsOpened(Place place) {
		server().answering(S3WireTests::answerOfExpress);
		application(place, "s3", true).use(S3Client.class, (client) -> head(client, "photos--euc1-az1--x-s3"));
		assertThat(server().requests()).hasSize(place.isSet() ? 1 : 2)
			.allSatisfy((request) -> assertThat(request.host())
				.isEqualTo("photos--euc1-az1--x-s3.s3express-euc1-az1.eu-central-1.amazonaws.com"));
		assertThat(lastRequest().uri()).hasToString("/cat");
		assertThat(lastRequest().authorization()).contains("/eu-central-1/s3express/aws4_request");
		assertSession(!place.isSet());
	}

	private static void assertSession(boolean session) {
		assertThat(lastRequest().authorization())
			.contains("Credential=" + (session ? "ASIASESSION" : "AKIDAPPLICATION") + "/");
		assertThat(lastRequest().header("x-amz-s3session-token")).isEqualTo(session ? "session-token" : null);
	}

	private static Answer answerOfExpress(Request request) {
		if (!String.valueOf(request.uri().getQuery()).contains("session")) {
			return Answer.of(200);
		}
		return Answer.of("""
				<CreateSessionResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Credentials>
				<SessionToken>session-token</SessionToken><SecretAccessKey>session-secret</SecretAccessKey>
				<AccessKeyId>ASIASESSION</AccessKeyId><Expiration>2126-11-21T12:00:00Z</Expiration>
				</Credentials></CreateSessionResult>""");
	}

	@Test
	@Proves("s3_disable_express_session_auth")
	void asyncClientOpensNoSession() {
		server().answering(S3WireTests::answerOfExpress);
		application().with("aws.s3-disable-express-session-auth", true)
			.use(S3AsyncClient.class,
					(client) -> client.headObject((request) -> request.bucket("photos--euc1-az1--x-s3").key("cat"))
						.join());
		assertThat(server().requests()).hasSize(1);
		assertSession(false);
	}

	@EveryPlace
	@Proves(value = "auth_scheme_preference",
			effect = "`sigv4`: a request to S3 on Outposts is signed by SigV4, where SigV4a would come first.")
	void preferredSchemeSigns(Place place) {
		application(place, "s3", "sigv4").use(S3Client.class, (client) -> head(client, OUTPOST));
		assertThat(lastRequest().authorization())
			.startsWith(place.isSet() ? "AWS4-HMAC-SHA256 " : "AWS4-ECDSA-P256-SHA256 ");
	}

	@EveryPlace
	@Proves(value = "sigv4a_signing_region_set",
			effect = "`X-Amz-Region-Set` of a request that is signed by SigV4a has these Regions.")
	void signatureIsForTheRegions(Place place) {
		application(place, "s3", "us-west-2,eu-west-1").use(S3Client.class, (client) -> head(client, OUTPOST));
		assertThat(lastRequest().authorization()).startsWith("AWS4-ECDSA-P256-SHA256 ");
		assertThat(String.valueOf(lastRequest().header("X-Amz-Region-Set")).split(",")).containsExactlyInAnyOrder(
				place.isSet() ? new String[] { "us-west-2", "eu-west-1" } : new String[] { "*" });
	}

}
