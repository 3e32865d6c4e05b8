package io.awsconfig.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares settings with those that they take the place of.
 */
@Internal
public final class SettingChanges {

	private final AwsSettings from;

	private final AwsSettings to;

	private final Map<Key, WrittenPair> changes = new LinkedHashMap<>();

	private SettingChanges(AwsSettings from, AwsSettings to) {
		this.from = from;
		this.to = to;
	}

	/**
	 * Find the settings that are not as they were.
	 * @param from the settings of before
	 * @param to the settings of now
	 * @param clients the clients that have been built
	 */
	static List<SettingChange> between(AwsSettings from, AwsSettings to, List<BuiltClient> clients) {
		SettingChanges changes = new SettingChanges(from, to);
		changes.compare();
		return changes.list(clients);
	}

	private void compare() {
		add(null, this.from, this.to, null, null);
		Set<ServiceId> services = new LinkedHashSet<>(this.from.getServices());
		services.addAll(this.to.getServices());
		for (ServiceId service : services) {
			add(AwsClientId.ofService(service.toString()), this.from.forService(service), this.to.forService(service),
					this.from, this.to);
		}
		for (NamedClient client : this.to.getClients()) {
			NamedClient before = this.from.findClient(client.name());
			if (before != null && before.service().equals(client.service())) {
				add(client.id(), before.settings(), client.settings(), this.from.forService(client.service()),
						this.to.forService(client.service()));
			}
		}
	}

	/**
	 * Add what has changed for one owner, and not only with what it is based on.
	 */
	private void add(@Nullable AwsClientId owner, AwsSettings before, AwsSettings now, @Nullable AwsSettings baseBefore,
			@Nullable AwsSettings baseNow) {
		for (SettingValue<?> value : now.getValues()) {
			AwsSetting<?> setting = value.getSetting();
			String textBefore = textOf(before, setting);
			String textNow = textOf(now, setting);
			if (Objects.equals(textBefore, textNow)) {
				continue;
			}
			boolean inherited = baseBefore != null && baseNow != null
					&& Objects.equals(textBefore, textOf(baseBefore, setting))
					&& Objects.equals(textNow, textOf(baseNow, setting));
			if (!inherited) {
				this.changes.put(new Key(setting, owner),
						new WrittenPair(before.get(setting).getWritten(), now.get(setting).getWritten()));
			}
		}
	}

	private List<SettingChange> list(List<BuiltClient> clients) {
		List<SettingChange> result = new ArrayList<>();
		this.changes.forEach((key, pair) -> {
			Set<String> holders = new LinkedHashSet<>();
			for (BuiltClient client : clients) {
				if (key.equals(changeOf(client, key.setting())) && isHeld(client, key.setting(), this.to)) {
					holders.add(client.describe());
				}
			}
			result.add(new SettingChange(key.setting(), key.owner(), pair.from(), pair.to(), List.copyOf(holders)));
		});
		return result;
	}

	/**
	 * Find the change that a client is affected by: its own, else that of its service,
	 * else that of all.
	 */
	private @Nullable Key changeOf(BuiltClient client, AwsSetting<?> setting) {
		Key own = new Key(setting, client.getId());
		Key ofService = new Key(setting, AwsClientId.ofService(client.getId().service()));
		return this.changes.containsKey(own) ? own
				: this.changes.containsKey(ofService) ? ofService : new Key(setting, null);
	}

	/**
	 * Return whether a client has another value of a setting than it would get now.
	 * @param client the client
	 * @param setting the setting
	 * @param now the settings of now
	 */
	public static boolean isHeld(BuiltClient client, AwsSetting<?> setting, AwsSettings now) {
		boolean ofOthers = setting.is(SettingTrait.S3) && !client.getId().service().equals("s3");
		if (ofOthers || !isKeptByClients(setting)) {
			return false;
		}
		AwsSettings current = client.findSettings(now);
		return current != null && current != client.getSettings()
				&& !Objects.equals(textOf(client.getSettings(), setting), textOf(current, setting))
				&& client.hasOfSettings(setting) && !client.isFollowing(setting);
	}

	private static boolean isKeptByClients(AwsSetting<?> setting) {
		return switch (setting.getReach()) {
			case CLIENT_BUILDER, CLIENT_PROFILE, HTTP_CLIENT -> true;
			case CREDENTIALS, STARTER, NO_EFFECT -> false;
		};
	}

	/**
	 * Return what is in force, or {@code null}.
	 */
	static @Nullable String textOf(AwsSettings settings, AwsSetting<?> setting) {
		WrittenValue written = settings.get(setting).getWritten();
		return (written != null) ? written.text() : null;
	}

	private record Key(AwsSetting<?> setting, @Nullable AwsClientId owner) {

	}

	private record WrittenPair(@Nullable WrittenValue from, @Nullable WrittenValue to) {

	}

}
