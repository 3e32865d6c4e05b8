package io.awsconfig.client;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.client.LiveTimeouts.WrittenTime;
import io.awsconfig.client.OverrideView.Aspect;
import io.awsconfig.client.UsedValue.Source;
import io.awsconfig.client.UsedValueReader.Call;
import io.awsconfig.client.UsedValueReader.Used;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.ServiceConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * A client that was built with the settings: what its builder was given, who changed that
 * afterwards, and what came of it.
 * <p>
 * As an interceptor of the client it sees what is called, and lives as long as the
 * client. As a plugin of a builder that somebody else calls {@code build} of, it sees
 * what is built.
 */
@Internal
public final class BuiltClient implements ExecutionInterceptor, SdkPlugin {

	private static final Log logger = LogFactory.getLog(AwsClientConfigurer.class);

	private static final String SDK = "software.amazon.awssdk.";

	private final BuiltClients all;

	private volatile Given given;

	private volatile @Nullable WeakReference<SdkClient> client;

	private volatile @Nullable Used seen;

	private volatile @Nullable Call latest;

	private volatile @Nullable ServiceConfiguration serviceConfiguration;

	private volatile @Nullable Specification specification;

	private volatile @Nullable LiveTimeouts timeouts;

	/**
	 * Whether requests come by here.
	 */
	private volatile boolean intercepting;

	private BuiltClient(BuiltClients all, Given given) {
		this.all = all;
		this.given = given;
	}

	/**
	 * Return what knows the client that a builder makes; the same for the same builder.
	 */
	static BuiltClient of(AwsClientBuilder<?, ?> builder, BuiltClients all, Given given) {
		for (SdkPlugin plugin : builder.plugins()) {
			if (plugin instanceof BuiltClient known) {
				known.given = given;
				return known;
			}
		}
		return new BuiltClient(all, given);
	}

	static BuiltClient of(BuiltClients all, Given given) {
		return new BuiltClient(all, given);
	}

	/**
	 * See what is called. What the builder has for another client is taken off.
	 */
	void intercept(AwsClientBuilder<?, ?> builder) {
		this.intercepting = true;
		List<ExecutionInterceptor> interceptors = OverrideView.of(builder).interceptors();
		if (interceptors.contains(this)) {
			return;
		}
		List<ExecutionInterceptor> wanted = new ArrayList<>(interceptors);
		wanted.removeIf(BuiltClient.class::isInstance);
		wanted.add(this);
		ClientOverrides.change(builder, (override) -> override.executionInterceptors(wanted));
	}

	/**
	 * See what somebody else builds.
	 */
	void watch(AwsClientBuilder<?, ?> builder) {
		if (!builder.plugins().contains(this)) {
			builder.addPlugin(this);
		}
	}

	void customizedBy(List<Customization> customizations) {
		this.given = this.given.with(customizations);
	}

	/**
	 * Know the client that was built.
	 */
	void register(SdkClient client) {
		this.all.addBean(this, client);
		if (logger.isInfoEnabled() && !(this.given.customizations().isEmpty() && this.given.plugins().isEmpty())) {
			tellOfChanges();
		}
	}

	/**
	 * Say which settings have no effect, where somebody has looked at the start line and
	 * would not expect that.
	 */
	private void tellOfChanges() {
		for (UsedValue value : getValues(ApplicationBeans.NONE)) {
			WrittenValue written = value.written();
			if (!value.isOfSettings() && (written != null || value.setting() == SettingCatalog.ENDPOINT_URL)) {
				String instead = (written == null) ? "" : ", instead of %s from %s"
					.formatted(SettingValue.display(value.setting(), written.text()), written.place());
				logger.info("%s uses %s %s by %s%s".formatted(describe(), value.setting(), value.value(),
						value.describeSource(), instead));
			}
		}
		UsedCredentials credentials = getOtherCredentials();
		if (credentials != null) {
			logger.info("%s uses credentials of %s by %s, instead of those that the settings say".formatted(describe(),
					credentials.type(), UsedValue.describe(credentials.source(), credentials.by())));
		}
	}

	/**
	 * Return its interface, and its name if it has one.
	 */
	public String describe() {
		String name = getId().name();
		return (name != null) ? "%s '%s'".formatted(getType(), name) : getType();
	}

	/**
	 * Say that it is made while the application runs.
	 * @param specification what is said of it, for people to read
	 * @param settings finds the settings that it would get of those of the application
	 */
	public void specifiedBy(String specification, UnaryOperator<AwsSettings> settings) {
		this.specification = new Specification(specification, settings, null, null);
	}

	/**
	 * Return what is said of a client that is made while the application runs.
	 * @return the text, or {@code null} if it is none of those
	 */
	public @Nullable String getSpecification() {
		Specification specification = this.specification;
		return (specification != null) ? specification.text() : null;
	}

	/**
	 * Return whose credentials the settings say that it has.
	 */
	public @Nullable IdentityProvider<?> getCredentials() {
		return this.given.credentials();
	}

	/**
	 * Return the strategy by which it retries, as far as it can be told.
	 */
	public @Nullable RetryStrategy getRetryStrategy() {
		Used used = used();
		return (used != null) ? used.override().retryStrategy() : null;
	}

	void attach(SdkClient client) {
		this.client = new WeakReference<>(client);
	}

	@Override
	public void configureClient(SdkServiceClientConfiguration.Builder configuration) {
		AwsServiceClientConfiguration.Builder aws = (configuration instanceof AwsServiceClientConfiguration.Builder builder)
				? builder : null;
		this.seen = new Used((aws != null) ? aws.region() : null, configuration.endpointOverride(),
				(aws != null) ? aws.credentialsProvider() : null,
				OverrideView.of(configuration.overrideConfiguration()),
				isOfS3() ? S3Options.Said.crossRegionAccess(configuration) : null, null);
		this.all.addOther(this);
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		if (isOfS3()) {
			this.serviceConfiguration = attributes.getAttribute(SdkExecutionAttribute.SERVICE_CONFIG);
		}
	}

	private boolean isOfS3() {
		return this.given.id().service().equals(S3Options.S3);
	}

	/**
	 * Return what is special about the service, as the client was built with it. Nothing
	 * but a call tells.
	 */
	@Nullable ServiceConfiguration getServiceConfiguration() {
		return this.serviceConfiguration;
	}

	@Override
	public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
		AwsSettings reloaded = this.all.getReloaded();
		return (reloaded == null) ? context.request() : timeouts(reloaded).applyTo(context.request());
	}

	private LiveTimeouts timeouts(AwsSettings reloaded) {
		LiveTimeouts timeouts = this.timeouts;
		if (timeouts == null || timeouts.reloaded() != reloaded) {
			timeouts = LiveTimeouts.of(this, reloaded);
			this.timeouts = timeouts;
		}
		return timeouts;
	}

	private @Nullable WrittenTime findLive(AwsSetting<?> setting) {
		AwsSettings reloaded = this.intercepting ? this.all.getReloaded() : null;
		return (reloaded != null) ? timeouts(reloaded).get(setting) : null;
	}

	/**
	 * Return whether the client has the value that a setting has now, without having been
	 * built with it.
	 */
	public boolean isFollowing(AwsSetting<?> setting) {
		return findLive(setting) != null;
	}

	/**
	 * Return whether what the client was built with is what its settings say, and not
	 * what somebody has given its builder.
	 */
	public boolean hasOfSettings(AwsSetting<?> setting) {
		for (UsedValue value : readValues(ApplicationBeans.NONE)) {
			if (value.setting() == setting) {
				return value.isOfSettings();
			}
		}
		return true;
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		SdkHttpRequest request = context.httpRequest();
		Call latest = this.latest;
		// Called for every attempt, and almost always the same as before
		if (latest == null || latest.port() != request.port() || !latest.host().equals(request.host())) {
			this.latest = new Call(request.protocol(), request.host(), request.port(),
					attributes.getAttribute(AwsExecutionAttribute.FIPS_ENDPOINT_ENABLED),
					attributes.getAttribute(AwsExecutionAttribute.DUALSTACK_ENDPOINT_ENABLED));
		}
	}

	/**
	 * Return which client it is.
	 */
	public AwsClientId getId() {
		return this.given.id();
	}

	/**
	 * Return the simple name of its interface.
	 */
	public String getType() {
		return this.given.type();
	}

	/**
	 * Return its settings.
	 */
	public AwsSettings getSettings() {
		return this.given.settings();
	}

	/**
	 * Return the settings that it would get now.
	 * @param now the settings of the application
	 * @return the settings, or {@code null} if there is no such client any more
	 */
	public @Nullable AwsSettings findSettings(AwsSettings now) {
		Specification specification = this.specification;
		if (specification != null) {
			Specification resolved = specification.resolve(now);
			this.specification = resolved;
			return resolved.now();
		}
		String name = getId().name();
		NamedClient named = (name != null) ? now.findClient(name) : null;
		return (name == null) ? now.forClient(getId()) : (named != null) ? named.settings() : null;
	}

	boolean isBuilt() {
		return used() != null;
	}

	/**
	 * Return the server that the latest request was sent to.
	 * @return scheme, host and port, with the path if the endpoint URL of the settings
	 * has one, or {@code null} if there was none yet
	 */
	public @Nullable String getLatestEndpoint() {
		Call latest = this.latest;
		return (latest != null) ? latest.endpoint() + pathOfEndpoint(latest) : null;
	}

	private String pathOfEndpoint(Call latest) {
		URI configured = this.given.settings().getValue(SettingCatalog.ENDPOINT_URL);
		String host = (configured != null) ? configured.getHost() : null;
		boolean called = host != null && (latest.host().equals(host) || latest.host().endsWith("." + host));
		String path = (called && configured != null) ? configured.getRawPath() : null;
		return (path == null || path.equals("/")) ? "" : path;
	}

	/**
	 * Return the names of the customizers that were called, in their order.
	 */
	public List<String> getCustomizers() {
		return this.given.customizations().stream().map(Customization::name).toList();
	}

	/**
	 * Return the names of the plugins, in their order.
	 */
	public List<String> getPlugins() {
		return this.given.plugins();
	}

	/**
	 * Return the names of the interceptors, without those of the SDK, in their order.
	 */
	public List<String> getInterceptors() {
		Used used = used();
		return (used == null) ? List.of()
				: used.override()
					.interceptors()
					.stream()
					.filter((interceptor) -> !(interceptor instanceof BuiltClient) && !CallFailures.isOurs(interceptor)
							&& !interceptor.getClass().getName().startsWith(SDK))
					.map(this.given.extensions()::nameOf)
					.toList();
	}

	/**
	 * Return who gives the credentials, if that is not who the settings say.
	 * @return the provider with its source, or {@code null} if the settings apply
	 */
	public @Nullable UsedCredentials getOtherCredentials() {
		Used used = used();
		IdentityProvider<?> provider = (used != null) ? used.credentials() : null;
		if (provider == null || provider.equals(this.given.credentials())) {
			return null;
		}
		Changer changer = (this.given.credentials() != null) ? Changer.of(this.given, isOfOthers()) : Changer.CODE;
		return new UsedCredentials(provider.getClass().getName(), changer.source(), changer.by());
	}

	/**
	 * Return what the client uses.
	 * @param beans the beans of the application
	 * @return the values in the order of the catalogue
	 */
	public List<UsedValue> getValues(ApplicationBeans beans) {
		List<UsedValue> values = new ArrayList<>(readValues(beans));
		values.replaceAll((value) -> {
			WrittenTime live = findLive(value.setting());
			return (live != null) ? new UsedValue(value.setting(),
					SettingValue.display(value.setting(), live.written().text()), Source.SETTING, null, live.written())
					: value;
		});
		return values;
	}

	private List<UsedValue> readValues(ApplicationBeans beans) {
		Used used = used();
		return (used != null)
				? new UsedValueReader(this.given, used, this.latest, this.serviceConfiguration, isOfOthers(), beans)
					.read()
				: ExpectedClient.values(this.given.id().service(), this.given.settings(), beans);
	}

	private @Nullable Used used() {
		WeakReference<SdkClient> reference = this.client;
		SdkClient client = (reference != null) ? reference.get() : null;
		if (client == null) {
			return this.seen;
		}
		try {
			return Used.of(client, isOfS3());
		}
		catch (UnsupportedOperationException ex) {
			return null;
		}
	}

	private boolean isOfOthers() {
		return this.client == null;
	}

	/**
	 * Whose credentials a client has.
	 *
	 * @param type the class of the provider
	 * @param source who gave it to the client
	 * @param by the names of the beans, if it was beans
	 */
	public record UsedCredentials(String type, Source source, @Nullable String by) {

	}

	/**
	 * A call of a customizer.
	 *
	 * @param name the name of its bean
	 * @param changes what is known to be another thing since
	 */
	record Customization(String name, Set<Aspect> changes) {

	}

	/**
	 * What the builder was given.
	 *
	 * @param id which client
	 * @param type the simple name of its interface
	 * @param settings its settings
	 * @param region the Region, or {@code null} if the builder had one already
	 * @param ofApplication whether that is the Region of the application
	 * @param credentials the credentials, or {@code null} if the builder had some already
	 * @param before what the builder had before
	 * @param override what it had then
	 * @param extensions what all clients get
	 * @param plugins the names of the plugins
	 * @param customizations which customizers were called after that
	 */
	record Given(AwsClientId id, String type, AwsSettings settings, @Nullable Region region, boolean ofApplication,
			@Nullable IdentityProvider<?> credentials, OverrideView before, OverrideView override,
			ClientExtensions extensions, List<String> plugins, List<Customization> customizations) {

		Given with(List<Customization> customizations) {
			return new Given(this.id, this.type, this.settings, this.region, this.ofApplication, this.credentials,
					this.before, this.override, this.extensions, this.plugins, List.copyOf(customizations));
		}

	}

	/**
	 * What is said of a client that is made while the application runs.
	 *
	 * @param text the same for people to read
	 * @param settings finds the settings that it would get of those of the application
	 * @param application the settings of the application that were asked about last
	 * @param now the settings that it would get of these, or {@code null} if they are not
	 * valid with what is said
	 */
	private record Specification(String text, UnaryOperator<AwsSettings> settings, @Nullable AwsSettings application,
			@Nullable AwsSettings now) {

		Specification resolve(AwsSettings application) {
			if (this.application == application) {
				return this;
			}
			AwsSettings now;
			try {
				now = this.settings.apply(application);
			}
			catch (AwsConfigurationException ex) {
				now = null;
			}
			return new Specification(this.text, this.settings, application, now);
		}

	}

}
