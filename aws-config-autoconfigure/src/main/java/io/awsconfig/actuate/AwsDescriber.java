package io.awsconfig.actuate;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.actuate.AwsEndpoint.AwsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FailureDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FileDescriptor;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.client.ClientsInUse;
import io.awsconfig.client.ReplacedSettings;
import io.awsconfig.client.SdkModules;
import io.awsconfig.client.SdkServices;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.reload.Reload;
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.startup.StartupReport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.util.function.SingletonSupplier;

/**
 * Describes what applies, by the settings that are in force when it is asked: all of it
 * at a glance, a part, or one entry of a part.
 */
final class AwsDescriber {

	private static final String SETTINGS = "settings";

	private static final String SERVICES = "services";

	private static final String CLIENTS = "clients";

	private static final String CREDENTIALS = AwsOperations.CREDENTIALS;

	private Supplier<SettingsView> view;

	private Supplier<@Nullable Reload> lastReload = () -> null;

	private volatile SettingsView.@Nullable Warnings warnings;

	private final CredentialsInUse credentials;

	private final RetryStrategies retryStrategies;

	private final Supplier<ClientsInUse> clients;

	private final Sanitizer sanitizer;

	private final SingletonSupplier<SdkServices> sdkServices = SingletonSupplier
		.of(() -> new SdkServices(this.classLoader));

	private @Nullable CallFailures failures;

	private ClassLoader classLoader = AwsEndpoint.class.getClassLoader();

	/**
	 * Create what describes.
	 * @param view the settings, if they never change
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param clients gives the clients; asked for each answer
	 * @param sanitizer asked for every value
	 */
	AwsDescriber(SettingsView view, CredentialsInUse credentials, RetryStrategies retryStrategies,
			Supplier<ClientsInUse> clients, Sanitizer sanitizer) {
		this.view = () -> view;
		this.credentials = credentials;
		this.retryStrategies = retryStrategies;
		this.clients = clients;
		this.sanitizer = sanitizer;
	}

	void setCallFailures(CallFailures failures) {
		this.failures = failures;
	}

	void setClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Follow settings that change.
	 */
	void follow(SettingsInForce inForce) {
		this.view = () -> SettingsView.of(inForce.get());
		this.lastReload = inForce::getLastReload;
	}

	/**
	 * Return the settings that are in force.
	 */
	AwsSettings settings() {
		return this.view.get().settings();
	}

	AwsDescriptor describe(boolean showUnsanitized) {
		SettingsView view = this.view.get();
		Answer answer = answer(view, new Scope(showUnsanitized, false));
		SharedConfig files = view.environment().getSharedConfig();
		ValueDescriber values = answer.values();
		ServicesDescriber services = answer.services();
		Reload reload = this.lastReload.get();
		return new AwsDescriptor(values.describe(view.settings().get(SettingCatalog.PROFILE)),
				Stream.of(files.getConfigFile(), files.getCredentialsFile()).map(FileDescriptor::of).toList(),
				values.describe(view.settings().get(SettingCatalog.REGION)), values.describeProxy(),
				CredentialsDescriptor.of(this.credentials.application()), answer.clients().describeBeans(),
				services.services(), services.clients(), this.retryStrategies.getStatus(),
				warnings(view).stream().map(WarningDescriptor::of).toList(),
				describe((this.failures != null) ? this.failures.getAll() : List.of()),
				(reload != null) ? new ReloadDescriber(values).describe(reload) : null,
				answer.clients().describeOutdated());
	}

	ReloadDescriptor describe(Reload reload, boolean showUnsanitized) {
		return new ReloadDescriber(answer(new Scope(showUnsanitized, false)).values()).describe(reload);
	}

	/**
	 * Describe a part.
	 * @return the part, or what parts there are
	 */
	OperationResponseBody describePart(String part, Scope scope) {
		return switch (part) {
			case SETTINGS -> answer(scope).settings().describeAll();
			case SERVICES -> answer(scope).services().describeServices();
			case CLIENTS -> answer(scope).services().describeClients();
			case CREDENTIALS -> CredentialsDescriptor.of(this.credentials.application());
			default -> noSuchPart(part);
		};
	}

	/**
	 * Describe an entry of a part.
	 * @return the entry, or what there is that is called nearly so
	 */
	OperationResponseBody describeEntry(String part, String name, Scope scope) {
		return switch (part) {
			case SETTINGS -> answer(scope).settings().find(name);
			case SERVICES -> answer(scope).services().findService(name);
			case CLIENTS -> answer(scope).services().findClient(name);
			case CREDENTIALS -> NotFoundDescriptor.of("part of the credentials", name, null, List.of());
			default -> noSuchPart(part);
		};
	}

	private static NotFoundDescriptor noSuchPart(String part) {
		return NotFoundDescriptor.of("part", part, null, List.of(CLIENTS, CREDENTIALS, SERVICES, SETTINGS));
	}

	private static List<FailureDescriptor> describe(List<CallFailure> failures) {
		return failures.stream().map(FailureDescriptor::of).toList();
	}

	/**
	 * Look for what is odd, once for the same settings: the class path does not change.
	 */
	private Set<Diagnostic> warnings(SettingsView view) {
		SettingsView.Warnings warnings = this.warnings;
		if (warnings == null || !warnings.view().equals(view)) {
			warnings = new SettingsView.Warnings(view, findWarnings(view));
			this.warnings = warnings;
		}
		return warnings.found();
	}

	private Set<Diagnostic> findWarnings(SettingsView view) {
		Set<Diagnostic> warnings = StartupReport.warnings(view.environment(), view.settings(), this.credentials,
				this.classLoader);
		warnings.addAll(ReplacedSettings.find(view.settings(), this.clients.get().beans()));
		Diagnostic versions = SdkModules.on(this.classLoader).findDifferentVersions();
		if (versions != null) {
			warnings.add(versions);
		}
		return warnings;
	}

	private Answer answer(Scope scope) {
		return answer(this.view.get(), scope);
	}

	private Answer answer(SettingsView view, Scope scope) {
		AwsSettings settings = view.settings();
		SdkServices sdkServices = this.sdkServices.obtain();
		ShownValues shown = new ShownValues(this.sanitizer, scope.unsanitized());
		ClientsDescriber clients = new ClientsDescriber(this.clients.get(), settings, this.retryStrategies, scope.all(),
				shown);
		ValueDescriber values = new ValueDescriber(settings, view.environment().getProxy(settings), clients, shown);
		return new Answer(values, clients, new SettingsDescriber(settings, values, clients, sdkServices, scope.all()),
				new ServicesDescriber(settings, values, clients, sdkServices, this.credentials, this.retryStrategies,
						(client) -> describe((this.failures != null) ? this.failures.of(client) : List.of()),
						scope.all()));
	}

	/**
	 * What describes the parts for one answer.
	 */
	private record Answer(ValueDescriber values, ClientsDescriber clients, SettingsDescriber settings,
			ServicesDescriber services) {

	}

}
