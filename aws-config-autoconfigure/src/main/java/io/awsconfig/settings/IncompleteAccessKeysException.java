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

	IncompleteAccessKeysException(SourceKind kind, Map<AwsSetting<?>, @Nullable WrittenValue> parts,
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere) {
		super(describe(kind, parts, elsewhere), advise(kind, parts));
	}

	private static String describe(SourceKind kind, Map<AwsSetting<?>, @Nullable WrittenValue> parts,
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere) {
		List<String> missing = missing(kind, parts);
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

	private static String advise(SourceKind kind, Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return "Set %s in the same place as well, or remove %s to use credentials from elsewhere."
			.formatted(String.join(" and ", missing(kind, parts)), String.join(" and ", present(parts)));
	}

	private static List<String> present(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.values()
			.stream()
			.filter(Objects::nonNull)
			.map((written) -> "'" + written.spelling() + "'")
			.toList();
	}

	private static List<String> missing(SourceKind kind, Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.entrySet()
			.stream()
			.filter((part) -> part.getValue() == null)
			.map((part) -> "'" + spell(part.getKey(), kind) + "'")
			.toList();
	}

	private static String spell(AwsSetting<?> setting, SourceKind kind) {
		return switch (kind) {
			case SYSTEM_PROPERTIES -> setting.getSystemProperties().get(0);
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables().get(0);
			case CREDENTIALS_FILE, CONFIG_FILE -> setting.getName();
			case COMMAND_LINE, APPLICATION -> setting.getPropertyName();
		};
	}

}
