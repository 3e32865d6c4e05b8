package io.awsconfig.settings.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A value that a setting may have.
 *
 * @param text the value in the guide's spelling
 * @param description what it does, for IDEs
 */
record KnownValue(String text, @Nullable String description) {

	static List<String> texts(List<KnownValue> values) {
		return values.stream().map(KnownValue::text).toList();
	}

}
