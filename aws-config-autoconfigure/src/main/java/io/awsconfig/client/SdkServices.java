package io.awsconfig.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.ServiceNames;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * The services whose module of the AWS SDK is on the class path.
 *
 * @since 0.1.0
 */
@Internal
public final class SdkServices {

	/**
	 * What the starter brings, to get credentials with.
	 */
	private static final Set<String> OF_STARTER = Set.of("signin", "sso", "ssooidc", "sts");

	private final ClassLoader classLoader;

	private @Nullable Set<String> present;

	/**
	 * Create an instance.
	 * @param classLoader the class loader of the application
	 */
	public SdkServices(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Tell which services have settings and no module. What the application itself says
	 * is meant for it. Variables and shared files are those of other applications as
	 * well, so of them only what looks like a slip is told.
	 * @param settings the settings
	 * @return what is odd
	 */
	public List<Diagnostic> findUnknown(AwsSettings settings) {
		List<Diagnostic> diagnostics = new ArrayList<>(0);
		for (ServiceId service : settings.getServices()) {
			WrittenValue written = isKnown(service) ? null : findOwn(settings, service);
			if (written == null) {
				continue;
			}
			String meant = ServiceNames.find(service.toString(), this.classLoader);
			String nearest = (meant != null) ? meant : NearestName.find(service.toString(), present());
			boolean ofApplication = written.kind() == SourceKind.APPLICATION
					|| written.kind() == SourceKind.COMMAND_LINE;
			if (ofApplication || nearest != null) {
				String suggestion = (nearest != null) ? "; did you mean '" + nearest + "'?" : "";
				diagnostics.add(new Diagnostic(
						"'%s' has no effect: no module of the AWS SDK for the service '%s' is on the class path%s"
							.formatted(written.spelling(), service, suggestion),
						written.origin()));
			}
		}
		return diagnostics;
	}

	/**
	 * Require the module of a named client.
	 * @param client the client
	 * @throws AwsConfigurationException if the module is not on the class path
	 */
	public void requireModule(NamedClient client) {
		if (!isKnown(client.service())) {
			throw new AwsConfigurationException(Problem
				.of("The client '%s' is one of the service '%s', but no module of the AWS SDK for that is on the class path."
					.formatted(client.name(), client.service()))
				.where(client.declaration().place()), advise(client));
		}
	}

	private String advise(NamedClient client) {
		String spelling = client.declaration().spelling();
		String service = client.service().toString();
		String meant = ServiceNames.find(service, this.classLoader);
		if (meant != null) {
			return "Set '%s' to %s.".formatted(spelling, meant);
		}
		String module = ServiceNames.moduleOf(client.service());
		String identifier = ServiceNames.identifierOf(client.service());
		String rename = identifier.equals(service) ? "" : " and set '%s' to %s".formatted(spelling, identifier);
		String nearest = NearestName.find(service, present());
		Set<String> others = new TreeSet<>(present());
		others.removeAll(OF_STARTER);
		if (nearest != null) {
			return "Set '%s' to %s, if that is meant. Or add software.amazon.awssdk:%s to the dependencies of the application%s."
				.formatted(spelling, nearest, module, rename);
		}
		String add = "Add software.amazon.awssdk:%s to the dependencies of the application%s.";
		return others.isEmpty() ? add.formatted(module, rename)
				: add.formatted(module, rename + ", or set '%s' to a service whose module is there: %s"
					.formatted(spelling, String.join(", ", others)));
	}

	/**
	 * Return whether there is a module, or no way to know that.
	 */
	public boolean isKnown(ServiceId service) {
		return isPackage(service.toString()) || present().isEmpty() || isWithin(service);
	}

	private boolean isPackage(String path) {
		return ServiceNames.isPresent(path, this.classLoader);
	}

	/**
	 * Return whether a service is in the module of another, as DynamoDB Streams is.
	 */
	private boolean isWithin(ServiceId service) {
		String id = service.toString();
		for (String other : present()) {
			if (id.startsWith(other) && isPackage(other + "/" + id.substring(other.length()))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the services whose modules are there.
	 */
	public Set<String> getNames() {
		return Set.copyOf(present());
	}

	private synchronized Set<String> present() {
		Set<String> present = this.present;
		if (present == null) {
			present = SdkModules.on(this.classLoader).getNames();
			present.removeIf((name) -> !isPackage(name));
			this.present = present;
		}
		return present;
	}

	/**
	 * Find what is set for a service itself, the one that counts first.
	 */
	private static @Nullable WrittenValue findOwn(AwsSettings settings, ServiceId service) {
		WrittenValue first = null;
		for (SettingValue<?> value : settings.forService(service).getValues()) {
			Set<String> ofAll = new HashSet<>();
			all(settings.get(value.getSetting())).forEach((written) -> ofAll.add(written.toString()));
			for (WrittenValue written : all(value)) {
				if (!ofAll.contains(written.toString())
						&& (first == null || written.kind().compareTo(first.kind()) < 0)) {
					first = written;
				}
			}
		}
		return first;
	}

	private static List<WrittenValue> all(SettingValue<?> value) {
		List<WrittenValue> all = new ArrayList<>(value.getShadowed());
		if (value.getWritten() != null) {
			all.add(value.getWritten());
		}
		return all;
	}

}
