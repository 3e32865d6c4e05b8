package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.settings.catalog.SourceKind;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * A process with each setting of the catalogue in one or more of the sources.
 */
final class Everything {

	/**
	 * The sources that somebody writes, in their order: all but connection details.
	 */
	static final List<SourceKind> WRITTEN = Arrays.stream(SourceKind.values())
		.filter((kind) -> kind != SourceKind.CONNECTION)
		.toList();

	private final Map<SourceKind, Map<AwsSetting<?>, String>> names = new EnumMap<>(SourceKind.class);

	/**
	 * Set each setting in a source.
	 * @param kind the source
	 * @param naming gives the name of a setting there, or {@code null} to leave it out
	 * @return this
	 */
	Everything in(SourceKind kind, Function<AwsSetting<?>, @Nullable String> naming) {
		Map<AwsSetting<?>, String> names = new LinkedHashMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String name = naming.apply(setting);
			if (name != null) {
				names.put(setting, name);
			}
		}
		this.names.put(kind, names);
		return this;
	}

	/**
	 * Set each setting in a source, under the first of its names there.
	 */
	Everything in(SourceKind kind) {
		return in(kind, (setting) -> nameAt(names(setting, kind), 0));
	}

	/**
	 * Return the names that a setting has in a source, from the catalogue.
	 */
	static List<String> names(AwsSetting<?> setting, SourceKind kind) {
		return switch (kind) {
			case CONNECTION -> List.of();
			case COMMAND_LINE, APPLICATION -> List.of(setting.getPropertyName());
			case SYSTEM_PROPERTIES -> setting.getSystemProperties();
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables();
			case CREDENTIALS_FILE, CONFIG_FILE -> setting.getFileKeys();
		};
	}

	static @Nullable String nameAt(List<String> names, int index) {
		return (index < names.size()) ? names.get(index) : null;
	}

	Report runIn(Path directory) {
		ChildProcess child = new ChildProcess(directory);
		written(SourceKind.COMMAND_LINE).forEach(child::argument);
		written(SourceKind.SYSTEM_PROPERTIES).forEach(child::systemProperty);
		written(SourceKind.ENVIRONMENT_VARIABLES).forEach(child::variable);
		child.application("""
				aws:
				%s"""
			.formatted(lines(SourceKind.APPLICATION, (name) -> "  " + name.substring("aws.".length()) + ": ")));
		String profile = highest(SettingCatalog.PROFILE, "default");
		child.file(highest(SettingCatalog.SHARED_CREDENTIALS_FILE, ".aws/credentials"),
				"[%s]%n%s".formatted(profile, lines(SourceKind.CREDENTIALS_FILE, (name) -> name + " = ")));
		child.file(highest(SettingCatalog.CONFIG_FILE, ".aws/config"),
				"[%s]%n%s%s".formatted(profile.equals("default") ? profile : "profile " + profile,
						lines(SourceKind.CONFIG_FILE, (name) -> name + " = "),
						sections("services %s", SettingCatalog.SERVICES)
								+ sections("sso-session %s", SettingCatalog.SSO_SESSION)
								+ sections("profile %s", SettingCatalog.SOURCE_PROFILE)));
		return child.run().started();
	}

	private Map<String, String> written(SourceKind kind) {
		Map<String, String> result = new LinkedHashMap<>();
		this.names.getOrDefault(kind, Map.of()).forEach((setting, name) -> result.put(name, Samples.of(setting, kind)));
		return result;
	}

	private String lines(SourceKind kind, Function<String, String> prefix) {
		return written(kind).entrySet()
			.stream()
			.map((entry) -> prefix.apply(entry.getKey()) + entry.getValue() + "\n")
			.collect(Collectors.joining());
	}

	private static String sections(String header, AwsSetting<?> nameOfSection) {
		return WRITTEN.stream()
			.map((kind) -> "[" + header.formatted(Samples.of(nameOfSection, kind)) + "]\n")
			.collect(Collectors.joining());
	}

	private String highest(AwsSetting<?> setting, String otherwise) {
		return kinds(setting).findFirst().map((kind) -> Samples.of(setting, kind)).orElse(otherwise);
	}

	/**
	 * Assert that a process reported each setting from the highest source that has it,
	 * and whatever that shadows. The {@code Environment} must show the same, except the
	 * secrets of the shared files.
	 */
	void assertReportedBy(Report report) {
		SoftAssertions.assertSoftly((softly) -> SettingCatalog.getSettings().forEach((setting) -> {
			String name = setting.getName();
			List<String> written = written(setting);
			softly.assertThat(report.value(name)).as(name).isEqualTo(value(setting));
			softly.assertThat(report.written(name)).as(name).isEqualTo(nameAt(written, 0));
			softly.assertThat(report.shadowed(name)).as(name).isEqualTo(written.stream().skip(1).toList());
			softly.assertThat(report.property(name)).as(setting.getPropertyName()).isEqualTo(property(setting));
		}));
	}

	private List<String> written(AwsSetting<?> setting) {
		return kinds(setting)
			.map((kind) -> ChildApplication.describe(setting, kind.name(),
					this.names.getOrDefault(kind, Map.of()).getOrDefault(setting, ""), Samples.of(setting, kind)))
			.toList();
	}

	private <T> @Nullable String value(AwsSetting<T> setting) {
		String text = kinds(setting).findFirst().map((kind) -> Samples.of(setting, kind)).orElse(null);
		if (text != null) {
			boolean isBoolean = setting.getType().getValueType() == Boolean.class;
			return ChildApplication.shown(setting, isBoolean ? text.toLowerCase(Locale.ROOT) : text);
		}
		T value = setting.getDefaultValue();
		return (value != null) ? setting.getType().write(value) : null;
	}

	private @Nullable String property(AwsSetting<?> setting) {
		return sources(setting)
			.filter((kind) -> !setting.isSensitive()
					|| (kind.compareTo(SourceKind.CREDENTIALS_FILE) < 0 && isSpelledAsProperty(setting, kind)))
			.findFirst()
			.map((kind) -> ChildApplication.shown(setting, Samples.of(setting, kind)))
			.orElse(null);
	}

	/**
	 * Secrets under other names than that of the property get none that Spring would
	 * find.
	 */
	private boolean isSpelledAsProperty(AwsSetting<?> setting, SourceKind kind) {
		String name = this.names.getOrDefault(kind, Map.of()).getOrDefault(setting, "");
		return letters(name).equals(letters(setting.getPropertyName()));
	}

	private static String letters(String name) {
		return name.replaceAll("\\W|_", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the sources that have a setting, the one that is in force first.
	 */
	private Stream<SourceKind> kinds(AwsSetting<?> setting) {
		List<SourceKind> kinds = new ArrayList<>(sources(setting).toList());
		if (setting.getReach() == SettingReach.CLIENT_PROFILE && kinds.size() > 1
				&& kinds.get(0) == SourceKind.COMMAND_LINE && isReadByTheSdk(kinds.get(1))) {
			// The SDK itself looks there before it looks at what a client is given
			kinds.add(0, kinds.remove(1));
		}
		return kinds.stream();
	}

	private Stream<SourceKind> sources(AwsSetting<?> setting) {
		return this.names.entrySet()
			.stream()
			.filter((source) -> source.getValue().containsKey(setting))
			.map(Map.Entry::getKey);
	}

	private static boolean isReadByTheSdk(SourceKind kind) {
		return kind == SourceKind.SYSTEM_PROPERTIES || kind == SourceKind.ENVIRONMENT_VARIABLES;
	}

}
