package io.awsconfig.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
		StringBuilder text = new StringBuilder(
				"'%s' has a value, but %s has none:%n".formatted(present(parts).spelling(),
						missing(parts).stream()
							.map((part) -> "'" + spell(part, kind) + "'")
							.collect(Collectors.joining(" and "))));
		parts.forEach((part, written) -> {
			text.append("%n    %-19s".formatted(LABELS.get(part)));
			if (written != null) {
				text.append(written);
				return;
			}
			text.append("not there");
			elsewhere.getOrDefault(part, List.of())
				.forEach((other) -> text
					.append("; the one of %s is not used, because a key and its secret come from one source"
						.formatted(other)));
		});
		return text.toString();
	}

	private static String advise(SourceKind kind, Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		String missing = missing(parts).stream()
			.map((part) -> "'" + spell(part, kind) + "'")
			.collect(Collectors.joining(" and "));
		String present = parts.values()
			.stream()
			.filter(Objects::nonNull)
			.map((written) -> "'" + written.spelling() + "'")
			.collect(Collectors.joining(" and "));
		return "Set %s in the same place as well, or remove %s to use credentials from elsewhere.".formatted(missing,
				present);
	}

	private static WrittenValue present(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.values().stream().filter(Objects::nonNull).findFirst().orElseThrow();
	}

	private static List<AwsSetting<?>> missing(Map<AwsSetting<?>, @Nullable WrittenValue> parts) {
		return parts.keySet()
			.stream()
			.<AwsSetting<?>>map((part) -> part)
			.filter((part) -> parts.get(part) == null)
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
