package io.awsconfig.client.bean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.awsconfig.client.AwsClientSpecification;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a client, and, once it is complete, the key to find that client by. It
 * is used again and again, so that finding a client makes no object.
 */
final class ClientSpecification implements AwsClientSpecification {

	private static final AwsSetting<?>[] SETTINGS = SettingCatalog.getSettings()
		.stream()
		.filter(AwsSetting::isPerClient)
		.toArray(AwsSetting<?>[]::new);

	private static final Map<String, Integer> INDEXES = new HashMap<>();

	static {
		for (int i = 0; i < SETTINGS.length; i++) {
			INDEXES.put(SETTINGS[i].getName(), i);
			INDEXES.put(SETTINGS[i].getShortPropertyName(), i);
		}
	}

	private static final int REGION = indexOf(SettingCatalog.REGION);

	private static final int PROFILE = indexOf(SettingCatalog.PROFILE);

	private static final int ROLE_ARN = indexOf(SettingCatalog.ROLE_ARN);

	private static final int ROLE_SESSION_NAME = indexOf(SettingCatalog.ROLE_SESSION_NAME);

	private static final int EXTERNAL_ID = indexOf(SettingCatalog.EXTERNAL_ID);

	private static final int ENDPOINT_URL = indexOf(SettingCatalog.ENDPOINT_URL);

	private static final AtomicIntegerFieldUpdater<ClientSpecification> BUSY = AtomicIntegerFieldUpdater
		.newUpdater(ClientSpecification.class, "busy");

	/**
	 * Whether somebody says something, or {@code 0} if nobody does.
	 */
	private volatile int busy;

	/**
	 * The thread that says it, by its number: to refer to it, or to what is said, costs
	 * more wherever the garbage collector has to know.
	 */
	private long thread;

	private @Nullable Class<?> type;

	private final @Nullable String[] values = new @Nullable String[SETTINGS.length];

	private final int[] said = new int[SETTINGS.length];

	private int count;

	private int hash;

	private static int indexOf(AwsSetting<?> setting) {
		return Objects.requireNonNull(INDEXES.get(setting.getName()));
	}

	/**
	 * Begin with the specification of a client.
	 * @return whether nobody else is at it
	 */
	boolean open(Class<?> type) {
		if (!BUSY.compareAndSet(this, 0, 1)) {
			return false;
		}
		this.thread = currentThread();
		if (this.type != type) {
			this.type = type;
		}
		return true;
	}

	/**
	 * Forget what was said.
	 */
	void close() {
		for (int i = 0; i < this.count; i++) {
			this.values[this.said[i]] = null;
		}
		this.count = 0;
		this.hash = 0;
		this.thread = 0;
		BUSY.lazySet(this, 0);
	}

	/**
	 * Return the number of the current thread.
	 */
	@SuppressWarnings("deprecation")
	static long currentThread() {
		return Thread.currentThread().getId();
	}

	private ClientSpecification set(int index, @Nullable String value) {
		// What is kept beyond the call may be somebody else's by now
		if (this.thread != currentThread()) {
			throw new IllegalStateException(
					"A specification is valid during the call that it was made for, on the same thread");
		}
		String before = this.values[index];
		if (before != null) {
			remove(index, before);
		}
		if (value != null) {
			this.values[index] = value;
			this.said[this.count++] = index;
			this.hash += hash(index, value);
		}
		return this;
	}

	private void remove(int index, String before) {
		this.hash -= hash(index, before);
		this.values[index] = null;
		int i = 0;
		while (this.said[i] != index) {
			i++;
		}
		this.said[i] = this.said[--this.count];
	}

	/**
	 * Forget values that say nothing. These are rare, and a look at the text of each
	 * value costs more than a client that is not found by them.
	 * @return whether there were any
	 */
	boolean removeBlanks() {
		int before = this.count;
		for (int i = this.count - 1; i >= 0; i--) {
			String value = Objects.requireNonNull(this.values[this.said[i]]);
			if (value.isBlank()) {
				remove(this.said[i], value);
			}
		}
		return this.count < before;
	}

	/**
	 * In whatever order they are said.
	 */
	private static int hash(int index, String value) {
		return (index + 1) * 31 * (value.hashCode() | 1);
	}

	@Override
	public AwsClientSpecification region(@Nullable String region) {
		return set(REGION, region);
	}

	@Override
	public AwsClientSpecification profile(@Nullable String profile) {
		return set(PROFILE, profile);
	}

	@Override
	public AwsClientSpecification roleArn(@Nullable String roleArn) {
		return set(ROLE_ARN, roleArn);
	}

	@Override
	public AwsClientSpecification roleSessionName(@Nullable String roleSessionName) {
		return set(ROLE_SESSION_NAME, roleSessionName);
	}

	@Override
	public AwsClientSpecification externalId(@Nullable String externalId) {
		return set(EXTERNAL_ID, externalId);
	}

	@Override
	public AwsClientSpecification endpointUrl(@Nullable String endpointUrl) {
		return set(ENDPOINT_URL, endpointUrl);
	}

	@Override
	public AwsClientSpecification set(String name, @Nullable String value) {
		Integer index = INDEXES.get(name);
		return set((index != null) ? index : find(name), value);
	}

	/**
	 * Find a setting that is spelled in another way.
	 */
	private static int find(String name) {
		AwsSetting<?> setting = SettingCatalog.find(name);
		if (setting != null && setting.isPerClient()) {
			return indexOf(setting);
		}
		if (setting != null) {
			throw new AwsConfigurationException("'%s' cannot differ between clients.".formatted(name),
					"Set '%s' for the application.".formatted(setting.getPropertyName()));
		}
		List<String> names = new ArrayList<>();
		for (AwsSetting<?> known : SETTINGS) {
			names.add(known.getShortPropertyName());
		}
		String nearest = NearestName.find(name, names);
		throw new AwsConfigurationException("'%s' is not a setting of a client.".formatted(name),
				(nearest != null) ? "Did you mean '%s'?".formatted(nearest)
						: "Write one of %s.".formatted(String.join(", ", NearestName.sort(name, names))));
	}

	/**
	 * Return what stays of it.
	 */
	Key toKey() {
		removeBlanks();
		int[] said = new int[this.count];
		String[] values = new String[this.count];
		for (int i = 0; i < this.count; i++) {
			said[i] = this.said[i];
			values[i] = Objects.requireNonNull(this.values[said[i]]);
		}
		return new Key(Objects.requireNonNull(this.type), said, values, hashCode());
	}

	@Override
	public boolean equals(Object other) {
		if (!(other instanceof Key key)) {
			return this == other;
		}
		if (key.type != this.type || key.said.length != this.count) {
			return false;
		}
		for (int i = 0; i < this.count; i++) {
			if (!key.values[i].equals(this.values[key.said[i]])) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int hashCode() {
		return this.hash + System.identityHashCode(this.type);
	}

	/**
	 * What a client is found by.
	 */
	static final class Key {

		private final Class<?> type;

		private final int[] said;

		private final String[] values;

		private final int hash;

		private Key(Class<?> type, int[] said, String[] values, int hash) {
			this.type = type;
			this.said = said;
			this.values = values;
			this.hash = hash;
		}

		Class<?> type() {
			return this.type;
		}

		/**
		 * Return what is said, by setting.
		 */
		Map<AwsSetting<?>, String> values() {
			Map<AwsSetting<?>, String> result = new LinkedHashMap<>();
			for (int i = 0; i < this.said.length; i++) {
				result.put(SETTINGS[this.said[i]], this.values[i]);
			}
			return result;
		}

		/**
		 * Return what says whose credentials the client has.
		 * @return the values, or none if these are those of its service
		 */
		Map<AwsSetting<?>, String> identity() {
			Map<AwsSetting<?>, String> identity = values();
			identity.keySet().removeIf((setting) -> !setting.is(SettingTrait.IDENTITY));
			return identity;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Key that && this.type == that.type && this.hash == that.hash
					&& values().equals(that.values());
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

		/**
		 * Return it for people to read, without what is secret.
		 */
		@Override
		public String toString() {
			Map<String, String> shown = new TreeMap<>();
			values().forEach((setting, value) -> shown.put(setting.getShortPropertyName(),
					SettingValue.display(setting, value)));
			return shown.toString();
		}

	}

}
