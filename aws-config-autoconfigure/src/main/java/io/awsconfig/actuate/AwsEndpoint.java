package io.awsconfig.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.awsconfig.Internal;
import io.awsconfig.client.SdkModules;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.startup.CredentialsSource;
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
@RegisterReflectionForBinding({ AwsEndpoint.PartDescriptor.class, AwsEndpoint.SettingDescriptor.class,
		AwsEndpoint.ServiceDescriptor.class, AwsEndpoint.CredentialsDescriptor.class })
public class AwsEndpoint implements BeanClassLoaderAware {

	private static final String CREDENTIALS = "credentials";

	private final AwsEnvironment environment;

	private final SingletonSupplier<Set<Diagnostic>> warnings = SingletonSupplier.of(this::findWarnings);

	private final AwsSettings settings;

	private final CredentialsInUse credentials;

	private final RetryStrategies retryStrategies;

	private final Sanitizer sanitizer;

	private final Show showValues;

	private final Map<String, Part> parts;

	private ClassLoader classLoader = AwsEndpoint.class.getClassLoader();

	/**
	 * Create an endpoint.
	 * @param environment the environment
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param sanitizingFunctions asked for every value, so that they can hide more
	 * @param showValues when to show the values that are no secrets
	 */
	@Internal
	public AwsEndpoint(AwsEnvironment environment, AwsSettings settings, CredentialsInUse credentials,
			RetryStrategies retryStrategies, Iterable<SanitizingFunction> sanitizingFunctions, Show showValues) {
		this.environment = environment;
		this.settings = settings;
		this.credentials = credentials;
		this.retryStrategies = retryStrategies;
		this.sanitizer = new Sanitizer(sanitizingFunctions);
		this.showValues = showValues;
		this.parts = Map.of("settings", new Part(SettingsDescriber::describeSettings, SettingsDescriber::findSetting),
				"services", new Part(SettingsDescriber::describeServices, SettingsDescriber::findService), "clients",
				new Part(SettingsDescriber::describeClients, SettingsDescriber::findClient), CREDENTIALS, new Part(
						(describer) -> CredentialsDescriptor.of(credentials.application()), (describer, name) -> null));
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
		if (this.credentials.application() instanceof CredentialsChain chain) {
			try {
				freshness = new FreshnessDescriptor(chain.refresh());
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
		ClientCredentialsChains chains = this.settings.getOwnersOfCredentials().isEmpty() ? null
				: this.credentials.clients().get();
		if (chains != null) {
			chains.refresh();
		}
	}

	AwsDescriptor getAws(boolean showUnsanitized) {
		SettingsDescriber describer = describer(showUnsanitized);
		SharedConfig files = this.environment.getSharedConfig();
		SettingValue<String> profile = this.settings.get(SettingCatalog.PROFILE);
		SettingValue<String> region = this.settings.get(SettingCatalog.REGION);
		return new AwsDescriptor(describer.describeBriefly(profile),
				Stream.of(files.getConfigFile(), files.getCredentialsFile()).map(FileDescriptor::of).toList(),
				describer.describeBriefly(region), CredentialsDescriptor.of(this.credentials.application()),
				describer.services(), describer.clients(), this.retryStrategies.getStatus(),
				warnings().stream().map(WarningDescriptor::of).toList());
	}

	private Set<Diagnostic> warnings() {
		return this.warnings.obtain();
	}

	/**
	 * Look for what is odd, once: neither the settings nor the class path change.
	 */
	private Set<Diagnostic> findWarnings() {
		Set<Diagnostic> warnings = StartupReport.warnings(this.environment, this.settings, this.credentials,
				this.classLoader);
		Diagnostic versions = SdkModules.on(this.classLoader).findDifferentVersions();
		if (versions != null) {
			warnings.add(versions);
		}
		return warnings;
	}

	@Nullable OperationResponseBody getPart(String part, boolean showUnsanitized) {
		Part found = this.parts.get(part);
		return (found != null) ? found.whole().apply(describer(showUnsanitized)) : null;
	}

	@Nullable OperationResponseBody getEntry(String part, String name, boolean showUnsanitized) {
		Part found = this.parts.get(part);
		return (found != null) ? found.entry().apply(describer(showUnsanitized), name) : null;
	}

	private SettingsDescriber describer(boolean showUnsanitized) {
		return new SettingsDescriber(this.settings, this.credentials, this.retryStrategies, this.sanitizer,
				showUnsanitized);
	}

	/**
	 * A part of the whole.
	 *
	 * @param whole describes all of it
	 * @param entry describes one entry, if there is one of a name
	 */
	private record Part(Function<SettingsDescriber, OperationResponseBody> whole,
			BiFunction<SettingsDescriber, String, @Nullable OperationResponseBody> entry) {

	}

	/**
	 * Description of all that applies.
	 *
	 * @param profile the profile of the shared files
	 * @param files the shared files
	 * @param region the Region
	 * @param credentials where credentials come from
	 * @param services the services that have settings of their own, with those
	 * @param clients the clients that have a name, with the settings of their own
	 * @param retries how the retries of the clients are, client by client
	 * @param warnings what is odd
	 */
	public record AwsDescriptor(ValueDescriptor profile, List<FileDescriptor> files, ValueDescriptor region,
			CredentialsDescriptor credentials, Map<String, ServiceDescriptor> services,
			Map<String, ServiceDescriptor> clients, List<RetryStatus> retries,
			List<WarningDescriptor> warnings) implements OperationResponseBody {

	}

	/**
	 * Description of the credentials.
	 *
	 * @param source where they come from
	 * @param plan the steps in the order in which they are looked for, or {@code null} if
	 * the application has a provider of its own
	 * @param freshness how fresh they are, or {@code null} if the application has a
	 * provider of its own
	 */
	public record CredentialsDescriptor(String source, @Nullable List<StepDescriptor> plan,
			@Nullable CredentialsFreshness freshness) implements OperationResponseBody {

		static CredentialsDescriptor of(@Nullable AwsCredentialsProvider provider) {
			String source = CredentialsSource.describe(provider);
			if (provider instanceof CredentialsChain chain) {
				return new CredentialsDescriptor(source,
						chain.getPlan().getEntries().stream().map(StepDescriptor::of).toList(), chain.freshness());
			}
			return new CredentialsDescriptor(source, null, null);
		}

	}

	/**
	 * Description of a step that gets credentials.
	 *
	 * @param step the step
	 * @param configured whether it is configured
	 * @param selected whether it is the one that is taken
	 * @param detail where it is configured, or why it is not there
	 */
	public record StepDescriptor(String step, boolean configured, boolean selected, String detail) {

		static StepDescriptor of(CredentialsPlan.Entry entry) {
			return new StepDescriptor(entry.name(), entry.configured(), entry.selected(), entry.detail());
		}

	}

	/**
	 * Description of how fresh the credentials are. What is not known or does not apply
	 * is not there.
	 *
	 * @param freshness how fresh they are
	 */
	public record FreshnessDescriptor(@JsonUnwrapped CredentialsFreshness freshness) implements OperationResponseBody {

	}

	/**
	 * Description of one of the shared files.
	 *
	 * @param type {@code config} or {@code credentials}
	 * @param path where the file is
	 * @param status {@code read}, {@code absent} or {@code refused}
	 */
	public record FileDescriptor(String type, String path, String status) {

		static FileDescriptor of(SharedConfigFile file) {
			return new FileDescriptor(file.getType().name().toLowerCase(Locale.ROOT), file.getPath().toString(),
					file.getStatus().name().toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * Description of something odd.
	 *
	 * @param message what was found and what was done
	 * @param origin where it stands
	 */
	public record WarningDescriptor(String message, String origin) {

		static WarningDescriptor of(Diagnostic diagnostic) {
			return new WarningDescriptor(diagnostic.message(), String.valueOf(diagnostic.origin()));
		}

	}

	/**
	 * Description of the settings of one service, or of one named client.
	 *
	 * @param service the service
	 * @param settings the settings by name
	 * @param credentials the credentials of its clients, or {@code null} if these are
	 * those of the application; not there at a glance
	 * @param retries how the retries of its clients are, client by client, or
	 * {@code null} if there are none; not there at a glance
	 */
	public record ServiceDescriptor(String service, Map<String, ValueDescriptor> settings,
			@Nullable CredentialsDescriptor credentials,
			@Nullable List<RetryStatus> retries) implements OperationResponseBody {

	}

	/**
	 * Description of a setting.
	 *
	 * @param name AWS's name for the setting
	 * @param value the value that applies, or {@code null} if there is none
	 * @param spelling the name under which it was written, or {@code null} for a default
	 * @param origin where it stands, or {@code null} for a default
	 * @param shadowed what would apply otherwise, the nearest first
	 * @param defaultValue what applies if nothing is set
	 * @param valid which values are valid
	 * @param property its name among the application's properties
	 * @param systemProperties its names among the JVM system properties
	 * @param environmentVariables its names among the environment variables
	 * @param fileKeys its names in the shared files
	 * @param section the section of the AWS SDKs and Tools Reference Guide
	 * @param reach how it reaches the SDK
	 */
	public record SettingDescriptor(String name, @Nullable Object value, @Nullable String spelling,
			@Nullable String origin, List<ValueDescriptor> shadowed, @Nullable String defaultValue, String valid,
			String property, List<String> systemProperties, List<String> environmentVariables, List<String> fileKeys,
			String section, String reach) implements OperationResponseBody {

	}

	/**
	 * Description of a value.
	 *
	 * @param value the value, or {@code null} if there is none
	 * @param spelling the name under which it was written, or {@code null} for a default
	 * @param origin where it stands, or {@code null} for a default
	 */
	public record ValueDescriptor(@Nullable Object value, @Nullable String spelling,
			@Nullable String origin) implements OperationResponseBody {

	}

	/**
	 * Description of a part of the whole.
	 *
	 * @param entries the settings or services by name
	 */
	public record PartDescriptor(
			Map<String, ? extends OperationResponseBody> entries) implements OperationResponseBody {

	}

}
