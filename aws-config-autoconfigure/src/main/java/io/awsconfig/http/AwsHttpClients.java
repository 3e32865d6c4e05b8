package io.awsconfig.http;

import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.boot.ssl.SslBundles;

/**
 * The HTTP clients of the AWS clients. Those that want the same share one, with the
 * implementation on the class path or, of several, the one that the settings name, else
 * the one that the SDK would choose: one sync and one async client, as long as no service
 * and no named client has {@code aws.http} settings of its own and the SDK has no other
 * defaults for a service. They are closed with the application.
 * <p>
 * The application's own HTTP client, if there is one, is used for all of them.
 *
 * @since 0.1.0
 */
public final class AwsHttpClients implements AutoCloseable {

	private static final String AUTO = "auto";

	private final Supplier<@Nullable SdkHttpClient> ownSync;

	private final Supplier<@Nullable SdkAsyncHttpClient> ownAsync;

	private final SyncHttp syncHttp = new SyncHttp();

	private final AsyncHttp asyncHttp = new AsyncHttp();

	private final AutoDefaults autoDefaults;

	private final Certificates certificates;

	private final HttpPool<SdkHttpService, SdkHttpClient> sync;

	private final HttpPool<SdkAsyncHttpService, SdkAsyncHttpClient> async;

	/**
	 * Create an instance outside of an application: each AWS client has an HTTP client of
	 * its own and closes it, there are no SSL bundles, and the defaults mode {@code auto}
	 * is {@code standard}.
	 */
	public AwsHttpClients() {
		this(() -> null, () -> null, () -> null, () -> null, false);
	}

	/**
	 * Create an instance. The suppliers are asked when an AWS client is built.
	 * @param sync gives the application's own sync client, if it has one
	 * @param async gives the application's own async client, if it has one
	 * @param sslBundles gives the SSL bundles, if there are any
	 * @param here gives the Region that the application runs in, if it can be found out,
	 * for the defaults mode {@code auto}; asked when a first request is sent
	 */
	public AwsHttpClients(Supplier<@Nullable SdkHttpClient> sync, Supplier<@Nullable SdkAsyncHttpClient> async,
			Supplier<@Nullable SslBundles> sslBundles, Supplier<@Nullable String> here) {
		this(sync, async, sslBundles, here, true);
	}

	private AwsHttpClients(Supplier<@Nullable SdkHttpClient> sync, Supplier<@Nullable SdkAsyncHttpClient> async,
			Supplier<@Nullable SslBundles> sslBundles, Supplier<@Nullable String> here, boolean shared) {
		this.ownSync = sync;
		this.ownAsync = async;
		this.autoDefaults = new AutoDefaults(here);
		this.certificates = new Certificates(sslBundles);
		this.sync = new HttpPool<>(this.syncHttp, this.certificates, shared);
		this.async = new HttpPool<>(this.asyncHttp, this.certificates, shared);
	}

	/**
	 * Give the builder of an AWS client its HTTP client.
	 * @param builder the builder
	 * @param settings the settings of the AWS client
	 * @param region gives the Region of the AWS client
	 * @param share whether the AWS client is to share one of ours even if no setting asks
	 * for one
	 * @return what was given to the builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is no
	 * implementation, if the one that the settings name is not there, or if certificates
	 * cannot be read
	 */
	public AttachedHttpClient applyTo(SdkClientBuilder<?, ?> builder, AwsSettings settings, Supplier<String> region,
			boolean share) {
		boolean auto = AUTO.equals(settings.getValue(SettingCatalog.DEFAULTS_MODE));
		Supplier<AttributeMap> discovered = auto ? this.autoDefaults.of(region.get()) : null;
		boolean wanted = share || auto || HttpOptions.areWritten(settings);
		if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
			SdkHttpClient own = this.ownSync.get();
			if (own != null || wanted) {
				AttachedHttpClient attached = new AttachedHttpClient(() -> sync.httpClientBuilder(null));
				sync.httpClientBuilder(new SyncHttp.Builder(attached.track((own != null)
						? (defaults) -> this.syncHttp.share(own) : this.sync.prepare(settings, discovered))));
				return attached;
			}
		}
		else if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
			SdkAsyncHttpClient own = this.ownAsync.get();
			if (own != null || wanted) {
				AttachedHttpClient attached = new AttachedHttpClient(() -> async.httpClientBuilder(null));
				async.httpClientBuilder(new AsyncHttp.Builder(attached.track((own != null)
						? (defaults) -> this.asyncHttp.share(own) : this.async.prepare(settings, discovered))));
				return attached;
			}
		}
		return AttachedHttpClient.NONE;
	}

	/**
	 * Return the HTTP client that a sync AWS client with some settings has, as far as no
	 * service has other defaults.
	 * @param settings the settings
	 * @return the client, which is to be closed
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is none
	 */
	@Internal
	public SdkHttpClient getSyncClient(AwsSettings settings) {
		SdkHttpClient own = this.ownSync.get();
		return (own != null) ? this.syncHttp.share(own) : this.sync.prepare(settings, null).apply(AttributeMap.empty());
	}

	/**
	 * Return what AWS clients with some settings trust, and show, in place of what the
	 * JVM does; an HTTP client of the application's own may do otherwise.
	 * @param settings the settings
	 * @return the TLS options, empty if the JVM decides
	 * @throws io.awsconfig.settings.AwsConfigurationException if certificates cannot be
	 * read
	 */
	@Internal
	public AttributeMap getCertificates(AwsSettings settings) {
		return this.certificates.of(HttpOptions.of(settings), settings);
	}

	/**
	 * Return whether the application has an async HTTP client of its own.
	 * @return whether there is one
	 */
	public boolean hasAsyncClientOfApplication() {
		return this.ownAsync.get() != null;
	}

	@Override
	public void close() {
		this.sync.close();
		this.async.close();
	}

}
