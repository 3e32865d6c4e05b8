package io.awsconfig.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

import org.springframework.core.annotation.MergedAnnotations;

/**
 * Runs a test for every {@link Place} of the setting that it {@link Proves}, of several
 * the first, and without the setting as well.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(EveryPlace.Provider.class)
@interface EveryPlace {

	/**
	 * Where the setting means something else.
	 */
	Place.Kind[] except() default {};

	/**
	 * Gives the places.
	 */
	final class Provider implements ArgumentsProvider {

		@Override
		public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters,
				ExtensionContext context) {
			MergedAnnotations annotations = MergedAnnotations.from(context.getRequiredTestMethod());
			String name = annotations.stream(Proves.class).findFirst().orElseThrow().synthesize().value();
			AwsSetting<?> setting = Objects.requireNonNull(SettingCatalog.find(name), name);
			List<Place.Kind> except = List.of(annotations.get(EveryPlace.class).synthesize().except());
			return Place.of(setting).stream().filter((place) -> !except.contains(place.kind())).map(Arguments::of);
		}

	}

}
