package io.awsconfig.wire;

import java.nio.file.Path;

import io.awsconfig.testsupport.LocalAws;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.SelfSigned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * What the tests of this package share: the hosts of AWS on this machine, and the
 * clients' way to them.
 */
abstract class WireTest {

	/**
	 * Made once, for making a certificate takes a while.
	 */
	private static final SelfSigned CERTIFICATE = SelfSigned.inNewDirectory();

	private static final LocalAws AWS = new LocalAws(CERTIFICATE.context());

	private static final SdkHttpClient HTTP = AWS.http();

	private static final SdkAsyncHttpClient ASYNC_HTTP = AWS.asyncHttp();

	@TempDir
	Path home;

	@BeforeEach
	void forgetRequests() {
		server().requests().clear();
		server().answering((request) -> Answer.of(200));
	}

	static LocalAws aws() {
		return AWS;
	}

	static LocalServer server() {
		return AWS.server();
	}

	static SelfSigned certificate() {
		return CERTIFICATE;
	}

	static Request lastRequest() {
		return server().requests().get(server().requests().size() - 1);
	}

	/**
	 * Return an application whose clients reach AWS here.
	 */
	WireApplication application() {
		return new WireApplication(this.home).http(HTTP, ASYNC_HTTP);
	}

	/**
	 * Return an application with a setting in a place.
	 */
	WireApplication application(Place place, String service, Object value) {
		return application().set(place, service, value);
	}

}
