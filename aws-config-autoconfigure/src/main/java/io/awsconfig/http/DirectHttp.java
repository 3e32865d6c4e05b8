package io.awsconfig.http;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * HTTP clients for what is to be found on this machine or beside it, such as instance
 * metadata, and must not be asked through a proxy: the answers are secrets. They are not
 * shared. Of the settings, only the choice of the implementation applies.
 *
 * @since 0.1.0
 */
@Internal
public final class DirectHttp {

	private DirectHttp() {
	}

	/**
	 * Return a builder of sync clients.
	 * @param settings the settings
	 * @param options what the clients have, whatever they are built with
	 * @return the builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is no
	 * implementation, or if the one that the settings name is not there
	 */
	public static SdkHttpClient.Builder<?> sync(AwsSettings settings, AttributeMap options) {
		SyncHttp kind = new SyncHttp();
		SdkHttpService service = kind.choose(settings);
		return new SyncHttp.Builder((defaults) -> kind.create(service, HttpProxy.NONE, options.merge(defaults)));
	}

	/**
	 * Return a builder of async clients.
	 * @param settings the settings
	 * @param options what the clients have, whatever they are built with
	 * @return the builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is no
	 * implementation, or if the one that the settings name is not there
	 */
	public static SdkAsyncHttpClient.Builder<?> async(AwsSettings settings, AttributeMap options) {
		AsyncHttp kind = new AsyncHttp();
		SdkAsyncHttpService service = kind.choose(settings);
		return new AsyncHttp.Builder((defaults) -> kind.create(service, HttpProxy.NONE, options.merge(defaults)));
	}

}
