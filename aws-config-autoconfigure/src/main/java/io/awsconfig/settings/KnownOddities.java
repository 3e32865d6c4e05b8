package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.sharedconfig.SharedConfig;

/**
 * What is known to be odd about the settings, for whoever has to say why something
 * failed.
 *
 * @param diagnostics what is odd
 * @param profile the profile that applies, or an empty text if that is not known
 * @param files the shared files
 * @param unread where else to look for what is missing
 */
@Internal
public record KnownOddities(List<Diagnostic> diagnostics, String profile, List<String> files, UnreadPlaces unread) {

	/**
	 * Nothing is known.
	 */
	public static final KnownOddities NONE = new KnownOddities(List.of(), "", List.of(), UnreadPlaces.NONE);

	/**
	 * Return what is odd about the shared files, and what else is.
	 * @param config the shared files
	 * @param profile the profile that applies
	 * @param others what else is odd
	 */
	public static KnownOddities of(SharedConfig config, String profile, Collection<Diagnostic> others) {
		List<Diagnostic> all = new ArrayList<>(others);
		all.addAll(config.getDiagnostics());
		return new KnownOddities(List.copyOf(all), profile,
				List.of(config.getConfigFile().getPath().toString(), config.getCredentialsFile().getPath().toString()),
				UnreadPlaces.NONE);
	}

	/**
	 * Return these, and where else to look for what is missing. Who knows already keeps
	 * to that.
	 */
	public KnownOddities and(UnreadPlaces unread) {
		return (unread == UnreadPlaces.NONE || this.unread != UnreadPlaces.NONE) ? this
				: new KnownOddities(this.diagnostics, this.profile, this.files, unread);
	}

	/**
	 * Return only what is odd about what was read.
	 */
	public KnownOddities ofWhatIsRead() {
		return new KnownOddities(this.diagnostics, this.profile, this.files, UnreadPlaces.NONE);
	}

	/**
	 * Return these and more.
	 */
	public KnownOddities and(Collection<Diagnostic> more) {
		if (more.isEmpty()) {
			return this;
		}
		// By their words: two origins of one place need not be equal
		Map<String, Diagnostic> all = new LinkedHashMap<>();
		for (Diagnostic each : this.diagnostics) {
			all.put(each.toString(), each);
		}
		for (Diagnostic each : more) {
			all.putIfAbsent(each.toString(), each);
		}
		return new KnownOddities(List.copyOf(all.values()), this.profile, this.files, this.unread);
	}

	KnownOddities and(KnownOddities other) {
		if (this.files.isEmpty()) {
			return other.and(this.diagnostics).and(this.unread);
		}
		return and(other.diagnostics).and(other.unread);
	}

	/**
	 * Return what of it bears on a failure.
	 * @param failure what failed
	 * @param missing the names of what is missing, if that is the failure
	 */
	public Bearing.Found findFor(String failure, Collection<String> missing) {
		List<Diagnostic> all = new ArrayList<>(this.diagnostics);
		if (!missing.isEmpty()) {
			all.addAll(this.unread.find(failure, missing));
		}
		return all.isEmpty() ? Bearing.Found.NOTHING : Bearing.on(failure)
			.lacking(missing)
			.inProfile(this.profile)
			.inFiles(this.files)
			.decidedBy(
					namesOf(SettingCatalog.CONFIG_FILE, SettingCatalog.SHARED_CREDENTIALS_FILE, SettingCatalog.PROFILE))
			.select(all);
	}

	/**
	 * Return all names of the settings that give credentials.
	 */
	public static List<String> namesOfCredentials() {
		return namesOf(SettingCatalog.getSettings(SettingTrait.IDENTITY).toArray(AwsSetting<?>[]::new));
	}

	/**
	 * Return all names of settings.
	 */
	public static List<String> namesOf(AwsSetting<?>... settings) {
		return Stream.of(settings).flatMap(KnownOddities::names).distinct().toList();
	}

	private static Stream<String> names(AwsSetting<?> setting) {
		return Stream
			.of(List.of(setting.getName(), setting.getPropertyName()), setting.getSystemProperties(),
					setting.getEnvironmentVariables(), setting.getFileKeys())
			.flatMap(Collection::stream);
	}

}
