package io.awsconfig.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A source has only a part of an access key, its secret and its session token.
 *
 * @since 0.1.0
 */
public class IncompleteAccessKeysException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	private static final Map<AwsSetting<?>, String> LABELS = Map.of(SettingCatalog.ACCESS_KEY_ID, "access key id",
			SettingCatalog.SECRET_ACCESS_KEY, "secret access key", SettingCatalog.SESSION_TOKEN, "session token");

	IncompleteAccessKeysException(Map<AwsSetting<?>, @Nullable WrittenValue> parts,
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere) {
		super(describe(parts, elsewhere), advise(parts));
	}

	private static String describe(Map<AwsSetting<?>, @Nullable WrittenValue> parts,
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere) {
		List<String> missing = missing(parts);
		StringBuilder text = new StringBuilder("%s has a value, but %s %s none:%n".formatted(present(parts).get(0),
				String.join(" and ", missing), (missing.size() == 1) ? "has" : "have"));
		parts.forEach((part, written) -> {
			text.append("%n    %-19s%s".formatted(LABELS.get(part), (written != null) ? written : "not there"));
			if (written == null) {
				elsewhere.getOrDefault(part, List.of())
					.forEach((other) -> text
						.append("; the one of %s is not used, because a key and its secret come from one source"
							.formatted(other)));
			}
		});
		return text.toString();
	}

	private static String advise(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return "Set %s in the same place as well, or remove %s to use credentials from elsewhere."
			.formatted(String.join(" and ", missing(parts)), String.join(" and ", present(parts)));
	}

	private static List<String> present(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.values()
			.stream()
			.filter(Objects::nonNull)
			.map((written) -> "'" + written.spelling() + "'")
			.toList();
	}

	private static List<String> missing(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.entrySet()
			.stream()
			.filter((part) -> part.getValue() == null)
			.map((part) -> "'" + spell(part.getKey(), parts) + "'")
			.toList();
	}

	private static String spell(AwsSetting<?> setting, Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		for (Map.Entry<AwsSetting<?>, @Nullable WrittenValue> part : parts.entrySet()) {
			WrittenValue written = part.getValue();
			if (written != null) {
				return setting.spellBeside(part.getKey(), written);
			}
		}
		return setting.getPropertyName();
	}

}
