package io.awsconfig.client;

import java.util.List;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

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

	private final Supplier<ClientSettings> clients;

	/**
	 * Whether there may be many clients of STS, one for each role, and somebody who
	 * closes what they share.
	 */
	private final boolean share;

	/**
	 * Create an instance outside of an application.
	 * @param settings the settings
	 * @param regionProvider the Region of services that have none of their own
	 */
	public SettingsCredentialsClientConfigurer(AwsSettings settings, AwsRegionProvider regionProvider) {
		this(always(ClientContext.of(settings, regionProvider, List::of)), false);
	}

	/**
	 * Create an instance.
	 * @param context what all clients share
	 */
	public SettingsCredentialsClientConfigurer(ClientContext context) {
		this(always(context), true);
	}

	/**
	 * Create an instance of settings that change.
	 * @param context gives what all clients share
	 */
	public SettingsCredentialsClientConfigurer(Supplier<ClientContext> context) {
		this(context, true);
	}

	private SettingsCredentialsClientConfigurer(Supplier<ClientContext> context, boolean share) {
		this.share = share;
		this.clients = ClientSettings.following(context, (settings) -> {
			throw new IllegalStateException("Clients that get credentials are given those that they need");
		}, false);
	}

	private static Supplier<ClientContext> always(ClientContext context) {
		return () -> context;
	}

	@Override
	public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
			@Nullable String region) {
		ClientSettings clients = this.clients.get();
		TargetClient client = clients.targetOf(builder);
		clients.applyTo(builder,
				new TargetClient(client.id(), client.settings(), (settings) -> credentials,
						() -> (region != null) ? Region.of(region) : regionOf(client)),
				this.share && StsEndpoint.isSts(client.service()));
		return builder;
	}

	private static Region regionOf(TargetClient client) {
		try {
			return client.region();
		}
		catch (AwsConfigurationException | SdkClientException ex) {
			if (StsEndpoint.isSts(client.service())) {
				return Region.AWS_GLOBAL;
			}
			throw ex;
		}
	}

}
