package io.awsconfig.wire;

import java.util.List;

import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.UsedDescriptor;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the options of S3 change about its requests.
 */
class S3OptionsWireTests extends WireTest {

	private static final int LARGE = 9 * 1024 * 1024;

	private static void head(S3Client client) {
		client.headObject((request) -> request.bucket("photos").key("cat"));
	}

	@EveryPlace
	@Proves(value = "path_style", effect = "The bucket is in the path of the URL and not before the host.")
	void bucketIsInThePath(Place place) {
		application(place, "s3", true).use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "s3.eu-central-1.amazonaws.com" : "photos.s3.eu-central-1.amazonaws.com");
		assertThat(lastRequest().uri()).hasToString(place.isSet() ? "/photos/cat" : "/cat");
	}

	@EveryPlace
	@Proves(value = "accelerate", effect = "Requests go to `….s3-accelerate.amazonaws.com`.")
	void requestIsAccelerated(Place place) {
		application(place, "s3", true).use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "photos.s3-accelerate.amazonaws.com" : "photos.s3.eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "chunked_encoding",
			effect = "`false`: an object is sent as it is, and not in chunks with `Content-Encoding: aws-chunked`.")
	void objectIsSentAsItIs(Place place) {
		application(place, "s3", false).use(S3Client.class, (client) -> client
			.putObject((request) -> request.bucket("photos").key("cat"), RequestBody.fromString("miaow")));
		assertThat(lastRequest().header("Content-Encoding")).isEqualTo(place.isSet() ? null : "aws-chunked");
		String hash = String.valueOf(lastRequest().header("x-amz-content-sha256"));
		if (place.isSet()) {
			assertThat(hash).isEqualTo("UNSIGNED-PAYLOAD");
			assertThat(new String(lastRequest().body())).isEqualTo("miaow");
		}
		else {
			assertThat(hash).startsWith("STREAMING-");
			assertThat(new String(lastRequest().body())).startsWith("5").contains("miaow\r\n0\r\n");
		}
	}

	@EveryPlace
	@Proves(value = "cross_region_access",
			effect = "A bucket that is in another Region is called there, as the first answer says.")
	void bucketIsCalledInItsRegion(Place place) {
		server().answering((request) -> request.host().contains("us-west-2") ? Answer.of(200)
				: Answer.of(301).with("x-amz-bucket-region", "us-west-2"));
		application(place, "s3", true).use(S3Client.class, (client) -> {
			try {
				head(client);
			}
			catch (RuntimeException ex) {
				assertThat(place.isSet()).as(ex.toString()).isFalse();
			}
		});
		assertThat(lastRequest().host())
			.isEqualTo(place.isSet() ? "photos.s3.us-west-2.amazonaws.com" : "photos.s3.eu-central-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "multipart", effect = "An async client sends a large object by `CreateMultipartUpload` and parts.")
	void largeObjectIsSentInParts(Place place) {
		server().answering(S3OptionsWireTests::answerParts);
		application(place, "s3", true).use(S3AsyncClient.class,
				(client) -> client
					.putObject((request) -> request.bucket("photos").key("cat"),
							AsyncRequestBody.fromBytes(new byte[LARGE]))
					.join());
		List<String> requests = server().requests().stream().map(S3OptionsWireTests::describe).toList();
		if (place.isSet()) {
			assertThat(requests).containsExactlyInAnyOrder("POST uploads", "PUT partNumber=1&uploadId=1",
					"PUT partNumber=2&uploadId=1", "POST uploadId=1");
		}
		else {
			assertThat(requests).containsExactly("PUT null");
		}
	}

	private static Answer answerParts(Request request) {
		if (!request.method().equals("POST")) {
			return Answer.of(200).with("ETag", "\"1\"");
		}
		return "uploads".equals(request.uri().getQuery())
				? Answer.of("<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
				: Answer.of("<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>");
	}

	private static String describe(Request request) {
		return request.method() + " " + request.uri().getQuery();
	}

	@Test
	@Proves("accelerate")
	void accelerationTakesDualStack() {
		application().with("aws.services.s3.accelerate", true)
			.with("aws.use-dualstack-endpoint", true)
			.use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host()).isEqualTo("photos.s3-accelerate.dualstack.amazonaws.com");
	}

	@Test
	@Proves("accelerate")
	void accelerationGivesWayToFips() {
		application().with("aws.services.s3.accelerate", true)
			.with("aws.use-fips-endpoint", true)
			.use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host()).isEqualTo("photos.s3-fips.eu-central-1.amazonaws.com");
	}

	@Test
	@Proves("accelerate")
	void accelerationGivesWayToThePath() {
		application().with("aws.services.s3.accelerate", true)
			.with("aws.services.s3.path-style", true)
			.use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host()).isEqualTo("s3.eu-central-1.amazonaws.com");
	}

	@Test
	@Proves("cross_region_access")
	void bucketOfAnotherRegionIsInThePathAsWell() {
		server().answering((request) -> request.host().contains("us-west-2") ? Answer.of(200)
				: Answer.of(301).with("x-amz-bucket-region", "us-west-2"));
		application().with("aws.services.s3.cross-region-access", true)
			.with("aws.services.s3.path-style", true)
			.use(S3Client.class, S3OptionsWireTests::head);
		assertThat(lastRequest().host()).isEqualTo("s3.us-west-2.amazonaws.com");
		assertThat(lastRequest().uri()).hasToString("/photos/cat");
	}

	@Test
	@Proves("path_style")
	void endpointShowsTheHostThatDecides() {
		application().with("aws.services.s3.endpoint-url", "https://minio:9000")
			.use(S3Client.class, S3OptionsWireTests::head, (endpoint) -> {
				List<ClientDescriptor> clients = ((ServiceDescriptor) endpoint.entry("services", "s3")).clients();
				UsedDescriptor used = clients.stream()
					.filter((client) -> "S3Client".equals(client.type()))
					.findFirst()
					.orElseThrow()
					.uses()
					.get("path_style");
				assertThat(used.value()).isEqualTo("true");
				assertThat(used.from()).isEqualTo("endpoint");
				assertThat(used.by()).isEqualTo("minio");
			});
		assertThat(lastRequest().host()).startsWith("minio");
	}

}
