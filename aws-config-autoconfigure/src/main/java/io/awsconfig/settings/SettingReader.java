package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a setting of what is written for it, and collects what is wrong or
 * odd with that.
 */
final class SettingReader {

	// By their words: two origins of one place need not be equal

	private final Map<String, InvalidSetting> problems;

	private final Map<String, InvalidSetting> unused;

	private final Map<String, Diagnostic> diagnostics;

	private final BooleanSupplier used;

	SettingReader() {
		this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), () -> true);
	}

	private SettingReader(Map<String, InvalidSetting> problems, Map<String, InvalidSetting> unused,
			Map<String, Diagnostic> diagnostics, BooleanSupplier used) {
		this.problems = problems;
		this.unused = unused;
		this.diagnostics = diagnostics;
		this.used = used;
	}

	/**
	 * Return one for settings that may have nobody who uses them.
	 * @param used tells whether there is somebody; asked if a value is not valid
	 */
	SettingReader where(BooleanSupplier used) {
		return new SettingReader(this.problems, this.unused, this.diagnostics, used);
	}

	void addDiagnostics(SettingSource source) {
		for (Diagnostic diagnostic : source.getDiagnostics()) {
			addDiagnostic(diagnostic);
		}
	}

	void addDiagnostic(Diagnostic diagnostic) {
		this.diagnostics.putIfAbsent(diagnostic.toString(), diagnostic);
	}

	List<Diagnostic> getDiagnostics() {
		return List.copyOf(this.diagnostics.values());
	}

	/**
	 * Fail if any value that has been read is not valid and used.
	 * @throws InvalidAwsSettingsException with all that are not valid
	 */
	void failIfInvalid() {
		if (!this.problems.isEmpty()) {
			List<InvalidSetting> all = new ArrayList<>(this.problems.values());
			all.addAll(this.unused.values());
			throw new InvalidAwsSettingsException(all);
		}
	}

	/**
	 * Read a value.
	 * @param setting the setting
	 * @param found what is written for it, highest first
	 * @param <T> the type of the value
	 * @return the value; without one if nothing is written, or if it is not valid and
	 * stops the application
	 */
	<T> SettingValue<T> read(AwsSetting<T> setting, List<WrittenValue> found) {
		List<WrittenValue> written = withoutBlanks(found);
		if (written.isEmpty()) {
			return new SettingValue<>(setting, null, null, List.of(), isBlankInSystemSource(found), null);
		}
		int effective = indexOfEffective(setting, written);
		List<WrittenValue> shadowed = new ArrayList<>(written);
		return parse(setting, shadowed.remove(effective), shadowed, isBlankInSystemSource(found));
	}

	/**
	 * Leave a setting without a value, whatever is written for it.
	 * @param displacer what takes its place
	 */
	<T> SettingValue<T> hide(AwsSetting<T> setting, List<WrittenValue> found, @Nullable Displacer displacer) {
		return new SettingValue<>(setting, null, null, withoutBlanks(found), isBlankInSystemSource(found), null)
			.hiddenBy(displacer);
	}

	private static boolean isBlankInSystemSource(List<WrittenValue> found) {
		for (WrittenValue written : found) {
			if (written.text().isEmpty() && (written.kind() == SourceKind.SYSTEM_PROPERTIES
					|| written.kind() == SourceKind.ENVIRONMENT_VARIABLES)) {
				return true;
			}
		}
		return false;
	}

	private <T> SettingValue<T> parse(AwsSetting<T> setting, WrittenValue written, List<WrittenValue> shadowed,
			boolean blank) {
		InvalidSetting problem;
		if (setting.getType().isText() && YamlScalar.isRewritten(written.text(), written.origin())) {
			problem = new InvalidSetting(setting, written, InvalidSetting.REWRITTEN);
		}
		else {
			try {
				return new SettingValue<>(setting, setting.getType().read(written.text()), written, shadowed, blank,
						null);
			}
			catch (IllegalArgumentException ex) {
				problem = new InvalidSetting(setting, written, String.valueOf(ex.getMessage()));
			}
			T tolerated = setting.tolerate(written.text(), written.kind().isOfApplication());
			if (tolerated != null) {
				addDiagnostic(problem.asWarning());
				return new SettingValue<>(setting, tolerated, written, shadowed, blank, null);
			}
		}
		// The plan of the credentials tells which of these are used
		if (setting.getReach() == SettingReach.CREDENTIALS || !this.used.getAsBoolean()) {
			this.unused.putIfAbsent(problem.describe(), problem);
			addDiagnostic(problem.asUnused());
			return new SettingValue<>(setting, null, written, shadowed, blank, problem);
		}
		this.problems.putIfAbsent(problem.describe(), problem);
		return new SettingValue<>(setting, null, written, shadowed, blank, null);
	}

	private List<WrittenValue> withoutBlanks(List<WrittenValue> found) {
		List<WrittenValue> result = new ArrayList<>(found.size());
		for (WrittenValue written : found) {
			if (!written.text().isEmpty()) {
				result.add(written);
				continue;
			}
			addDiagnostic(new Diagnostic("'" + written.spelling() + "' has no value and is treated as not set",
					written.origin()));
		}
		return result;
	}

	/**
	 * Return which of the values is in force: the first, unless the SDK leaves that out
	 * of account. Before the profile that brings it to the client, the SDK looks at AWS's
	 * own variables and JVM properties.
	 */
	private int indexOfEffective(AwsSetting<?> setting, List<WrittenValue> written) {
		WrittenValue first = written.get(0);
		if (setting.getReach() != SettingReach.CLIENT_PROFILE || isReadByTheSdk(setting, first)) {
			return 0;
		}
		for (int i = 1; i < written.size(); i++) {
			WrittenValue other = written.get(i);
			if (isReadByTheSdk(setting, other)) {
				if (other.text().equals(first.text()) || !this.used.getAsBoolean()) {
					return 0;
				}
				addDiagnostic(new Diagnostic(
						"'%s' has the value %s here, but the SDK itself looks at %s first, which has the value %s; set it there"
							.formatted(first.spelling(), SettingValue.display(setting, first.text()), other,
									SettingValue.display(setting, other.text())),
						first.origin()));
				return i;
			}
		}
		return 0;
	}

	private static boolean isReadByTheSdk(AwsSetting<?> setting, WrittenValue written) {
		return switch (written.kind()) {
			case SYSTEM_PROPERTIES -> setting.getSystemProperties().contains(written.spelling());
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables().contains(written.spelling());
			default -> false;
		};
	}

}
