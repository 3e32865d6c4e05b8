package io.awsconfig.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.client.SdkModules;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsChains;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.startup.StartupReport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link Endpoint @Endpoint} that shows the AWS settings that apply, where each comes
 * from and what it shadows, and where credentials come from. Only refreshing these asks
 * anything of the network. Values of secrets are never shown.
 *
 * @since 0.1.0
 */
@Endpoint(id = "aws")
@RegisterReflectionForBinding({ PartDescriptor.class, SettingDescriptor.class, ServiceDescriptor.class,
		CredentialsDescriptor.class })
public class AwsEndpoint implements BeanClassLoaderAware {

	private static final String SETTINGS = "settings";

	private static final String SERVICES = "services";

	private static final String CLIENTS = "clients";

	private static final String CREDENTIALS = "credentials";

	private final AwsEnvironment environment;

	private final SingletonSupplier<Set<Diagnostic>> warnings = SingletonSupplier.of(this::findWarnings);

	private final AwsSettings settings;

	private final @Nullable AwsCredentialsProvider credentialsProvider;

	private final Supplier<@Nullable CredentialsChains> chains;

	private final RetryStrategies retryStrategies;

	private final Sanitizer sanitizer;

	private final Show showValues;

	private ClassLoader classLoader = AwsEndpoint.class.getClassLoader();

	/**
	 * Create an endpoint.
	 * @param environment the environment
	 * @param settings the settings
	 * @param credentialsProvider the credentials of the clients, or {@code null} if there
	 * is no single one
	 * @param chains the credentials of clients that have their own; not asked for unless
	 * there are such clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param sanitizingFunctions asked for every value, so that they can hide more
	 * @param showValues when to show the values that are no secrets
	 */
	public AwsEndpoint(AwsEnvironment environment, AwsSettings settings,
			@Nullable AwsCredentialsProvider credentialsProvider, Supplier<@Nullable CredentialsChains> chains,
			RetryStrategies retryStrategies, Iterable<SanitizingFunction> sanitizingFunctions, Show showValues) {
		this.environment = environment;
		this.settings = settings;
		this.credentialsProvider = credentialsProvider;
		this.chains = chains;
		this.retryStrategies = retryStrategies;
		this.sanitizer = new Sanitizer(sanitizingFunctions);
		this.showValues = showValues;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Return what applies, at a glance.
	 * @return the summary
	 */
	@ReadOperation
	public AwsDescriptor aws() {
		return getAws(this.showValues.isShown(true));
	}

	/**
	 * Return all settings, the services that have settings of their own, the named
	 * clients, or the credentials.
	 * @param part {@code settings}, {@code services}, {@code clients} or
	 * {@code credentials}
	 * @return the part, or {@code null} if there is no such part
	 */
	@ReadOperation
	public @Nullable OperationResponseBody part(@Selector String part) {
		return getPart(part, this.showValues.isShown(true));
	}

	/**
	 * Return one setting, or the settings of one service or named client.
	 * @param part {@code settings}, {@code services} or {@code clients}
	 * @param name the setting under any of its names, the service, or the client
	 * @return the setting, service or client, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable OperationResponseBody entry(@Selector String part, @Selector String name) {
		return getEntry(part, name, this.showValues.isShown(true));
	}

	/**
	 * Refresh the credentials, those of the application and those that services and named
	 * clients have of their own, and wait until that is done.
	 * @param part {@code credentials}
	 * @return how fresh those of the application are then, or {@code null} if there is no
	 * such part or these are not this project's to refresh
	 */
	@WriteOperation
	public @Nullable FreshnessDescriptor refresh(@Selector String part) {
		if (!part.equals(CREDENTIALS)) {
			return null;
		}
		FreshnessDescriptor freshness = null;
		if (this.credentialsProvider instanceof CredentialsChain chain) {
			try {
				freshness = FreshnessDescriptor.of(chain.refresh());
			}
			catch (CredentialsException ex) {
				refreshOwnCredentials(ex);
				throw ex;
			}
		}
		refreshOwnCredentials();
		return freshness;
	}

	private void refreshOwnCredentials(CredentialsException earlier) {
		try {
			refreshOwnCredentials();
		}
		catch (CredentialsException ex) {
			earlier.addSuppressed(ex);
		}
	}

	private void refreshOwnCredentials() {
		CredentialsChains chains = this.settings.getOwnersOfCredentials().isEmpty() ? null : this.chains.get();
		if (chains != null) {
			chains.refresh();
		}
	}

	AwsDescriptor getAws(boolean showUnsanitized) {
		SettingsDescriber describer = describer(showUnsanitized);
		SharedConfig files = this.environment.getSharedConfig();
		SettingValue<String> profile = this.settings.get(SettingCatalog.PROFILE);
		SettingValue<String> region = this.settings.get(SettingCatalog.REGION);
		Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
		this.settings.getServices()
			.forEach((service) -> services.put(service.toString(), describer.describeService(service, false)));
		return new AwsDescriptor(describer.describeBriefly(profile),
				Stream.of(files.getConfigFile(), files.getCredentialsFile()).map(FileDescriptor::of).toList(),
				describer.describeBriefly(region), CredentialsDescriptor.of(this.credentialsProvider), services,
				describer.describeClients(), this.retryStrategies.getStatus(),
				warnings().stream().map(WarningDescriptor::of).toList());
	}

	private Set<Diagnostic> warnings() {
		return this.warnings.obtain();
	}

	/**
	 * Look for what is odd, once: neither the settings nor the class path change.
	 */
	private Set<Diagnostic> findWarnings() {
		Set<Diagnostic> warnings = StartupReport.warnings(this.environment, this.settings, this.classLoader);
		Diagnostic versions = SdkModules.on(this.classLoader).findDifferentVersions();
		if (versions != null) {
			warnings.add(versions);
		}
		return warnings;
	}

	@Nullable OperationResponseBody getPart(String part, boolean showUnsanitized) {
		SettingsDescriber describer = describer(showUnsanitized);
		if (part.equals(CREDENTIALS)) {
			return CredentialsDescriptor.of(this.credentialsProvider);
		}
		Map<String, OperationResponseBody> entries = new TreeMap<>();
		switch (part) {
			case SETTINGS -> this.settings.getValues()
				.forEach((value) -> entries.put(value.getSetting().getName(), describer.describeBriefly(value)));
			case SERVICES -> this.settings.getServices()
				.forEach((service) -> entries.put(service.toString(), describer.describeService(service, false)));
			case CLIENTS -> entries.putAll(describer.describeClients());
			default -> {
				return null;
			}
		}
		return new PartDescriptor(entries);
	}

	@Nullable OperationResponseBody getEntry(String part, String name, boolean showUnsanitized) {
		SettingsDescriber describer = describer(showUnsanitized);
		return switch (part) {
			case SETTINGS -> {
				AwsSetting<?> setting = SettingCatalog.find(name);
				yield (setting != null) ? describer.describe(this.settings.get(setting)) : null;
			}
			case SERVICES -> isName(name) ? describer.describeService(ServiceId.of(name), true) : null;
			case CLIENTS -> {
				NamedClient client = isName(name) ? this.settings.findClient(name) : null;
				yield (client != null) ? describer.describeClient(client, true) : null;
			}
			default -> null;
		};
	}

	private static boolean isName(String text) {
		return text.chars().anyMatch(Character::isLetterOrDigit);
	}

	private SettingsDescriber describer(boolean showUnsanitized) {
		return new SettingsDescriber(this.settings, this.chains, this.retryStrategies, this.sanitizer, showUnsanitized);
	}

}
