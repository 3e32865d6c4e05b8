package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.name.OtherLibrary;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The properties of other libraries that say what a setting says. One whose library is on
 * the class path is its own affair; one without its library has no effect, and whoever
 * wrote it is told the name that has.
 */
final class ForeignNames {

	private static final Predicate<String> NO_CLIENT = (name) -> false;

	private final List<ConfigurationPropertySource> sources = new ArrayList<>();

	private final Supplier<Placeholders> placeholders;

	private final List<Diagnostic> diagnostics = new ArrayList<>(0);

	private ForeignNames(ConfigurableEnvironment environment) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			this.sources.add(source);
		}
		this.placeholders = SingletonSupplier.of(() -> new Placeholders(environment));
	}

	/**
	 * Return what is odd about the names of other libraries.
	 */
	static List<Diagnostic> find(ConfigurableEnvironment environment) {
		ForeignNames names = new ForeignNames(environment);
		for (OtherLibrary library : OtherLibrary.values()) {
			names.find(library);
		}
		return names.diagnostics;
	}

	private void find(OtherLibrary library) {
		ConfigurationPropertyName prefix = ConfigurationPropertyName.of(library.getPrefix());
		for (ConfigurationPropertySource source : this.sources) {
			if (source.containsDescendantOf(prefix) == ConfigurationPropertyState.ABSENT
					|| !(source instanceof IterableConfigurationPropertySource names)) {
				continue;
			}
			if (library.isPresent(ClassUtils.getDefaultClassLoader())) {
				return;
			}
			for (ConfigurationPropertyName name : names) {
				if (prefix.isAncestorOf(name)) {
					check(library, name, prefix.getNumberOfElements(), source);
				}
			}
		}
	}

	private void check(OtherLibrary library, ConfigurationPropertyName name, int start,
			ConfigurationPropertySource source) {
		List<String> words = words(name, start);
		MeantName meant = words.isEmpty() ? null : find(library, words);
		if (meant == null) {
			return;
		}
		Origin origin = PropertySettingSource.originOf(source.getConfigurationProperty(name));
		boolean variable = origin instanceof SystemEnvironmentOrigin;
		String written = (origin instanceof SystemEnvironmentOrigin found) ? found.getProperty()
				: PropertySettingSource.spellingOf(source, name);
		Diagnostic diagnostic = new Diagnostic("'" + written + "' is a name of " + library.getTitle()
				+ ", which is not on the class path, and is ignored; " + meant.advise(variable), origin);
		if (new UnreadName(written, meant.asProperty(), diagnostic).isOdd(
				(placeholder) -> this.placeholders.get().contain(placeholder), (property) -> isIn(source, property))) {
			this.diagnostics.add(diagnostic);
		}
	}

	private static boolean isIn(ConfigurationPropertySource source, String property) {
		return source.getConfigurationProperty(ConfigurationPropertyName.adapt(property, '.')) != null;
	}

	private static List<String> words(ConfigurationPropertyName name, int start) {
		List<String> words = new ArrayList<>();
		for (int i = start; i < name.getNumberOfElements(); i++) {
			if (name.isNumericIndex(i)) {
				return List.of();
			}
			words.add(name.getElement(i, Form.DASHED));
		}
		return words;
	}

	private static @Nullable MeantName find(OtherLibrary library, List<String> words) {
		List<String> rest = library.strip(words);
		if (rest.isEmpty()) {
			return null;
		}
		if (!library.isServiceFirst()) {
			return MeantName.find(rest, NO_CLIENT);
		}
		MeantName meant = (rest.size() > 1 && MeantName.isService(rest.get(0))) ? MeantName.find(rest, NO_CLIENT)
				: null;
		if (meant == null && rest.size() > 2 && MeantName.isService(rest.get(0))) {
			// Some have several clients of one service
			return MeantName.find(rest.subList(1, rest.size()), Set.of(rest.get(1))::contains);
		}
		return meant;
	}

}
