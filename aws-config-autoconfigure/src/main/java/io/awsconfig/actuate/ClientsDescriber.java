package io.awsconfig.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsEndpoint.BeanDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ExceptionDescriptor;
import io.awsconfig.actuate.AwsEndpoint.UsedDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.BuiltClient.UsedCredentials;
import io.awsconfig.client.ClientsInUse;
import io.awsconfig.client.ExpectedClient;
import io.awsconfig.client.UsedValue;
import io.awsconfig.client.UsedValue.Source;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.reload.SettingChanges;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.startup.CredentialsSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Describes what clients use: those that were built by what they are, others by what the
 * settings say.
 */
final class ClientsDescriber {

	private static final String EARLIER = "earlier setting";

	private final ClientsInUse clients;

	private final RetryStrategies retryStrategies;

	private final AwsSettings settings;

	private final boolean all;

	private final ShownValues shown;

	/**
	 * Create what describes.
	 * @param clients the clients
	 * @param settings the settings of now
	 * @param retryStrategies knows how the retries of the clients are
	 * @param all whether to describe what is off by default as well
	 * @param shown what may be seen of values
	 */
	ClientsDescriber(ClientsInUse clients, AwsSettings settings, RetryStrategies retryStrategies, boolean all,
			ShownValues shown) {
		this.clients = clients;
		this.settings = settings;
		this.retryStrategies = retryStrategies;
		this.all = all;
		this.shown = shown;
	}

	/**
	 * Return the services whose clients have been built.
	 */
	Set<String> findServices() {
		Set<String> services = new TreeSet<>();
		this.clients.built().getAll().forEach((client) -> services.add(client.getId().service()));
		return services;
	}

	/**
	 * Describe the beans of the application that take the place of settings or change
	 * clients, by what they are.
	 */
	Map<String, List<BeanDescriptor>> describeBeans() {
		Map<String, List<BeanDescriptor>> described = new LinkedHashMap<>();
		this.clients.beans()
			.byKind()
			.forEach((kind, found) -> described.put(kind, found.stream().map(BeanDescriptor::of).toList()));
		return described;
	}

	/**
	 * Describe the clients of a service without a name, or those of a name.
	 * @param id which clients
	 * @param credentials whose credentials they have by their settings
	 * @return the clients that have been built
	 */
	List<ClientDescriptor> describeBuilt(AwsClientId id, @Nullable String credentials) {
		List<ClientDescriptor> described = new ArrayList<>();
		for (BuiltClient client : this.clients.built().find(id)) {
			described.add(describe(client, credentials));
		}
		return described;
	}

	/**
	 * Describe the clients that nobody has built.
	 */
	ClientDescriptor describeExpected(AwsClientId id, AwsSettings settings, @Nullable String credentials) {
		return new ClientDescriptor(null, "not built yet",
				describe(ExpectedClient.values(id.service(), settings, this.clients.beans())), null,
				describeCredentials(settings, credentials), null, null, null, null, null, null);
	}

	private ClientDescriptor describe(BuiltClient client, @Nullable String credentialsOfService) {
		String specification = client.getSpecification();
		AwsCredentialsProvider own = (specification != null && client.getSettings().hasOwnCredentials()
				&& client.getCredentials() instanceof AwsCredentialsProvider provider) ? provider : null;
		String credentials = (own != null) ? CredentialsSource.describe(own) : credentialsOfService;
		UsedCredentials other = client.getOtherCredentials();
		return new ClientDescriptor(client.getType(), "built", describeUsed(client),
				(String) this.shown.show(SettingCatalog.ENDPOINT_URL, client.getLatestEndpoint()),
				(other != null)
						? new UsedDescriptor(other.type(), other.source().getDescription(), other.by(), null, null,
								(credentials != null) ? new ValueDescriptor(credentials, null, null) : null)
						: describeCredentials(client.getSettings(), credentials),
				orNull(client.getCustomizers()), orNull(client.getPlugins()), orNull(client.getInterceptors()),
				specification, (own instanceof CredentialsChain chain && other == null) ? chain.freshness() : null,
				(specification != null) ? this.retryStrategies.getStatus(client.getRetryStrategy()) : null);
	}

	/**
	 * Describe what a client uses, of which it may have earlier values.
	 */
	private Map<String, UsedDescriptor> describeUsed(BuiltClient client) {
		Map<String, UsedDescriptor> described = describe(client.getValues(this.clients.beans()));
		for (AwsSetting<?> setting : findOutdated(client)) {
			WrittenValue had = client.getSettings().get(setting).getWritten();
			WrittenValue now = currentOf(client).get(setting).getWritten();
			described.put(setting.getName(),
					new UsedDescriptor((had != null) ? this.shown.describe(setting, had).value() : null, EARLIER, null,
							(had != null) ? had.spelling() : null, (had != null) ? had.origin().toString() : null,
							(now != null) ? this.shown.describe(setting, now)
									: new ValueDescriptor(null, null, null, "not set")));
		}
		return described;
	}

	private AwsSettings currentOf(BuiltClient client) {
		AwsSettings current = client.findSettings(this.settings);
		return (current != null) ? current : client.getSettings();
	}

	private List<AwsSetting<?>> findOutdated(BuiltClient client) {
		List<AwsSetting<?>> outdated = new ArrayList<>(0);
		for (SettingValue<?> value : this.settings.getValues()) {
			if (SettingChanges.isHeld(client, value.getSetting(), this.settings)) {
				outdated.add(value.getSetting());
			}
		}
		return outdated;
	}

	/**
	 * Describe which clients have earlier values of which settings.
	 */
	@Nullable Map<String, List<String>> describeOutdated() {
		Map<String, List<String>> described = new LinkedHashMap<>();
		for (BuiltClient client : this.clients.built().getAll()) {
			List<String> outdated = findOutdated(client).stream().map(AwsSetting::getName).toList();
			if (!outdated.isEmpty()) {
				described.put(client.describe(), outdated);
			}
		}
		return described.isEmpty() ? null : described;
	}

	private @Nullable UsedDescriptor describeCredentials(AwsSettings settings, @Nullable String credentials) {
		ApplicationBean bean = settings.hasOwnCredentials() ? null : this.clients.beans().credentialsProvider();
		if (bean != null) {
			return new UsedDescriptor(credentials, Source.BEAN.getDescription(), bean.toString(), null, null, null);
		}
		return (credentials != null) ? new UsedDescriptor(credentials, "settings", null, null, null, null) : null;
	}

	private Map<String, UsedDescriptor> describe(List<UsedValue> values) {
		Map<String, UsedDescriptor> described = new LinkedHashMap<>();
		for (UsedValue value : values) {
			// A switch that nobody has touched
			boolean off = value.source() == Source.DEFAULT && value.setting().getType().getValueType() == Boolean.class;
			if (this.all || (!off && (value.value() != null || value.source() != Source.DEFAULT))) {
				described.put(value.setting().getName(), describe(value));
			}
		}
		return described;
	}

	private UsedDescriptor describe(UsedValue value) {
		WrittenValue written = value.written();
		ValueDescriptor said = (written != null) ? this.shown.describe(value.setting(), written) : null;
		boolean inForce = value.source() == Source.SETTING || value.source() == Source.CONNECTION_DETAILS;
		return new UsedDescriptor(this.shown.show(value.setting(), value.value()), value.source().getDescription(),
				value.by(), (inForce && said != null) ? said.spelling() : null,
				(inForce && said != null) ? said.origin() : null, inForce ? null : said);
	}

	private static boolean isException(UsedValue value) {
		return switch (value.source()) {
			case CUSTOMIZER, PLUGIN, CODE, ONE_OF -> true;
			case SETTING, CONNECTION_DETAILS, ENDPOINT, BEAN, INSTANCE_METADATA, DEFAULT, NOT_SET -> false;
		};
	}

	/**
	 * Describe the clients that use something else than a setting says.
	 */
	@Nullable List<ExceptionDescriptor> describeExceptions(AwsSetting<?> setting) {
		List<ExceptionDescriptor> exceptions = new ArrayList<>();
		for (BuiltClient client : this.clients.built().getAll()) {
			for (UsedValue value : client.getValues(this.clients.beans())) {
				if (value.setting() == setting && isException(value)) {
					exceptions.add(new ExceptionDescriptor(client.describe(), this.shown.show(setting, value.value()),
							value.source().getDescription(), value.by()));
				}
			}
			if (SettingChanges.isHeld(client, setting, this.settings)) {
				WrittenValue had = client.getSettings().get(setting).getWritten();
				exceptions.add(new ExceptionDescriptor(client.describe(),
						(had != null) ? this.shown.describe(setting, had).value() : null, EARLIER, null));
			}
		}
		return orNull(exceptions);
	}

	/**
	 * Return the Region that the application's own provider, or the instance metadata
	 * service, has given to a client.
	 */
	@Nullable Object findGivenRegion() {
		for (BuiltClient client : this.clients.built().getAll()) {
			for (UsedValue value : client.getValues(this.clients.beans())) {
				if (value.setting() == SettingCatalog.REGION
						&& (value.source() == Source.BEAN || value.source() == Source.INSTANCE_METADATA)) {
					return this.shown.show(value.setting(), value.value());
				}
			}
		}
		return null;
	}

	/**
	 * Return the bean that takes the place of a setting.
	 */
	@Nullable ApplicationBean findBean(AwsSetting<?> setting) {
		if (setting == SettingCatalog.REGION) {
			return this.clients.beans().regionProvider();
		}
		return (setting == SettingCatalog.RETRY_MODE || setting == SettingCatalog.MAX_ATTEMPTS)
				? this.clients.beans().retryStrategy() : null;
	}

	private static <T> @Nullable List<T> orNull(List<T> list) {
		return list.isEmpty() ? null : list;
	}

}
