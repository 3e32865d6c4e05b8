package io.awsconfig.http;

import io.awsconfig.testsupport.HttpStandIn;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

/**
 * An HTTP client that is none of the SDK's.
 */
public abstract class OtherHttpService implements SdkHttpService, SdkAsyncHttpService {

	@Override
	public SdkHttpClient.Builder<?> createHttpClientBuilder() {
		return new SyncHttp.Builder((defaults) -> new HttpStandIn(getClass().getSimpleName()));
	}

	@Override
	public SdkAsyncHttpClient.Builder<?> createAsyncHttpClientFactory() {
		return new AsyncHttp.Builder((defaults) -> new HttpStandIn(getClass().getSimpleName()));
	}

	/**
	 * One of them.
	 */
	public static final class First extends OtherHttpService {

	}

	/**
	 * And another one.
	 */
	public static final class Second extends OtherHttpService {

	}

}
