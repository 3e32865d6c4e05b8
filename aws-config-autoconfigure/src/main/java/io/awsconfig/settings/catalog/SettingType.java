package io.awsconfig.settings.catalog;

import java.util.List;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The type of a setting: turns the text that a user wrote into a value, and says what is
 * valid.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public abstract class SettingType<T> {

	private final Class<?> valueType;

	private final String validValues;

	private final List<KnownValue> knownValues;

	private final List<String> choices;

	SettingType(Class<?> valueType, String validValues) {
		this(valueType, validValues, List.of(), false);
	}

	/**
	 * Create a type.
	 * @param knownValues values that are known by name
	 * @param closed whether no other value is valid
	 */
	SettingType(Class<?> valueType, String validValues, List<KnownValue> knownValues, boolean closed) {
		this.valueType = valueType;
		this.validValues = validValues;
		this.knownValues = knownValues;
		this.choices = closed ? KnownValue.texts(knownValues) : List.of();
	}

	/**
	 * Return the Java type of the values.
	 * @return the type
	 */
	public Class<?> getValueType() {
		return this.valueType;
	}

	/**
	 * Return which values are valid, in words.
	 * @return the description, for example {@code a whole number, at least 1}
	 */
	public String getValidValues() {
		return this.validValues;
	}

	/**
	 * Return the valid values if they are a closed set.
	 * @return the values in the guide's spelling, empty if the set is open
	 */
	public List<String> getChoices() {
		return this.choices;
	}

	/**
	 * Return values that are worth suggesting.
	 * @return the values, all there are if there are choices
	 */
	List<KnownValue> getKnownValues() {
		return this.knownValues;
	}

	/**
	 * Turn text into a value.
	 * @param text what was written, without surrounding blanks
	 * @return the value
	 * @throws IllegalArgumentException if the text is not valid; the message says why and
	 * does not repeat the text
	 */
	@Internal
	public abstract T read(String text);

	/**
	 * Return whether the values are texts, of which each character counts.
	 */
	@Internal
	public boolean isText() {
		return false;
	}

	/**
	 * Suggest what may be meant by a text that is not valid.
	 * @param text what was written
	 * @return a valid text, or {@code null} if there is nothing to suggest
	 */
	@Internal
	public @Nullable String suggest(String text) {
		return null;
	}

	/**
	 * Turn a value into the text that the shared config file would have.
	 * @param value the value
	 * @return the text
	 */
	public String write(T value) {
		return String.valueOf(value);
	}

}
