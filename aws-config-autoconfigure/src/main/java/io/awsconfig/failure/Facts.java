package io.awsconfig.failure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.awsconfig.credentials.WatchedCredentials;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.ShownUrl;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What the settings have to do with a call that has failed.
 */
final class Facts {

	private static final Set<String> SUFFIXES_OF_AWS = suffixesOfAws();

	private final WatchedClient client;

	private final AwsSettings settings;

	private final FailedCall call;

	private final @Nullable ProxyInUse proxy;

	private final Clock clock;

	private final Map<String, String> facts = new LinkedHashMap<>();

	Facts(WatchedClient client, FailedCall call, Clock clock, ProxyInForce proxy) {
		this.client = client;
		this.settings = client.settings();
		this.call = call;
		this.clock = clock;
		this.proxy = ProxyInUse.of(proxy, call.host());
	}

	@Nullable ProxyInUse proxy() {
		return this.proxy;
	}

	/**
	 * Say who asks, in which Region and where: this belongs to every failure.
	 */
	Facts common() {
		put("Credentials", credentials());
		put("Region", region());
		put("Endpoint", endpoint());
		put("Proxy", (this.proxy != null) ? this.proxy.shown() : "");
		return this;
	}

	Facts retries() {
		Integer attempts = (this.call.exception() instanceof SdkException failure) ? failure.numAttempts() : null;
		WrittenValue mode = written(SettingCatalog.RETRY_MODE);
		WrittenValue most = written(SettingCatalog.MAX_ATTEMPTS);
		return put("Retries",
				"%s, %s%s".formatted((mode != null) ? "mode " + value(SettingCatalog.RETRY_MODE) : "mode by default",
						(most != null) ? "max_attempts " + value(SettingCatalog.MAX_ATTEMPTS)
								: "max_attempts by default",
						(attempts != null) ? "; the last attempt was number " + attempts : ""));
	}

	Facts put(String label, String text) {
		if (!text.isEmpty()) {
			this.facts.put(label, text);
		}
		return this;
	}

	Facts put(AwsSetting<?> setting) {
		return put(setting.getPropertyName(), value(setting));
	}

	Map<String, String> toMap() {
		return this.facts;
	}

	/**
	 * Return what applies for a setting, and where that stands.
	 */
	String value(AwsSetting<?> setting) {
		SettingValue<?> value = this.settings.get(setting);
		WrittenValue written = value.getWritten();
		if (written != null) {
			return "%s from %s".formatted(value.getDisplayValue(), written);
		}
		String remark = setting.getDefaultRemark();
		String fallback = (value.getDisplayValue() != null) ? value.getDisplayValue() : remark;
		return (fallback != null) ? fallback + " by default" : "the default of the HTTP client";
	}

	@Nullable WrittenValue written(AwsSetting<?> setting) {
		return this.settings.get(setting).getWritten();
	}

	private String credentials() {
		WatchedCredentials watched = this.client.watched();
		Signed signed = this.call.signed();
		WatchedCredentials.Account account = (watched != null) ? watched.account() : null;
		if (signed == null) {
			return (account != null) ? account.source() + "; no request was signed" : "";
		}
		String key = "access key " + AccessKeys.abbreviate(signed.accessKeyId())
				+ (signed.token() ? " with a session token" : "");
		if (account == null || watched == null) {
			return key + ((this.client.credentials() != null)
					? ", of the application's own " + this.client.credentials().getClass().getName()
					: ", set by whoever builds the client");
		}
		if (!watched.has(signed.accessKeyId())) {
			return key + ", which is none of " + account.source()
					+ ": the client, its customizer or the request has another one, or it has been replaced since";
		}
		return key + ", " + account.source() + age(account);
	}

	/**
	 * Say what other credentials there are, if those of the settings have been used.
	 */
	String passedOver() {
		WatchedCredentials watched = this.client.watched();
		Signed signed = this.call.signed();
		return (watched == null || signed == null || !watched.has(signed.accessKeyId())) ? ""
				: watched.account().passedOver();
	}

	private String age(WatchedCredentials.Account account) {
		Instant now = this.clock.instant();
		String age = (account.since() != null) ? ", in use for " + words(Duration.between(account.since(), now)) : "";
		return (account.until() != null) ? age + ", valid until " + account.until() : age;
	}

	/**
	 * Return a duration as people say it, without what does not matter.
	 */
	static String words(Duration duration) {
		Duration positive = duration.abs();
		if (positive.toDays() > 1) {
			return positive.toDays() + " days";
		}
		if (positive.toHours() > 0) {
			return positive.toHours() + " h " + positive.toMinutesPart() + " min";
		}
		if (positive.toMinutes() > 0) {
			return positive.toMinutes() + " min " + positive.toSecondsPart() + " s";
		}
		return Words.of(Duration.ofSeconds(positive.toSeconds()));
	}

	private String region() {
		SettingValue<String> value = this.settings.get(SettingCatalog.REGION);
		WrittenValue written = value.getWritten();
		Signed signed = this.call.signed();
		String used = (this.call.region() != null) ? this.call.region().id() : (signed != null) ? signed.region() : "";
		if (used.isEmpty()) {
			return (written != null) ? value.getValue() + " from " + written : "";
		}
		String place = (written == null) ? "not set, and found out or set in code" : used.equals(value.getValue())
				? "from " + written : "set in code; not " + value.getValue() + " from " + written;
		String other = (signed != null && !signed.region().equals(used) && !signed.region().equals("*"))
				? "; signed for " + signed.region() : "";
		return (place.startsWith("from ") ? used + " " + place : used + " (" + place + ")") + other;
	}

	private String endpoint() {
		String url = this.call.url();
		URI configured = this.settings.getValue(SettingCatalog.ENDPOINT_URL);
		WrittenValue written = written(SettingCatalog.ENDPOINT_URL);
		if (url.isEmpty()) {
			return (configured != null && written != null) ? ShownUrl.of(configured.toString()) + " from " + written
					: "";
		}
		if (configured != null && written != null) {
			return isCalled(configured) ? url + path(configured) + " from " + written
					: url + " (not " + ShownUrl.of(configured.toString()) + " from " + written
							+ ": set in code, or chosen by the request)";
		}
		return url + " (" + (isOfAws() ? "by the rules of the SDK" + variants() : "set in code") + ")";
	}

	private static String path(URI configured) {
		String path = configured.getRawPath();
		return (path == null || path.equals("/")) ? "" : path;
	}

	private boolean isCalled(URI configured) {
		String host = configured.getHost();
		return host != null && (this.call.host().equalsIgnoreCase(host)
				|| this.call.host().toLowerCase(Locale.ROOT).endsWith("." + host.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Return whether the host that was called is one that the SDK makes up.
	 */
	boolean isOfAws() {
		return isOfAws(this.call.host());
	}

	static boolean isOfAws(String host) {
		return SUFFIXES_OF_AWS.stream().anyMatch((suffix) -> host.endsWith("." + suffix));
	}

	private static Set<String> suffixesOfAws() {
		Set<String> suffixes = new HashSet<>();
		PartitionEndpointKey dualStack = PartitionEndpointKey.builder().tags(EndpointTag.DUALSTACK).build();
		for (Region region : Region.regions()) {
			PartitionMetadata partition = PartitionMetadata.of(region);
			suffixes.add(partition.dnsSuffix());
			String ofDualStack = partition.dnsSuffix(dualStack);
			if (ofDualStack != null) {
				suffixes.add(ofDualStack);
			}
		}
		return suffixes;
	}

	private String variants() {
		return variant(SettingCatalog.USE_FIPS_ENDPOINT, "FIPS")
				+ variant(SettingCatalog.USE_DUALSTACK_ENDPOINT, "dual-stack");
	}

	private String variant(AwsSetting<Boolean> setting, String name) {
		return Boolean.TRUE.equals(this.settings.getValue(setting)) ? ", " + name + " by " + written(setting) : "";
	}

}
