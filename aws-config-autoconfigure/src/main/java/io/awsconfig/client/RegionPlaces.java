package io.awsconfig.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.awsconfig.AwsClientId;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * The places where the Region of an application can be set, and the one that fits it
 * best: where its credentials are.
 */
final class RegionPlaces {

	private static final String EXAMPLE = "us-east-1";

	/**
	 * Of these, each environment in which AWS runs an application sets its own.
	 */
	private static final List<AwsSetting<?>> CREDENTIALS = List.of(SettingCatalog.ACCESS_KEY_ID,
			SettingCatalog.WEB_IDENTITY_TOKEN_FILE, SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI,
			SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI);

	private static final int MAX_PROFILES = 5;

	private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

	private final AwsSettings settings;

	private final SharedConfig files;

	RegionPlaces(AwsSettings settings, SharedConfig files) {
		this.settings = settings;
		this.files = files;
	}

	String describe(String instanceMetadata, @Nullable AwsClientId client) {
		String needs = (client == null) ? ""
				: (client.name() != null) ? ", and the client '%s' needs one".formatted(client.name())
						: ", and clients of '%s' need one".formatted(client.service());
		return "No AWS Region is set%s. %s".formatted(needs, instanceMetadata);
	}

	String advise(@Nullable AwsClientId client) {
		StringBuilder text = new StringBuilder("Write your Region in place of ").append(EXAMPLE).append(". ");
		text.append(best(client)).append("%n%nThese are all places, the one that counts first on top:%n".formatted());
		places(client).forEach((place, spelling) -> text.append("%n    %-21s  %s".formatted(place, spelling)));
		return text.toString();
	}

	private String best(@Nullable AwsClientId client) {
		Profile profile = profile();
		if (profile != null) {
			String name = (profile.getConfigSection() != null) ? "the profile '%s'".formatted(profile.getName())
					: "a section [%s]".formatted(header(profile.getName()));
			return "Best add the line 'region = %s' to %s of %s, which this application uses.".formatted(EXAMPLE, name,
					path());
		}
		WrittenValue variable = variableWithCredentials();
		if (variable != null) {
			return "Best set the environment variable AWS_REGION=%s, since the credentials come from %s."
				.formatted(EXAMPLE, variable.place());
		}
		String any = isOnThisMachine(settingsOf(client).getValue(SettingCatalog.ENDPOINT_URL))
				? " Any Region will do, since the endpoint is on this machine." : "";
		return "Best set 'aws.region: %s' in application.yml.%s%s".formatted(EXAMPLE, any, profilesWithRegion());
	}

	/**
	 * Name the profiles that would give a Region, since the one that applies is not
	 * there.
	 */
	private String profilesWithRegion() {
		List<String> profiles = new ArrayList<>();
		for (String name : this.files.getProfileNames()) {
			Profile profile = this.files.getProfile(name);
			Entry region = (profile != null) ? profile.get(SettingCatalog.REGION.getName()) : null;
			if (region != null && REGION.matcher(region.getLine().strip()).matches()
					&& profiles.size() < MAX_PROFILES) {
				profiles.add("'%s' (%s)".formatted(name, region.getLine().strip()));
			}
		}
		return profiles.isEmpty() ? ""
				: " The shared files have no profile '%s', but these, with a Region: %s. If one of them is meant, set 'aws.profile' to its name; its credentials then apply as well."
					.formatted(profileName(), String.join(", ", profiles));
	}

	private Map<String, String> places(@Nullable AwsClientId client) {
		AwsSetting<String> region = SettingCatalog.REGION;
		Map<String, String> places = new LinkedHashMap<>();
		places.put("code", "a bean of type AwsRegionProvider");
		if (client != null && client.name() != null) {
			places.put("for this client only", "aws.clients.%s.region: %s".formatted(client.name(), EXAMPLE));
		}
		places.put("for one service only",
				"aws.services.%s.region: %s".formatted((client != null) ? client.service() : "<id>", EXAMPLE));
		places.put("command line", "--%s=%s".formatted(region.getPropertyName(), EXAMPLE));
		places.put("JVM system property", "-D%s=%s".formatted(region.getSystemProperties().get(0), EXAMPLE));
		places.put("environment", String.join(" or ",
				region.getEnvironmentVariables().stream().map((name) -> name + "=" + EXAMPLE).toList()));
		places.put("application.yml", "%s: %s".formatted(region.getPropertyName(), EXAMPLE));
		places.put("shared config file",
				"%s = %s below [%s] in %s".formatted(region.getName(), EXAMPLE, header(profileName()), path()));
		places.put("instance metadata", "of an EC2 instance, unless aws.%s is true"
			.formatted(SettingCatalog.EC2_METADATA_DISABLED.getShortPropertyName()));
		return places;
	}

	private @Nullable Profile profile() {
		return this.files.getProfile(profileName());
	}

	private String profileName() {
		return String.valueOf(this.settings.getValue(SettingCatalog.PROFILE));
	}

	private static String header(String profile) {
		return profile.equals(SettingCatalog.PROFILE.getDefaultValue()) ? profile : "profile " + profile;
	}

	private String path() {
		return this.files.getConfigFile().getPath().toString();
	}

	private @Nullable WrittenValue variableWithCredentials() {
		for (AwsSetting<?> setting : CREDENTIALS) {
			WrittenValue written = this.settings.get(setting).getWritten();
			if (written != null && written.kind() == SourceKind.ENVIRONMENT_VARIABLES) {
				return written;
			}
		}
		return null;
	}

	private AwsSettings settingsOf(@Nullable AwsClientId client) {
		if (client == null) {
			return this.settings;
		}
		NamedClient named = (client.name() != null) ? this.settings.findClient(client.name()) : null;
		return (named != null) ? named.settings() : this.settings.forService(ServiceId.of(client.service()));
	}

	private static boolean isOnThisMachine(@Nullable URI endpoint) {
		String host = (endpoint != null) ? endpoint.getHost() : null;
		return host != null && (host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]"));
	}

}
