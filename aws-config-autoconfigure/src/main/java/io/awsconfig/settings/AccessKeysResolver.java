package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds access keys as a unit: key, secret and token come from the first source that has
 * any of them, and half a unit there is an error, even if another source could complete
 * it.
 */
final class AccessKeysResolver {

	private final List<SettingSource> sources;

	private final List<Diagnostic> implausible = new ArrayList<>(0);

	private final @Nullable ClientKey client;

	AccessKeysResolver(List<SettingSource> sources) {
		this(sources, null);
	}

	/**
	 * Create a resolver.
	 * @param sources where access keys can stand
	 * @param client the service or the named client to which those outside of the shared
	 * files must be specific, or {@code null} for those of all clients
	 */
	AccessKeysResolver(List<SettingSource> sources, @Nullable ClientKey client) {
		this.sources = sources;
		this.client = client;
	}

	/**
	 * Look for access keys.
	 * @throws IncompleteAccessKeysException if those outside of the shared files are
	 * incomplete
	 */
	Found find() {
		AccessKeys accessKeys = findFirst(false);
		if (accessKeys != null) {
			// What a complete unit of a higher source hides cannot be wrong
			return new Found(accessKeys, null, null, List.copyOf(this.implausible));
		}
		try {
			AccessKeys ofProfile = findFirst(true);
			return new Found(null, ofProfile, null, List.copyOf(this.implausible));
		}
		catch (IncompleteAccessKeysException ex) {
			return new Found(null, null, ex, List.of());
		}
	}

	private @Nullable AccessKeys findFirst(boolean inSharedFiles) {
		for (SettingSource source : this.sources) {
			if (source.getKind().isSharedFile() == inSharedFiles) {
				AccessKeys found = find(source);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

	private @Nullable AccessKeys find(SettingSource source) {
		WrittenValue key = findFirst(source, SettingCatalog.ACCESS_KEY_ID);
		WrittenValue secret = findFirst(source, SettingCatalog.SECRET_ACCESS_KEY);
		WrittenValue token = findFirst(source, SettingCatalog.SESSION_TOKEN);
		if (key == null && secret == null && token == null) {
			return null;
		}
		if (key == null || secret == null) {
			Map<AwsSetting<?>, @Nullable WrittenValue> parts = new LinkedHashMap<>();
			parts.put(SettingCatalog.ACCESS_KEY_ID, key);
			parts.put(SettingCatalog.SECRET_ACCESS_KEY, secret);
			if (token != null) {
				parts.put(SettingCatalog.SESSION_TOKEN, token);
			}
			throw new IncompleteAccessKeysException(parts, findElsewhere(source, parts), findMistaken(source, parts),
					findNext(source));
		}
		AccessKeys keys = new AccessKeys(key.text(), secret.text(), (token != null) ? token.text() : null,
				findAccountId(source), key);
		this.implausible.addAll(ImplausibleKeys.find(keys, secret, token));
		return keys;
	}

	private @Nullable String findAccountId(SettingSource source) {
		for (SettingSource candidate : this.sources) {
			// A profile's account is the account of the profile's keys
			if (candidate.getKind().isSharedFile() && !source.getKind().isSharedFile()) {
				break;
			}
			WrittenValue accountId = findFirst(candidate, SettingCatalog.ACCOUNT_ID);
			if (accountId != null) {
				return accountId.text();
			}
		}
		return null;
	}

	private Map<AwsSetting<?>, List<WrittenValue>> findElsewhere(SettingSource source,
			Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		Map<AwsSetting<?>, List<WrittenValue>> elsewhere = new LinkedHashMap<>();
		for (AwsSetting<?> part : parts.keySet()) {
			List<WrittenValue> found = new ArrayList<>();
			for (SettingSource candidate : this.sources) {
				WrittenValue value = (candidate != source) ? findFirst(candidate, part) : null;
				if (value != null) {
					found.add(value);
				}
			}
			elsewhere.put(part, found);
		}
		return elsewhere;
	}

	/**
	 * Say what would be used without the access keys of a source.
	 */
	private String findNext(SettingSource without) {
		List<SettingSource> others = new ArrayList<>(this.sources);
		others.subList(0, others.indexOf(without) + 1).clear();
		try {
			Found found = new AccessKeysResolver(others, this.client).find();
			AccessKeys next = (found.accessKeys() != null) ? found.accessKeys() : found.ofProfile();
			if (next != null) {
				return next.toString();
			}
		}
		catch (IncompleteAccessKeysException ex) {
			// These would be the next to be wrong
		}
		return (this.client != null) ? "those of the application"
				: "those of the next step that is configured, if there is one";
	}

	private Map<AwsSetting<?>, String> findMistaken(SettingSource source,
			Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		Map<AwsSetting<?>, String> mistaken = new LinkedHashMap<>();
		if (this.client != null && !source.getKind().isSharedFile()) {
			return mistaken;
		}
		parts.forEach((part, written) -> {
			String name = (written == null) ? source.findMistaken(part) : null;
			if (name != null) {
				mistaken.put(part, name);
			}
		});
		return mistaken;
	}

	private @Nullable WrittenValue findFirst(SettingSource source, AwsSetting<?> setting) {
		for (WrittenValue written : source.find(setting, source.getKind().isSharedFile() ? null : this.client)) {
			if (!written.text().isEmpty()) {
				return written;
			}
		}
		return null;
	}

	/**
	 * The access keys that were found.
	 *
	 * @param accessKeys those outside of the shared files, or {@code null}
	 * @param ofProfile those of the profile, or {@code null}
	 * @param problem what is wrong with those of the profile, told to those who use them
	 * @param implausible what is odd about those that were found
	 */
	record Found(@Nullable AccessKeys accessKeys, @Nullable AccessKeys ofProfile,
			@Nullable IncompleteAccessKeysException problem, List<Diagnostic> implausible) {

	}

}
