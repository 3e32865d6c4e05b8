package io.awsconfig.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * The settings that have no effect because a bean of the application takes their place.
 * What somebody has written for this application is told one by one. What is there for
 * others as well, in variables and in a profile that nobody has asked for, is told at
 * once, and not at all where a platform sets it by itself.
 */
@Internal
public final class ReplacedSettings {

	/**
	 * What credentials can be made of, each with what is enough to name.
	 */
	private static final List<AwsSetting<?>> CREDENTIALS = List.of(SettingCatalog.ACCESS_KEY_ID,
			SettingCatalog.ROLE_ARN, SettingCatalog.WEB_IDENTITY_TOKEN_FILE, SettingCatalog.CREDENTIAL_PROCESS,
			SettingCatalog.SSO_ROLE_NAME, SettingCatalog.LOGIN_SESSION,
			SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI, SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI);

	private static final Set<AwsSetting<?>> OF_PLATFORM = Set.of(SettingCatalog.ROLE_ARN,
			SettingCatalog.WEB_IDENTITY_TOKEN_FILE, SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI,
			SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI);

	private static final List<AwsSetting<?>> RETRIES = List.of(SettingCatalog.RETRY_MODE, SettingCatalog.MAX_ATTEMPTS,
			SettingCatalog.NEW_RETRIES_2026);

	private final AwsSettings settings;

	private final List<Diagnostic> diagnostics = new ArrayList<>(0);

	private ReplacedSettings(AwsSettings settings) {
		this.settings = settings;
	}

	/**
	 * Find the settings.
	 * @param settings the settings
	 * @param beans the beans of the application
	 * @return what has no effect
	 */
	public static List<Diagnostic> find(AwsSettings settings, ApplicationBeans beans) {
		ReplacedSettings replaced = new ReplacedSettings(settings);
		ApplicationBean credentials = beans.credentialsProvider();
		if (credentials != null && !credentials.needsSettings()) {
			replaced.check(CREDENTIALS, List.of(settings), credentials, "the credentials of clients come from");
		}
		ApplicationBean region = beans.regionProvider();
		if (region != null && !region.needsSettings()) {
			replaced.check(List.of(SettingCatalog.REGION), List.of(settings), region,
					"the Region of clients comes from");
		}
		if (beans.retryStrategy() != null) {
			replaced.check(RETRIES, replaced.everywhere(), beans.retryStrategy(), "the retries of clients follow");
		}
		replaced.checkHttp(beans.httpClient(), beans.asyncHttpClient());
		for (ForeignClient client : beans.foreignClients()) {
			replaced.checkForeign(client);
		}
		return replaced.diagnostics;
	}

	/**
	 * Whoever has settings for one service expects its clients to have them.
	 */
	private void checkForeign(ForeignClient client) {
		if (!this.settings.getServices().contains(client.service())) {
			return;
		}
		List<WrittenValue> own = new ArrayList<>();
		for (SettingValue<?> value : this.settings.forService(client.service()).getValues()) {
			WrittenValue written = value.getWritten();
			if (written != null && written.kind() != SourceKind.CONNECTION
					&& !written.equals(this.settings.get(value.getSetting()).getWritten())) {
				own.add(written);
			}
		}
		if (!own.isEmpty()) {
			String names = own.stream()
				.map((value) -> "'%s'".formatted(value.spelling()))
				.collect(Collectors.joining(", "));
			this.diagnostics.add(new Diagnostic(
					"%s %s no effect on the bean %s, which is made without the settings; make it with AwsClientConfigurer.configure(...), or inject the client that there is without it"
						.formatted(names, (own.size() == 1) ? "has" : "have", client.bean()),
					own.get(0).origin()));
		}
	}

	private void checkHttp(@Nullable ApplicationBean sync, @Nullable ApplicationBean async) {
		if (sync != null && async != null) {
			check(http((setting) -> setting != SettingCatalog.HTTP_ASYNC), everywhere(), sync,
					"clients send their requests with");
			check(List.of(SettingCatalog.HTTP_ASYNC), everywhere(), async, "async clients send their requests with");
		}
		else if (sync != null) {
			check(http((setting) -> setting != SettingCatalog.HTTP_ASYNC), everywhere(), sync,
					"sync clients send their requests with");
		}
		else if (async != null) {
			check(http((setting) -> setting != SettingCatalog.HTTP_SYNC), everywhere(), async,
					"async clients send their requests with");
		}
	}

	private static List<AwsSetting<?>> http(Predicate<AwsSetting<?>> wanted) {
		return SettingCatalog.getSettings()
			.stream()
			.filter((setting) -> setting.getReach() == SettingReach.HTTP_CLIENT)
			.filter(wanted)
			.toList();
	}

	/**
	 * Return the settings of all clients, of services and of named ones.
	 */
	private List<AwsSettings> everywhere() {
		List<AwsSettings> everywhere = new ArrayList<>();
		everywhere.add(this.settings);
		for (ServiceId service : this.settings.getServices()) {
			everywhere.add(this.settings.forService(service));
		}
		for (NamedClient client : this.settings.getClients()) {
			everywhere.add(client.settings());
		}
		return everywhere;
	}

	private void check(Collection<AwsSetting<?>> settings, List<AwsSettings> places, ApplicationBean bean,
			String instead) {
		Set<WrittenValue> told = new HashSet<>();
		List<WrittenValue> others = new ArrayList<>();
		for (AwsSettings place : places) {
			for (AwsSetting<?> setting : settings) {
				WrittenValue written = place.get(setting).getWritten();
				if (written == null || written.kind() == SourceKind.CONNECTION || !told.add(written)) {
					continue;
				}
				if (isForThisApplication(written)) {
					tell(List.of(written), bean, instead);
				}
				else if (written.kind() != SourceKind.ENVIRONMENT_VARIABLES || !OF_PLATFORM.contains(setting)) {
					others.add(written);
				}
			}
		}
		if (!others.isEmpty()) {
			tell(others, bean, instead);
		}
	}

	private void tell(List<WrittenValue> written, ApplicationBean bean, String instead) {
		String names = written.stream()
			.map((value) -> "'%s'".formatted(value.spelling()))
			.distinct()
			.collect(Collectors.joining(", "));
		boolean one = !names.contains(", ");
		this.diagnostics.add(new Diagnostic("%s %s no effect: %s the bean %s; remove one of the two".formatted(names,
				one ? "has" : "have", instead, bean), written.get(0).origin()));
	}

	private boolean isForThisApplication(WrittenValue written) {
		return switch (written.kind()) {
			case COMMAND_LINE, SYSTEM_PROPERTIES, APPLICATION -> true;
			case CREDENTIALS_FILE, CONFIG_FILE -> this.settings.get(SettingCatalog.PROFILE).isSet();
			case CONNECTION, ENVIRONMENT_VARIABLES -> false;
		};
	}

}
