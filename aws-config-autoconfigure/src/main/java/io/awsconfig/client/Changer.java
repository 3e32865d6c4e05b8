package io.awsconfig.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.awsconfig.client.BuiltClient.Customization;
import io.awsconfig.client.BuiltClient.Given;
import io.awsconfig.client.OverrideView.Aspect;
import io.awsconfig.client.UsedValue.Source;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what the settings say.
 *
 * @param source what kind of thing it was
 * @param by its name, or who it may have been
 */
record Changer(Source source, @Nullable String by) {

	static final Changer CODE = new Changer(Source.CODE, null);

	/**
	 * Tell who may have changed what cannot be read from a builder.
	 * @param ofOthers whether others have the builder as well
	 */
	static Changer of(Given given, boolean ofOthers) {
		return of(given, ofOthers, given.customizations());
	}

	/**
	 * Tell who changed what can be read.
	 */
	static Changer of(Given given, boolean ofOthers, Aspect aspect) {
		List<Customization> changed = given.customizations()
			.stream()
			.filter((customization) -> customization.changes().contains(aspect))
			.toList();
		return of(given, ofOthers, changed.isEmpty() ? changed : changed.subList(changed.size() - 1, changed.size()));
	}

	private static Changer of(Given given, boolean ofOthers, List<Customization> customizations) {
		List<Changer> candidates = new ArrayList<>();
		customizations.forEach((candidate) -> candidates.add(new Changer(Source.CUSTOMIZER, candidate.name())));
		given.plugins().forEach((plugin) -> candidates.add(new Changer(Source.PLUGIN, plugin)));
		if (ofOthers || candidates.isEmpty()) {
			candidates.add(CODE);
		}
		return (candidates.size() == 1) ? candidates.get(0) : new Changer(Source.ONE_OF,
				candidates.stream().map(Changer::describe).collect(Collectors.joining(", ")));
	}

	private String describe() {
		return (this.by != null) ? "%s '%s'".formatted(this.source.getDescription(), this.by)
				: this.source.getDescription();
	}

}
