package io.awsconfig.credentials.plan;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.imds.InstanceMetadataEndpoint;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.InvalidAwsSettingsException;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * The steps that ask an endpoint on the machine: container and instance metadata. Like
 * the SDK's, they are settings of the application, whichever profile applies.
 */
final class EndpointSteps {

	private static final List<AwsSetting<?>> OF_INSTANCE_METADATA = List.of(SettingCatalog.EC2_METADATA_V1_DISABLED,
			SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT, SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE,
			SettingCatalog.METADATA_SERVICE_TIMEOUT, SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS);

	private static final String CONTAINER_HOST = "http://169.254.170.2";

	/**
	 * Of ECS, and of EKS Pod Identity.
	 */
	private static final Set<String> CONTAINER_ADDRESSES = Set.of("169.254.170.2", "169.254.170.23");

	private static final String EKS_VERSION_6 = "[fd00:ec2::23]";

	private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

	private static final String LOOPBACK = "127(\\." + OCTET + "){3}";

	private final AwsSettings application;

	private final ProfileSteps files;

	EndpointSteps(AwsSettings application, ProfileSteps files) {
		this.application = application;
		this.files = files;
	}

	StepCandidate container() {
		WrittenValue relative = this.application.get(SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI).getWritten();
		if (relative != null) {
			return StepCandidate.configured(Step.Kind.CONTAINER, relative,
					() -> container(relativeAddress(relative), relative));
		}
		WrittenValue full = this.application.get(SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI).getWritten();
		if (full != null) {
			return StepCandidate.configured(Step.Kind.CONTAINER, full, () -> container(fullAddress(full), full));
		}
		return StepCandidate.absent(Step.Kind.CONTAINER,
				"not set: container_credentials_relative_uri, container_credentials_full_uri");
	}

	private Step container(URI address, WrittenValue where) {
		WrittenValue tokenFile = this.application.get(SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN_FILE).getWritten();
		if (tokenFile == null) {
			return new Step.ContainerStep(address,
					this.application.getValue(SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN), null, where.toString());
		}
		// As the guide has it, and unlike the SDK, the file goes before the token
		this.application.getValue(SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN_FILE);
		Path path = this.files.path(tokenFile.text(), tokenFile, List.of());
		if (!path.isAbsolute()) {
			throw new AwsConfigurationException(
					Problem
						.of("The value '%s' of '%s' is not an absolute path.".formatted(tokenFile.text(),
								tokenFile.spelling()))
						.where(tokenFile),
					"Set '%s' to the absolute path of the file with the token.".formatted(tokenFile.spelling()));
		}
		return new Step.ContainerStep(address, null, path, where.toString());
	}

	private URI relativeAddress(WrittenValue relative) {
		this.application.getValue(SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI);
		try {
			return URI.create(CONTAINER_HOST + relative.text());
		}
		catch (IllegalArgumentException ex) {
			throw new AwsConfigurationException(
					Problem.of("The value of '%s' is not the path of a URI.".formatted(relative.spelling()))
						.where(relative),
					"Set '%s' to a path such as /v2/credentials/id, with other characters percent-encoded."
						.formatted(relative.spelling()));
		}
	}

	private URI fullAddress(WrittenValue full) {
		URI address = Objects.requireNonNull(this.application.getValue(SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI));
		if (!"https".equalsIgnoreCase(address.getScheme()) && !isOnMachine(address.getHost())) {
			throw new AwsConfigurationException(
					Problem
						.of("The credentials of the container would come from '%s' over plain http."
							.formatted(address.getHost()))
						.where(full),
					("Use https, or a host that plain http is allowed for: localhost, 127.0.0.1, [::1], 169.254.170.2 "
							+ "(ECS), 169.254.170.23 or [fd00:ec2::23] (EKS Pod Identity)."));
		}
		return address;
	}

	private static boolean isOnMachine(@Nullable String host) {
		if (host == null) {
			return false;
		}
		if (host.startsWith("[")) {
			InetAddress address = readLiteral(host);
			return address != null && (address.isLoopbackAddress() || address.equals(readLiteral(EKS_VERSION_6)));
		}
		// Any other name may lead anywhere, and looking it up is not for a plan
		return CONTAINER_ADDRESSES.contains(host) || host.toLowerCase(Locale.ROOT).equals("localhost")
				|| host.matches(LOOPBACK);
	}

	/**
	 * Read an address in square brackets, for which no name service is asked.
	 */
	private static @Nullable InetAddress readLiteral(String host) {
		try {
			return InetAddress.getByName(host);
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	StepCandidate instanceMetadata() {
		WrittenValue disabled = this.application.get(SettingCatalog.EC2_METADATA_DISABLED).getWritten();
		if (disabled != null && Boolean.TRUE.equals(this.application.getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			return StepCandidate.absent(Step.Kind.INSTANCE_METADATA, "switched off by " + disabled);
		}
		WrittenValue configured = this.application.get(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT).getWritten();
		WrittenValue mode = this.application.get(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE).getWritten();
		String place = (configured != null) ? configured.toString() : address(mode);
		return StepCandidate.configured(Step.Kind.INSTANCE_METADATA, place, () -> {
			OF_INSTANCE_METADATA.forEach(this.application::getValue);
			return new Step.InstanceMetadataStep(place);
		});
	}

	private String address(@Nullable WrittenValue mode) {
		try {
			return InstanceMetadataEndpoint.of(this.application).toString();
		}
		catch (InvalidAwsSettingsException ex) {
			// Told to those who take this step
			return String.valueOf(mode);
		}
	}

}
