package io.awsconfig.sharedconfig;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A profile as both shared files together define it. A setting of the credentials file
 * goes before one of the config file, key by key. Values that must come from one source
 * as a unit, such as an access key and its secret, are for the caller to take from one of
 * the two {@linkplain #getCredentialsSection() sections}.
 *
 * @since 0.1.0
 */
public final class Profile {

	private final String name;

	private final @Nullable Section credentialsSection;

	private final @Nullable Section configSection;

	Profile(String name, @Nullable Section credentialsSection, @Nullable Section configSection) {
		this.name = name;
		this.credentialsSection = credentialsSection;
		this.configSection = configSection;
	}

	/**
	 * Return the name of the profile.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return a setting, from the credentials file if that has it.
	 * @param key the name of the setting in lower case
	 * @return the setting, or {@code null} if neither file has it
	 */
	public @Nullable Entry get(String key) {
		Entry entry = (this.credentialsSection != null) ? this.credentialsSection.get(key) : null;
		if (entry == null && this.configSection != null) {
			entry = this.configSection.get(key);
		}
		return entry;
	}

	/**
	 * Return what the credentials file says.
	 * @return the section, or {@code null} if the profile is not in the credentials file
	 */
	public @Nullable Section getCredentialsSection() {
		return this.credentialsSection;
	}

	/**
	 * Return what the config file says.
	 * @return the section, or {@code null} if the profile is not in the config file
	 */
	public @Nullable Section getConfigSection() {
		return this.configSection;
	}

	/**
	 * Return the names of all settings, those of the config file first.
	 * @return the names in lower case; unmodifiable
	 */
	public Set<String> getKeys() {
		Set<String> keys = new LinkedHashSet<>();
		addKeys(this.configSection, keys);
		addKeys(this.credentialsSection, keys);
		return Collections.unmodifiableSet(keys);
	}

	private static void addKeys(@Nullable Section section, Set<String> keys) {
		if (section != null) {
			section.getEntries().forEach((entry) -> keys.add(entry.getName()));
		}
	}

	/**
	 * Return name and origins, never a value.
	 */
	@Override
	public String toString() {
		StringBuilder result = new StringBuilder("profile '").append(Wording.shorten(this.name)).append("'");
		if (this.credentialsSection != null) {
			result.append(", ").append(this.credentialsSection.getOrigin());
		}
		if (this.configSection != null) {
			result.append(", ").append(this.configSection.getOrigin());
		}
		return result.toString();
	}

}
