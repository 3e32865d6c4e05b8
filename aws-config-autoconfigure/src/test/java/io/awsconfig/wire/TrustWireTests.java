package io.awsconfig.wire;

import java.util.concurrent.CompletionException;

import io.awsconfig.testsupport.Proves;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whom the clients trust that have the HTTP of an application.
 */
class TrustWireTests extends WireTest {

	@EveryPlace
	@Proves(value = "ca_bundle", effect = "The certificates of the file are trusted, in place of those of the JVM.")
	void certificateOfTheBundleIsTrusted(Place place) {
		application(place).use(KmsClient.class, (client) -> {
			if (place.isSet()) {
				client.listKeys();
			}
			else {
				assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listKeys)
					.withMessageContaining("certification path");
			}
		});
		application(place).use(KmsAsyncClient.class, (client) -> {
			if (place.isSet()) {
				client.listKeys().join();
			}
			else {
				assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.listKeys().join());
			}
		});
		assertThat(server().requests()).hasSize(place.isSet() ? 2 : 0);
	}

	private WireApplication application(Place place) {
		return new WireApplication(this.home).set(place, "kms", certificate().pem())
			.with("aws.endpoint-url", "https://localhost:" + server().port())
			.with("aws.max-attempts", 1);
	}

}
