package io.awsconfig.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.client.BuiltClient.Customization;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.failure.WatchedClient;
import io.awsconfig.http.AttachedHttpClient;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;

import org.springframework.boot.util.LambdaSafe;

/**
 * What the settings say about a client, applied to its builder. Whose credentials it has
 * comes from whoever wants the client.
 */
final class ClientSettings {

	private final ClientContext context;

	private final ClientCredentials credentials;

	private final ClientRegions regions;

	private final ClientRetrySettings retries;

	private final ClientOverrides overrides;

	private final @Nullable CallFailures failures;

	private final PathStyle.Told toldOfPathStyle = new PathStyle.Told();

	/**
	 * Create settings.
	 * @param failures explains why calls of these clients fail, or {@code null} if
	 * whoever makes them does so
	 */
	ClientSettings(ClientContext context, ClientCredentials credentials, @Nullable CallFailures failures) {
		this.failures = failures;
		this.context = context;
		this.credentials = credentials;
		this.regions = new ClientRegions(context.settings(), context.region());
		this.retries = new ClientRetrySettings(context.retryStrategies(), () -> extensions().retryStrategy().get());
		this.overrides = new ClientOverrides(this.retries);
	}

	/**
	 * Return what applies the settings that there are when somebody asks.
	 * @param context gives what clients share; the same as long as the settings are
	 */
	static Supplier<ClientSettings> following(Supplier<ClientContext> context, ClientCredentials credentials,
			boolean explain) {
		AtomicReference<@Nullable ClientSettings> last = new AtomicReference<>();
		return () -> {
			ClientContext current = context.get();
			ClientSettings settings = last.get();
			while (settings == null || settings.context != current) {
				ClientSettings made = new ClientSettings(current, credentials, explain ? current.failures() : null);
				// Of the same generation there is but one, whose clients share what it
				// has
				settings = last.compareAndSet(settings, made) ? made : last.get();
			}
			return settings;
		};
	}

	/**
	 * Return the client that a builder makes.
	 */
	TargetClient targetOf(AwsClientBuilder<?, ?> builder) {
		return target(ClientServices.serviceOf(builder), null);
	}

	/**
	 * Return a client of a service.
	 * @param named the named client, or {@code null} for the one without a name
	 * @throws IllegalArgumentException if the named client is one of another service
	 */
	TargetClient target(ServiceId service, @Nullable NamedClient named) {
		NamedClient client = (named != null) ? this.context.current(named) : null;
		if (client != null && !client.service().equals(service)) {
			throw new IllegalArgumentException("The client '%s' is one of %s, and the builder makes one of %s"
				.formatted(client.name(), client.service(), service));
		}
		AwsSettings settings = (client != null) ? client.settings() : this.context.settings().forService(service);
		AwsClientId id = (client != null) ? client.id() : AwsClientId.ofService(service.toString());
		return new TargetClient(id, settings, this.credentials, () -> this.regions.of(settings));
	}

	/**
	 * Return a client without a name that has settings of its own all the same.
	 * @param owner the settings that say whose credentials it has
	 */
	TargetClient target(ServiceId service, AwsSettings settings, AwsSettings owner) {
		return new TargetClient(AwsClientId.ofService(service.toString()), settings,
				(own) -> this.credentials.forClient(owner), () -> this.regions.of(settings));
	}

	/**
	 * Apply the settings of a client to its builder.
	 * @param share whether the client is to share an HTTP client even if no setting asks
	 * for one
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient applyTo(B builder, TargetClient client, boolean share) {
		PreparedClient prepared = prepare(builder, client, client.region(), share);
		register(builder);
		return prepared;
	}

	/**
	 * Apply the settings of a client to a builder that somebody else builds it with.
	 */
	<B extends AwsClientBuilder<B, ?>> B applyTo(B builder, TargetClient client) {
		applyTo(builder, client, false).built().watch(builder);
		return builder;
	}

	/**
	 * Apply the settings to a builder that has the Region and the credentials of the
	 * application.
	 */
	<B extends AwsClientBuilder<B, ?>> B complete(B builder) {
		TargetClient client = targetOf(builder);
		BlankSettings.applyTo(builder, client);
		if (this.regions.areSetFor(client.settings())) {
			builder.region(client.region());
		}
		if (client.settings().hasOwnCredentials()) {
			builder.credentialsProvider(client.credentialsProvider());
		}
		prepare(builder, client, client::region, null, false).built().watch(builder);
		register(builder);
		return builder;
	}

	/**
	 * Apply the settings to a builder that may or may not be used.
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, TargetClient client, Region region,
			boolean share) {
		BlankSettings.applyTo(builder, client);
		Region called = StsEndpoint.isSts(client.service()) ? StsEndpoint.regionToCall(region, client.settings())
				: region;
		AwsCredentialsProvider credentials = client.credentialsProvider();
		builder.region(called);
		builder.credentialsProvider(credentials);
		return prepare(builder, client, () -> region, new Identity(called, credentials), share);
	}

	/**
	 * Return the credentials that somebody else has given a builder, as far as can be
	 * told.
	 */
	private static @Nullable AwsCredentialsProvider ofApplication(TargetClient client) {
		try {
			return client.credentialsProvider();
		}
		catch (RuntimeException ex) {
			// Only to explain failures
			return null;
		}
	}

	/**
	 * Know that a builder is used.
	 */
	void register(AwsClientBuilder<?, ?> builder) {
		this.retries.register(builder);
	}

	/**
	 * Apply the settings.
	 * @param identity the Region and the credentials that the builder was given, or
	 * {@code null} if it had those already
	 */
	private <B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, TargetClient client,
			Supplier<Region> region, @Nullable Identity identity, boolean share) {
		AwsSettings settings = client.settings();
		ifDecided(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifDecided(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		ClientOverrides.ifWritten(settings, SettingCatalog.DEFAULTS_MODE, (mode) -> builder.defaultsMode(modeOf(mode)));
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		AttachedHttpClient http = this.context.httpClients().applyTo(builder, settings, () -> region.get().id(), share);
		ClientExtensions extensions = extensions();
		OverrideView before = OverrideView.of(builder);
		ClientOverrideConfiguration.Builder override = this.overrides.of(builder, client);
		extensions.applyTo(override);
		if (this.failures != null) {
			this.failures.watch(override, new WatchedClient(client.id(), settings,
					(identity != null) ? identity.credentials() : ofApplication(client)));
		}
		ClientOverrideConfiguration overrides = override.build();
		builder.overrideConfiguration(overrides);
		extensions.applyTo(builder);
		BuiltClient built = BuiltClient.of(builder, this.context.builtClients(),
				new BuiltClient.Given(client.id(), ClientServices.typeOf(builder), settings,
						(identity != null) ? identity.region() : null, !this.regions.areSetFor(settings),
						(identity != null) ? identity.credentials() : null, before, OverrideView.of(overrides),
						extensions, pluginsOf(builder, extensions), List.of()));
		S3Options s3 = S3Options.applyTo(builder, client, share, built::getServiceConfiguration);
		tellOfPathStyle(client);
		List<Customization> customizations = customize(builder, client.id());
		built.customizedBy(customizations);
		built.intercept(builder);
		return new PreparedClient(builder, http, s3, !customizations.isEmpty(), built);
	}

	/**
	 * Know a client whose builder nothing could be applied to but what it has methods
	 * for.
	 */
	void know(SdkClient client, TargetClient target, Region region, List<Customization> customizations) {
		BuiltClient
			.of(this.context.builtClients(),
					new BuiltClient.Given(target.id(), "S3AsyncClient", target.settings(), region,
							!this.regions.areSetFor(target.settings()), target.credentialsProvider(), OverrideView.NONE,
							OverrideView.NONE, extensions(), List.of(), customizations))
			.register(client);
	}

	private static List<String> pluginsOf(AwsClientBuilder<?, ?> builder, ClientExtensions extensions) {
		return builder.plugins()
			.stream()
			.filter((plugin) -> !(plugin instanceof BuiltClient))
			.map(extensions::nameOf)
			.toList();
	}

	/**
	 * Of what the modes differ in, {@code auto} leaves nothing open but the timeouts of
	 * the HTTP client, which finds them out later: the SDK would do so now, and block.
	 */
	private static DefaultsMode modeOf(String mode) {
		DefaultsMode result = DefaultsMode.fromValue(mode);
		return (result != DefaultsMode.AUTO) ? result : DefaultsMode.STANDARD;
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, @Nullable NamedClient named) {
		return applyTo(builder, target(ClientServices.serviceOf(builder), named));
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, TargetClient client) {
		AwsSettings settings = client.settings();
		BlankSettings.applyTo(builder, settings);
		builder.region(client.region());
		builder.credentialsProvider(client.credentialsProvider());
		ifDecided(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifDecided(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		S3Options.applyTo(builder, client);
		tellOfPathStyle(client);
		customize(builder, client.id());
		return builder;
	}

	void tellOfPathStyle(TargetClient client) {
		if (client.service().equals(S3Options.S3)) {
			PathStyle.of(client.settings()).tell(client.settings(), this.toldOfPathStyle);
		}
	}

	/**
	 * Also apply what gave way to an endpoint URL, or the SDK would find it by itself.
	 */
	private static void ifDecided(AwsSettings settings, AwsSetting<Boolean> setting, Consumer<Boolean> consumer) {
		SettingValue<Boolean> value = settings.get(setting);
		if (value.isSet() || !value.getShadowed().isEmpty()) {
			consumer.accept(value.getValue());
		}
	}

	/**
	 * Call the customizers of a builder.
	 * @return those that were called
	 */
	@SuppressWarnings("unchecked")
	List<Customization> customize(Object builder, AwsClientId client) {
		List<Customization> called = new ArrayList<>(0);
		ClientExtensions extensions = extensions();
		LambdaSafe.callbacks(AwsClientCustomizer.class, extensions.customizers(), builder)
			.withLogger(AwsClientConfigurer.class)
			.invoke((customizer) -> {
				OverrideView before = overrideOf(builder);
				customizer.customize(builder, client);
				called.add(new Customization(extensions.nameOf(customizer), overrideOf(builder).changesSince(before)));
			});
		return called;
	}

	private static OverrideView overrideOf(Object builder) {
		return (builder instanceof AwsClientBuilder<?, ?> client) ? OverrideView.of(client) : OverrideView.NONE;
	}

	ClientExtensions extensions() {
		return this.context.extensions().get();
	}

	/**
	 * Return whether the application has an async HTTP client of its own.
	 */
	boolean hasAsyncHttpClientOfApplication() {
		return this.context.httpClients().hasAsyncClientOfApplication();
	}

	boolean hasRetryStrategyOfApplication() {
		return this.retries.hasStrategyOfApplication();
	}

	/**
	 * Where a client works, and as whom.
	 */
	private record Identity(Region region, AwsCredentialsProvider credentials) {

	}

}
