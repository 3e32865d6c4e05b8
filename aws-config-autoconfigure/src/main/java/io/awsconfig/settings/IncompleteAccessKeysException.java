package io.awsconfig.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
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
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere, Map<AwsSetting<?>, String> mistaken, String next) {
		super(describe(parts, elsewhere, mistaken), advise(parts, mistaken, next));
		lacking(parts.entrySet()
			.stream()
			.filter((part) -> part.getValue() == null && mistaken.isEmpty())
			.flatMap((part) -> KnownOddities.namesOf(part.getKey()).stream())
			.toList());
	}

	private static String describe(Map<AwsSetting<?>, @Nullable WrittenValue> parts,
			Map<AwsSetting<?>, List<WrittenValue>> elsewhere, Map<AwsSetting<?>, String> mistaken) {
		List<String> missing = missing(parts);
		StringBuilder text = new StringBuilder("%s has a value, but %s %s none:%n".formatted(present(parts).get(0),
				String.join(" and ", missing), (missing.size() == 1) ? "has" : "have"));
		parts.forEach((part, written) -> {
			text.append("%n    %-19s%s".formatted(LABELS.get(part), (written != null) ? written : "not there"));
			if (mistaken.containsKey(part)) {
				text.append("; '%s' is not read".formatted(mistaken.get(part)));
			}
			else if (written == null) {
				elsewhere.getOrDefault(part, List.of())
					.forEach((other) -> text
						.append("; the one of %s is not used, because a key and its secret come from one source"
							.formatted(other)));
			}
		});
		return text.toString();
	}

	private static String advise(Map<AwsSetting<?>, @Nullable WrittenValue> parts, Map<AwsSetting<?>, String> mistaken,
			String next) {
		if (!mistaken.isEmpty()) {
			// To remove the half that is right would be to use other credentials
			return mistaken.entrySet()
				.stream()
				.map((slip) -> "Rename '%s' to '%s'.".formatted(slip.getValue(), spell(slip.getKey(), parts)))
				.collect(Collectors.joining(System.lineSeparator()));
		}
		return "Set %s in the same place as well, or remove %s to use other credentials: %s."
			.formatted(String.join(" and ", missing(parts)), String.join(" and ", present(parts)), next);
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
