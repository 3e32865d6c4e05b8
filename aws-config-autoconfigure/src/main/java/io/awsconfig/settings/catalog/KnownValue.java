package io.awsconfig.settings.catalog;

import java.util.ArrayList;
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
		List<String> texts = new ArrayList<>(values.size());
		for (KnownValue value : values) {
			texts.add(value.text());
		}
		return List.copyOf(texts);
	}

}
