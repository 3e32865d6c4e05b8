package io.awsconfig.samples.accounts.local;

import java.net.URI;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link LocalAccount} with clients of the SDK.
 */
class LocalAccountTests {

	private final URI endpoint = URI.create("http://127.0.0.1:" + TestSocketUtils.findAvailableTcpPort());

	private final LocalAccount account = LocalAccount.start(this.endpoint);

	private final S3Client s3 = client(key("AKIAEXAMPLEEXAMPLONE"), Region.EU_CENTRAL_1);

	@BeforeEach
	void createBucket() {
		this.s3.createBucket((request) -> request.bucket("orders"));
	}

	@AfterEach
	void stop() {
		this.s3.close();
		this.account.stop();
	}

	@Test
	void objectOfManyChunksIsWhatWasPut() {
		byte[] content = new byte[300_000];
		new Random(1).nextBytes(content);
		put("large", RequestBody.fromBytes(content));
		assertThat(get(this.s3, "large")).isEqualTo(content);
	}

	@Test
	void objectsAreListedByTheirKeysInOrder() {
		put("b & <c>/%2F é", RequestBody.fromString("2"));
		put("a", RequestBody.empty());
		assertThat(this.s3.listObjectsV2Paginator((request) -> request.bucket("orders")).contents())
			.extracting(S3Object::key, S3Object::size)
			.containsExactly(tuple("a", 0L), tuple("b & <c>/%2F é", 1L));
		assertThat(get(this.s3, "a")).isEmpty();
		assertThat(get(this.s3, "b & <c>/%2F é")).asString().isEqualTo("2");
	}

	@Test
	void deletedObjectIsGone() {
		put("1", RequestBody.fromString("book"));
		this.s3.deleteObject((request) -> request.bucket("orders").key("1"));
		assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> get(this.s3, "1"));
	}

	@Test
	void bucketIsCreatedOnce() {
		assertThatExceptionOfType(BucketAlreadyOwnedByYouException.class).isThrownBy(this::createBucket);
	}

	@Test
	void bucketsAreThoseOfAnAccessKeyAndRegion() {
		put("1", RequestBody.fromString("book"));
		assertNoBucket(key("AKIAEXAMPLEEXAMPLTWO"), Region.EU_CENTRAL_1);
		assertNoBucket(key("AKIAEXAMPLEEXAMPLONE"), Region.EU_WEST_3);
	}

	@Test
	void requestWithoutSignatureIsRefused() {
		try (S3Client anonymous = client(AnonymousCredentialsProvider.create(), Region.EU_CENTRAL_1)) {
			assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> get(anonymous, "1"))
				.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(403))
				.satisfies((ex) -> assertThat(ex.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
		}
	}

	private void assertNoBucket(AwsCredentialsProvider credentials, Region region) {
		try (S3Client other = client(credentials, region)) {
			assertThatExceptionOfType(NoSuchBucketException.class).isThrownBy(() -> get(other, "1"));
		}
	}

	private void put(String key, RequestBody body) {
		this.s3.putObject((request) -> request.bucket("orders").key(key), body);
	}

	private static byte[] get(S3Client s3, String key) {
		return s3.getObjectAsBytes((request) -> request.bucket("orders").key(key)).asByteArray();
	}

	private S3Client client(AwsCredentialsProvider credentials, Region region) {
		return S3Client.builder()
			.region(region)
			.credentialsProvider(credentials)
			.endpointOverride(this.endpoint)
			.build();
	}

	private static AwsCredentialsProvider key(String accessKeyId) {
		return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "made-up-secret"));
	}

}
