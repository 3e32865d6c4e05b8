package io.awsconfig.actuate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.awsconfig.Internal;
import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.ClientsInUse;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.doctor.DoctorReport;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.reload.SettingsReloader;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.startup.CredentialsSource;
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

/**
 * {@link Endpoint @Endpoint} that shows the AWS settings that apply, where each comes
 * from and what it shadows, and where credentials come from. Nothing that is read asks
 * anything of the network. Values of secrets are never shown.
 *
 * @since 0.1.0
 */
@Endpoint(id = "aws")
@RegisterReflectionForBinding({ AwsEndpoint.PartDescriptor.class, AwsEndpoint.SettingDescriptor.class,
		AwsEndpoint.ServiceDescriptor.class, AwsEndpoint.CredentialsDescriptor.class,
		AwsEndpoint.NotFoundDescriptor.class, AwsEndpoint.ReloadDescriptor.class, AwsEndpoint.FreshnessDescriptor.class,
		AwsEndpoint.DoctorDescriptor.class })
public class AwsEndpoint implements BeanClassLoaderAware {

	static final String ACTUATOR_V3 = "application/vnd.spring-boot.actuator.v3+json";

	static final String ACTUATOR_V2 = "application/vnd.spring-boot.actuator.v2+json";

	static final String JSON = "application/json";

	/**
	 * Whoever takes anything gets JSON: with this, it is nearer to that than plain text.
	 */
	static final String ANY = "*/*";

	private final Show showValues;

	private final AwsDescriber describer;

	private final AwsOperations operations;

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
		this(environment, settings, credentials, retryStrategies, ClientsInUse::none, sanitizingFunctions, showValues);
	}

	/**
	 * Create an endpoint that shows clients as well.
	 * @param environment the environment
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param clients gives the clients; asked for each answer
	 * @param sanitizingFunctions asked for every value, so that they can hide more
	 * @param showValues when to show the values that are no secrets
	 */
	@Internal
	public AwsEndpoint(AwsEnvironment environment, AwsSettings settings, CredentialsInUse credentials,
			RetryStrategies retryStrategies, Supplier<ClientsInUse> clients,
			Iterable<SanitizingFunction> sanitizingFunctions, Show showValues) {
		this.showValues = showValues;
		this.describer = new AwsDescriber(new SettingsView(environment, settings), credentials, retryStrategies,
				clients, new Sanitizer(sanitizingFunctions));
		this.operations = new AwsOperations(this.describer, credentials);
	}

	/**
	 * Show why calls of clients have failed as well.
	 * @param failures knows the failures
	 */
	@Internal
	public void setCallFailures(CallFailures failures) {
		this.describer.setCallFailures(failures);
	}

	/**
	 * Try out whether the application can work with AWS as well.
	 * @param doctor gives what does that
	 */
	@Internal
	public void setDoctor(Supplier<@Nullable AwsDoctor> doctor) {
		this.operations.setDoctor(doctor);
	}

	/**
	 * Follow settings that change.
	 * @param inForce knows which are in force
	 * @param reloader gives what reloads them when somebody asks for that
	 */
	@Internal
	public void setReloader(SettingsInForce inForce, Supplier<SettingsReloader> reloader) {
		this.describer.follow(inForce);
		this.operations.setReloader(reloader);
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.describer.setClassLoader(classLoader);
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
	 * Return the settings that are set, the services that have settings of their own or
	 * clients, the named clients, or the credentials.
	 * @param part {@code settings}, {@code services}, {@code clients} or
	 * {@code credentials}
	 * @param all whether to return what is not set as well: anything but {@code false},
	 * also nothing at all
	 * @return the part, or what parts there are
	 */
	@ReadOperation
	public OperationResponseBody part(@Selector String part, @Nullable String all) {
		return getPart(part, new Scope(this.showValues.isShown(true), isWanted(all)));
	}

	/**
	 * Return one setting, or the clients and the settings of one service or named client.
	 * @param part {@code settings}, {@code services} or {@code clients}
	 * @param name the setting under any of its names, the service, or the client
	 * @param all whether to return what is not set as well: anything but {@code false},
	 * also nothing at all
	 * @return the setting, service or client, or what there is that is called nearly so
	 */
	@ReadOperation
	public OperationResponseBody entry(@Selector String part, @Selector String name, @Nullable String all) {
		return getEntry(part, name, new Scope(this.showValues.isShown(true), isWanted(all)));
	}

	/**
	 * Return a part with what is set, as {@link #part(String, String)} does.
	 * @param part the part
	 * @return the part, or what parts there are
	 */
	public OperationResponseBody part(String part) {
		return part(part, null);
	}

	/**
	 * Return an entry with what is set, as {@link #entry(String, String, String)} does.
	 * @param part the part
	 * @param name the name of the entry
	 * @return the entry, or what there is that is called nearly so
	 */
	public OperationResponseBody entry(String part, String name) {
		return entry(part, name, null);
	}

	static boolean isWanted(@Nullable String all) {
		return all != null && !"false".equalsIgnoreCase(all);
	}

	/**
	 * Do what a part can do, and wait until that is done: refresh the credentials, those
	 * of the application and those that services and named clients have of their own;
	 * reload the settings, for what is built from then on; or try out whether the
	 * application can work with AWS.
	 * @param part {@code credentials}, {@code reload} or {@code doctor}
	 * @return how fresh the credentials of the application are then, what the reload has
	 * changed or why it has changed nothing, or what the doctor has found; {@code null}
	 * if there is no such part or it is not this project's to change
	 */
	@WriteOperation(produces = { ACTUATOR_V3, ACTUATOR_V2, JSON, ANY })
	public @Nullable OperationResponseBody refresh(@Selector String part) {
		return refresh(part, this.showValues.isShown(true));
	}

	@Nullable OperationResponseBody refresh(String part, boolean showUnsanitized) {
		return this.operations.perform(part, showUnsanitized);
	}

	AwsDescriptor getAws(boolean showUnsanitized) {
		return this.describer.describe(showUnsanitized);
	}

	OperationResponseBody getPart(String part, Scope scope) {
		return this.describer.describePart(part, scope);
	}

	OperationResponseBody getEntry(String part, String name, Scope scope) {
		return this.describer.describeEntry(part, name, scope);
	}

	/**
	 * Description of all that applies.
	 *
	 * @param profile the profile of the shared files
	 * @param files the shared files
	 * @param region the Region
	 * @param proxy the proxy that requests go through, or {@code null} if there is none
	 * @param credentials where credentials come from
	 * @param beans the beans of the application that take the place of settings or change
	 * clients, by what they are
	 * @param services the services that have settings of their own, with those
	 * @param clients the clients that have a name, with the settings of their own
	 * @param retries how the retries of the clients are, client by client
	 * @param warnings what is odd
	 * @param failures why calls of clients have failed, the last failure first
	 * @param reload what came of the last reload of the settings, or {@code null} if
	 * there was none
	 * @param outdated the settings of which clients that were built before have an
	 * earlier value, by these clients, or {@code null} if there are none
	 */
	public record AwsDescriptor(ValueDescriptor profile, List<FileDescriptor> files, ValueDescriptor region,
			@Nullable ProxyDescriptor proxy, CredentialsDescriptor credentials, Map<String, List<BeanDescriptor>> beans,
			Map<String, ServiceDescriptor> services, Map<String, ServiceDescriptor> clients, List<RetryStatus> retries,
			List<WarningDescriptor> warnings, List<FailureDescriptor> failures, @Nullable ReloadDescriptor reload,
			@Nullable Map<String, List<String>> outdated) implements OperationResponseBody {

	}

	/**
	 * Description of a bean of the application.
	 *
	 * @param name its name
	 * @param type its type
	 * @param place where it is defined, or {@code null} if nobody knows
	 */
	public record BeanDescriptor(String name, String type, @Nullable String place) {

		static BeanDescriptor of(ApplicationBean bean) {
			return new BeanDescriptor(bean.name(), bean.type(), bean.place());
		}

	}

	/**
	 * Description of the proxy that requests go through, without user name and password.
	 * This machine itself is reached without it.
	 *
	 * @param endpoint the address
	 * @param nonProxyHosts other hosts that are reached without it, or {@code null} if
	 * there are none
	 */
	public record ProxyDescriptor(ValueDescriptor endpoint, @Nullable ValueDescriptor nonProxyHosts) {

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
	 * Description of what the doctor has found.
	 *
	 * @param report the report
	 */
	public record DoctorDescriptor(@JsonUnwrapped DoctorReport report) implements OperationResponseBody {

		static DoctorDescriptor of(DoctorReport report) {
			return new DoctorDescriptor(report);
		}

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
	 * Description of calls that have failed for one cause.
	 *
	 * @param client the name of the client, or its service if it has none
	 * @param cause the cause, in a word or two
	 * @param message what happened
	 * @param facts what the settings have to do with it
	 * @param action what to do
	 * @param operation the operation that failed last
	 * @param count how many calls have failed
	 * @param first when the first of them did
	 * @param last when the last of them did
	 * @param recovered since when such calls succeed again, or {@code null} if none has
	 */
	public record FailureDescriptor(String client, String cause, String message, Map<String, String> facts,
			String action, String operation, long count, Instant first, Instant last, @Nullable Instant recovered) {

		static FailureDescriptor of(CallFailure failure) {
			return new FailureDescriptor(failure.client().toString(), failure.cause(), failure.message(),
					failure.facts(), failure.action(), failure.operation(), failure.count(), failure.first(),
					failure.last(), failure.recovered());
		}

	}

	/**
	 * Description of one service, or of one named client.
	 *
	 * @param service the service
	 * @param clients the clients, or what the settings say about those that nobody has
	 * built yet; not there at a glance
	 * @param settings the settings by name
	 * @param credentials the credentials of its clients, or {@code null} if these are
	 * those of the application; not there at a glance
	 * @param retries how the retries of its clients are, client by client, or
	 * {@code null} if there are none; not there at a glance
	 * @param failures why calls of its clients have failed, the last failure first, or
	 * {@code null} if none has; not there at a glance
	 */
	public record ServiceDescriptor(String service, @Nullable List<ClientDescriptor> clients,
			Map<String, ValueDescriptor> settings, @Nullable CredentialsDescriptor credentials,
			@Nullable List<RetryStatus> retries,
			@Nullable List<FailureDescriptor> failures) implements OperationResponseBody {

		ServiceDescriptor with(List<ClientDescriptor> clients) {
			return new ServiceDescriptor(this.service, clients.isEmpty() ? null : clients, this.settings,
					this.credentials, this.retries, this.failures);
		}

	}

	/**
	 * Description of a client.
	 *
	 * @param type the simple name of its interface, or {@code null} if nobody has built
	 * it
	 * @param state {@code built} or {@code not built yet}
	 * @param uses what it uses, by the names of the settings
	 * @param called the server that the latest request was sent to, after all rules, or
	 * {@code null} if there was none yet
	 * @param credentials whose credentials it has
	 * @param customizers the customizers that were called, in their order
	 * @param plugins the plugins of the SDK that it has from us, in their order
	 * @param interceptors the interceptors that it has, without those of the SDK, in
	 * their order
	 * @param specification what was said of a client that was made while the application
	 * runs, or {@code null} if it is none of those
	 * @param freshness how fresh the credentials of such a client are, if they are its
	 * own
	 * @param retries how the retries of such a client are
	 */
	public record ClientDescriptor(@Nullable String type, String state, Map<String, UsedDescriptor> uses,
			@Nullable String called, @Nullable UsedDescriptor credentials, @Nullable List<String> customizers,
			@Nullable List<String> plugins, @Nullable List<String> interceptors, @Nullable String specification,
			@Nullable CredentialsFreshness freshness, @Nullable RetryStatus retries) {

	}

	/**
	 * Description of what a client uses.
	 *
	 * @param value the value, or {@code null} if it is not known
	 * @param from {@code setting}, {@code earlier setting}, which is another one by now,
	 * {@code connection details}, {@code bean}, {@code customizer}, {@code plugin},
	 * {@code code}, {@code one of} several, {@code instance metadata}, {@code default} or
	 * {@code not set}
	 * @param by the name of the bean, if it was one; or who it may have been
	 * @param spelling the name under which the setting was written, if it was a setting
	 * @param origin where it stands, if it was a setting
	 * @param insteadOf what the settings say, if that has no effect
	 */
	public record UsedDescriptor(@Nullable Object value, String from, @Nullable String by, @Nullable String spelling,
			@Nullable String origin, @Nullable ValueDescriptor insteadOf) {

	}

	/**
	 * Description of a client that uses something else than the setting says.
	 *
	 * @param client the simple name of its interface, and its name if it has one
	 * @param value what it uses
	 * @param from who said so, as in {@link UsedDescriptor}
	 * @param by the name of the bean, if it was one; or who it may have been
	 */
	public record ExceptionDescriptor(String client, @Nullable Object value, String from, @Nullable String by) {

	}

	/**
	 * Description of what came of a reload.
	 *
	 * @param state {@code reloaded}, {@code unchanged}, or {@code refused} if everything
	 * stays as it was
	 * @param trigger who asked for it
	 * @param at when that was
	 * @param changes the settings that have changed, or {@code null} if none has
	 * @param credentials the credentials that come from elsewhere, or {@code null} if
	 * none do
	 * @param description what is wrong, if it was refused
	 * @param action what to do about that
	 */
	public record ReloadDescriptor(String state, String trigger, Instant at, @Nullable List<ChangeDescriptor> changes,
			@Nullable List<SourceChangeDescriptor> credentials, @Nullable String description,
			@Nullable String action) implements OperationResponseBody {

	}

	/**
	 * Description of a setting that has changed.
	 *
	 * @param setting the name of the setting
	 * @param of the service or the named client whose setting it is, or {@code null} for
	 * that of all
	 * @param value what is in force for what is built from now on
	 * @param was what was in force before
	 * @param effect when running clients have the new value: {@code at once},
	 * {@code next client} or {@code restart}
	 * @param heldBy the clients that have the value of before, or {@code null} if there
	 * are none
	 */
	public record ChangeDescriptor(String setting, @Nullable String of, ValueDescriptor value, ValueDescriptor was,
			String effect, @Nullable List<String> heldBy) {

	}

	/**
	 * Description of credentials that come from elsewhere.
	 *
	 * @param of whose they are
	 * @param source where they come from
	 * @param was where they have come from
	 */
	public record SourceChangeDescriptor(String of, String source, String was) {

	}

	/**
	 * Description of a setting.
	 *
	 * @param name AWS's name for the setting
	 * @param value the value that applies, or {@code null} if there is none
	 * @param from {@code default}, {@code not set}, {@code instance metadata} the bean
	 * that takes the place of the setting, or {@code displaced by} another setting;
	 * {@code null} for what is written somewhere
	 * @param spelling the name under which it was written, or {@code null} for a default
	 * @param origin where it stands, or {@code null} for a default
	 * @param shadowed what would apply otherwise, the nearest first
	 * @param overrides what applies for services and named clients in place of the value,
	 * or {@code null} if nothing does
	 * @param exceptions the clients that use something else, or {@code null} if there are
	 * none
	 * @param valid which values are valid
	 * @param defaultValue what applies if nothing is set
	 * @param property its name among the application's properties
	 * @param systemProperties its names among the JVM system properties
	 * @param environmentVariables its names among the environment variables
	 * @param fileKeys its names in the shared files
	 * @param section the section of the AWS SDKs and Tools Reference Guide
	 * @param reach how it reaches the SDK
	 */
	public record SettingDescriptor(String name, @Nullable Object value, @Nullable String from,
			@Nullable String spelling, @Nullable String origin, List<ValueDescriptor> shadowed,
			@Nullable Map<String, ValueDescriptor> overrides, @Nullable List<ExceptionDescriptor> exceptions,
			String valid, @Nullable String defaultValue, String property, List<String> systemProperties,
			List<String> environmentVariables, List<String> fileKeys, String section,
			String reach) implements OperationResponseBody {

	}

	/**
	 * Description of a value.
	 *
	 * @param value the value, or {@code null} if there is none
	 * @param spelling the name under which it was written, or {@code null} for a default
	 * @param origin where it stands, or {@code null} for a default
	 * @param from {@code default}, {@code not set}, {@code instance metadata} the bean
	 * that takes the place of the setting, or {@code displaced by} another setting;
	 * {@code null} for what is written somewhere
	 */
	public record ValueDescriptor(@Nullable Object value, @Nullable String spelling, @Nullable String origin,
			@Nullable String from) implements OperationResponseBody {

		/**
		 * Create the description of a value that is written somewhere.
		 * @param value the value
		 * @param spelling the name under which it was written
		 * @param origin where it stands
		 */
		public ValueDescriptor(@Nullable Object value, @Nullable String spelling, @Nullable String origin) {
			this(value, spelling, origin, null);
		}

	}

	/**
	 * Description of a part of the whole.
	 *
	 * @param entries the settings or services by name
	 */
	public record PartDescriptor(
			Map<String, ? extends OperationResponseBody> entries) implements OperationResponseBody {

	}

	/**
	 * Description of what there is in place of what was asked for.
	 *
	 * @param message what there is not, and what may be meant
	 * @param nearest the name that is likely to be meant, or {@code null} if none is near
	 * @param names the names there are, the most alike first, and not too many
	 */
	public record NotFoundDescriptor(String message, @Nullable String nearest,
			List<String> names) implements OperationResponseBody {

		private static final int MAX_NAMES = 10;

		private static final int MAX_LENGTH = 128;

		static NotFoundDescriptor of(String kind, String name, @Nullable String reason, Collection<String> names) {
			String nearest = NearestName.find(name, names);
			List<String> sorted = NearestName.sort(name, names).stream().limit(MAX_NAMES).toList();
			String message = "There is no %s '%s'".formatted(kind, shorten(name))
					+ ((reason != null) ? ", which " + reason : "");
			if (nearest != null) {
				message += "; did you mean '%s'?".formatted(nearest);
			}
			return new NotFoundDescriptor(message, nearest, sorted);
		}

		static String shorten(String name) {
			return (name.length() <= MAX_LENGTH) ? name : name.substring(0, MAX_LENGTH) + "…";
		}

	}

}
