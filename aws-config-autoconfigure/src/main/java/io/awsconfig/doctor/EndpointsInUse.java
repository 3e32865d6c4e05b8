package io.awsconfig.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.awsconfig.AwsClientId;
import io.awsconfig.client.ApplicationBeans;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.ExpectedClient;
import io.awsconfig.client.StsEndpoint;
import io.awsconfig.client.UsedValue;
import io.awsconfig.client.bean.ServiceEndpoints;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/**
 * Finds the servers that clients call: those that are built by what they are, the others
 * by what the settings and the SDK's rules say. One that several clients call in the same
 * way is there once.
 */
final class EndpointsInUse {

	static final ServiceId STS = ServiceId.of("sts");

	/**
	 * What is on the class path to get credentials with, and called only for that.
	 */
	private static final Set<ServiceId> FOR_CREDENTIALS = Set.of(STS, ServiceId.of("sso"), ServiceId.of("ssooidc"),
			ServiceId.of("signin"));

	private final Patient patient;

	private final ClientContext context;

	private final ApplicationBeans beans;

	private final ServiceEndpoints services;

	private final Map<Object, Target> targets = new LinkedHashMap<>();

	private final Map<String, List<String>> problems = new LinkedHashMap<>();

	private @Nullable Region region;

	private boolean withoutRegion;

	EndpointsInUse(Patient patient) {
		this.patient = patient;
		this.context = patient.clients().get();
		this.beans = patient.beans().get();
		this.services = ServiceEndpoints.on(patient.classLoader());
	}

	/**
	 * Find the servers of all clients.
	 * @param forCredentials the services that are called for credentials, with their
	 * Regions if they have their own
	 */
	List<Target> find(Map<ServiceId, String> forCredentials) {
		Set<AwsClientId> built = new LinkedHashSet<>();
		for (BuiltClient client : this.context.builtClients().getAll()) {
			built.add(client.getId());
			add(client.getId(), client.getSettings(), client.getValues(this.beans), null);
		}
		Set<ServiceId> foreign = new LinkedHashSet<>();
		this.beans.foreignClients().forEach((client) -> foreign.add(client.service()));
		Set<AwsClientId> expected = new LinkedHashSet<>();
		called(this.services).filter((service) -> !foreign.contains(service))
			.forEach((service) -> expected.add(AwsClientId.ofService(service.toString())));
		for (NamedClient client : this.patient.settings().getClients()) {
			expected.add(client.id());
		}
		expected.removeAll(built);
		expected.forEach((client) -> add(client, null));
		forCredentials.forEach(
				(service, region) -> add(AwsClientId.ofService(service.toString()), region.isEmpty() ? null : region));
		return List.copyOf(this.targets.values());
	}

	/**
	 * Return the services on the class path that are called for more than credentials.
	 */
	static Stream<ServiceId> servicesCalled(ClassLoader classLoader) {
		return called(ServiceEndpoints.on(classLoader));
	}

	private static Stream<ServiceId> called(ServiceEndpoints services) {
		return services.getServices().stream().filter((service) -> !FOR_CREDENTIALS.contains(service));
	}

	/**
	 * Return what kept endpoints from being found, in words.
	 */
	List<String> problems() {
		return this.problems.entrySet()
			.stream()
			.map((problem) -> "%s: %s".formatted(String.join(", ", problem.getValue()), problem.getKey()))
			.toList();
	}

	private void addProblem(AwsClientId client, String problem) {
		this.problems.computeIfAbsent(problem, (key) -> new ArrayList<>()).add(client.toString());
	}

	/**
	 * Return the server of a service, whether anybody calls it or not.
	 */
	@Nullable Target ofService(ServiceId service) {
		AwsSettings settings = this.patient.settings().forService(service);
		AwsClientId client = AwsClientId.ofService(service.toString());
		return resolve(client, settings, ExpectedClient.values(client.service(), settings, this.beans), null);
	}

	private void add(AwsClientId client, @Nullable String region) {
		AwsSettings settings = this.patient.settings().forClient(client);
		add(client, settings, ExpectedClient.values(client.service(), settings, this.beans), region);
	}

	private void add(AwsClientId client, AwsSettings settings, List<UsedValue> values, @Nullable String region) {
		Target target = resolve(client, settings, values, region);
		if (target == null) {
			return;
		}
		List<Object> key = List.of(target.shown(),
				String.valueOf(this.patient.environment().getProxy(settings).endpoint()),
				String.valueOf(settings.get(SettingCatalog.CA_BUNDLE).getWritten()),
				String.valueOf(settings.get(SettingCatalog.HTTP_SSL_BUNDLE).getWritten()));
		Target known = this.targets.putIfAbsent(key, target);
		if (known != null && !known.usedBy().contains(client.toString())) {
			known.usedBy().add(client.toString());
		}
	}

	private @Nullable Target resolve(AwsClientId client, AwsSettings settings, List<UsedValue> values,
			@Nullable String ofStep) {
		UsedValue override = find(values, SettingCatalog.ENDPOINT_URL);
		List<String> usedBy = new ArrayList<>(List.of(client.toString()));
		try {
			if (override.value() != null) {
				boolean written = override.isOfSettings();
				URI configured = settings.getValue(SettingCatalog.ENDPOINT_URL);
				URI endpoint = (written && configured != null) ? configured : URI.create(override.value());
				WrittenValue place = override.written();
				return new Target(endpoint, client, settings, (written && place != null) ? "from " + place : "set by "
						+ override.source().getDescription() + ((override.by() != null) ? " " + override.by() : ""),
						usedBy);
			}
			Region own = regionOf(find(values, SettingCatalog.REGION), ofStep);
			Region region = StsEndpoint.isSts(client.service()) ? StsEndpoint.regionToCall(own, settings) : own;
			return new Target(
					this.services.find(ServiceId.of(client.service()), region,
							isOn(find(values, SettingCatalog.USE_FIPS_ENDPOINT)),
							isOn(find(values, SettingCatalog.USE_DUALSTACK_ENDPOINT))),
					client, settings, "by the rules of the SDK for the Region " + region.id(), usedBy);
		}
		catch (AwsConfigurationException | SdkClientException ex) {
			// The check of the Region says why
			addProblem(client, "no Region is known, so that nobody can tell the endpoint");
			return null;
		}
		catch (IllegalArgumentException ex) {
			addProblem(client, "the endpoint cannot be told before a call: " + ex.getMessage());
			return null;
		}
	}

	private Region regionOf(UsedValue value, @Nullable String ofStep) {
		if (ofStep != null) {
			return Region.of(ofStep);
		}
		return (value.value() != null) ? Region.of(value.value()) : regionOfApplication();
	}

	/**
	 * Ask once: an instance metadata service that is not there takes its time.
	 */
	private Region regionOfApplication() {
		Region region = this.region;
		if (region == null) {
			if (this.withoutRegion) {
				throw SdkClientException.create("There is no Region");
			}
			this.withoutRegion = true;
			region = this.context.region().getRegion();
			this.region = region;
		}
		return region;
	}

	private static boolean isOn(UsedValue value) {
		return "true".equals(value.value());
	}

	private static UsedValue find(List<UsedValue> values, AwsSetting<?> setting) {
		return values.stream().filter((value) -> value.setting() == setting).findFirst().orElseThrow();
	}

}
