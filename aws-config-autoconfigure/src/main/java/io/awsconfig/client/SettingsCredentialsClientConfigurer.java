package io.awsconfig.client;

import java.util.List;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;

import org.springframework.util.function.SingletonSupplier;

/**
 * Applies the AWS settings to the clients that credentials need, as
 * {@link AwsClientConfigurer} does for those of the application. Needs no credentials of
 * its own, so that these can be made with it.
 * <p>
 * Where no Region is set at all, STS is called at its global endpoint.
 *
 * @since 0.1.0
 */
@Internal
public final class SettingsCredentialsClientConfigurer implements CredentialsClientConfigurer {

	private final ClientSettings settings;

	/**
	 * Create an instance.
	 * @param settings the settings
	 * @param regionProvider the Region of services that have none of their own
	 * @param customizers called after the settings have been applied, in this order;
	 * asked for with the first client, since they may need credentials themselves
	 */
	public SettingsCredentialsClientConfigurer(AwsSettings settings, AwsRegionProvider regionProvider,
			Supplier<List<AwsClientCustomizer<?>>> customizers) {
		this(settings, regionProvider, SingletonSupplier.of(() -> ClientExtensions.of(customizers.get()))::obtain,
				new RetryStrategies(), () -> null, new AwsHttpClients());
	}

	/**
	 * Create an instance.
	 * @param settings the settings
	 * @param regionProvider the Region of services that have none of their own
	 * @param extensions what all clients get on top of the settings; asked for each of
	 * them, since they may need credentials themselves
	 * @param retryStrategies makes the retry strategies of the clients and knows how they
	 * are
	 * @param retryStrategy the retry strategy of clients that have none of their own,
	 * asked for each of them; with {@code null}, the settings apply
	 * @param httpClients the HTTP clients; not closed by this instance
	 */
	public SettingsCredentialsClientConfigurer(AwsSettings settings, AwsRegionProvider regionProvider,
			Supplier<ClientExtensions> extensions, RetryStrategies retryStrategies,
			Supplier<@Nullable RetryStrategy> retryStrategy, AwsHttpClients httpClients) {
		this.settings = new ClientSettings(settings, regionProvider, extensions,
				new ClientRetrySettings(retryStrategies, retryStrategy), httpClients);
	}

	@Override
	public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
			@Nullable String region) {
		this.settings.applyTo(builder, (settings) -> credentials,
				(service) -> (region != null) ? Region.of(region) : regionOf(service), false);
		return builder;
	}

	private Region regionOf(ServiceId service) {
		try {
			return this.settings.regionOf(service);
		}
		catch (AwsConfigurationException | SdkClientException ex) {
			if (StsEndpoint.isSts(service)) {
				return Region.AWS_GLOBAL;
			}
			throw ex;
		}
	}

}
