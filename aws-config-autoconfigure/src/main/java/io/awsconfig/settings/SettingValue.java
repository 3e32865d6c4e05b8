package io.awsconfig.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

/**
 * What applies for a setting, where it comes from and what it shadows.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class SettingValue<T> implements OriginProvider {

	private final AwsSetting<T> setting;

	private final @Nullable T value;

	private final @Nullable WrittenValue written;

	private final List<WrittenValue> shadowed;

	private final boolean blank;

	private final @Nullable InvalidSetting problem;

	private final @Nullable Displacer displacer;

	/**
	 * Create a value.
	 * @param blank whether a system source has the setting without a value
	 * @param problem why what is written is not valid, if that stops only those who use
	 * it
	 */
	SettingValue(AwsSetting<T> setting, @Nullable T value, @Nullable WrittenValue written, List<WrittenValue> shadowed,
			boolean blank, @Nullable InvalidSetting problem) {
		this(setting, value, written, shadowed, blank, problem, null);
	}

	private SettingValue(AwsSetting<T> setting, @Nullable T value, @Nullable WrittenValue written,
			List<WrittenValue> shadowed, boolean blank, @Nullable InvalidSetting problem,
			@Nullable Displacer displacer) {
		this.displacer = displacer;
		this.blank = blank;
		this.setting = setting;
		this.value = value;
		this.written = written;
		this.shadowed = List.copyOf(shadowed);
		this.problem = problem;
	}

	/**
	 * Return what is left if another setting takes the place of this one: all that is
	 * written is shadowed.
	 */
	SettingValue<T> hiddenBy(@Nullable Displacer other) {
		return new SettingValue<>(this.setting, null, null, getAllWritten(), this.blank, null, other);
	}

	/**
	 * Return the same, which is only used where another setting cannot be.
	 */
	SettingValue<T> secondTo(Displacer other) {
		return new SettingValue<>(this.setting, this.value, this.written, this.shadowed, this.blank, this.problem,
				other);
	}

	/**
	 * Return the setting.
	 * @return the setting
	 */
	public AwsSetting<T> getSetting() {
		return this.setting;
	}

	/**
	 * Return the value that applies.
	 * @return what is written, else the default, else {@code null}
	 * @throws InvalidAwsSettingsException if what is written is not valid; of settings
	 * that many applications have and do not use, that is said to those who use them
	 */
	public @Nullable T getValue() {
		if (this.problem != null) {
			throw new InvalidAwsSettingsException(List.of(this.problem));
		}
		return (this.written != null) ? this.value : this.setting.getDefaultValue();
	}

	/**
	 * Return the value that somebody wrote.
	 * @return the value, or {@code null} if the setting is nowhere set
	 */
	public @Nullable T getWrittenValue() {
		return this.value;
	}

	/**
	 * Return whether somebody wrote a value.
	 * @return whether the setting is set
	 */
	public boolean isSet() {
		return this.written != null;
	}

	/**
	 * Return whether a variable or JVM system property of this setting has no value: the
	 * SDK reads these by itself, and fails where it finds nothing in one.
	 */
	@Internal
	public boolean isBlankInSystemSource() {
		return this.blank;
	}

	/**
	 * Return where the value stands.
	 * @return the origin, or {@code null} if the setting is nowhere set
	 */
	@Override
	public @Nullable Origin getOrigin() {
		return (this.written != null) ? this.written.origin() : null;
	}

	/**
	 * Return the value as it was written, with its place.
	 * @return what was written, or {@code null} if the setting is nowhere set
	 */
	public @Nullable WrittenValue getWritten() {
		return this.written;
	}

	/**
	 * Return what would apply if the value were not there.
	 * @return the values of lower precedence, the highest first
	 */
	public List<WrittenValue> getShadowed() {
		return this.shadowed;
	}

	/**
	 * Return all that is written, whether it applies or not.
	 */
	List<WrittenValue> getAllWritten() {
		List<WrittenValue> all = new ArrayList<>(this.shadowed);
		if (this.written != null) {
			all.add(0, this.written);
		}
		return all;
	}

	/**
	 * Return what is in force in place of all that is written for this setting, if that
	 * is another setting.
	 */
	@Internal
	public @Nullable Displacer getDisplacer() {
		return this.displacer;
	}

	/**
	 * Return the value for people to see: nothing of a secret, and of an access key id
	 * the last four characters.
	 * @return the text, or {@code null} if there is no value
	 */
	public @Nullable String getDisplayValue() {
		if (this.problem != null) {
			return display(this.setting, this.problem.written().text());
		}
		T value = getValue();
		return (value != null) ? display(this.setting, this.setting.getType().write(value)) : null;
	}

	/**
	 * Return a text for people to see, as {@link #getDisplayValue()} does.
	 * @param setting the setting whose value the text is
	 * @param text the text
	 * @return the text, or what may be shown of it
	 */
	public static String display(AwsSetting<?> setting, String text) {
		if (setting == SettingCatalog.ACCESS_KEY_ID) {
			return AccessKeys.abbreviate(text);
		}
		boolean url = URI.class.equals(setting.getType().getValueType());
		if (setting.isSensitive()) {
			return url ? ShownUrl.withoutPath(text) : ShownUrl.HIDDEN;
		}
		return url ? ShownUrl.of(text) : text;
	}

	@Override
	public String toString() {
		String text = this.setting + "=" + getDisplayValue();
		return (this.written != null) ? text + " (" + this.written + ")" : text;
	}

}
