package io.awsconfig.sharedconfig;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A config file and a credentials file of which each has the sections of the other. Then
 * no header is wrong, but where the files are looked for.
 *
 * @param config the file that is read as the config file
 * @param credentials the file that is read as the credentials file
 */
@Internal
public record SwappedFiles(SharedConfigFile config, SharedConfigFile credentials) {

	private static final int MAX_SHOWN = 5;

	/**
	 * Look whether two files are swapped.
	 * @param config the file that is read as the config file
	 * @param credentials the file that is read as the credentials file
	 * @return the files, or {@code null} if they are not
	 */
	static @Nullable SwappedFiles find(SharedConfigFile config, SharedConfigFile credentials) {
		boolean swapped = !config.getIgnored().isEmpty() && !credentials.getIgnored().isEmpty()
				&& config.getIgnored().stream().noneMatch(SwappedFiles::isPrefixed)
				&& credentials.getIgnored().stream().allMatch(SwappedFiles::isPrefixed) && hasNoOther(config)
				&& hasNoOther(credentials);
		return swapped ? new SwappedFiles(config, credentials) : null;
	}

	// Profile 'default' has the same header in both
	private static boolean hasNoOther(SharedConfigFile file) {
		Predicate<Section> isPlainDefault = (section) -> section.getName().equals("default");
		return file.getProfiles().values().stream().allMatch(isPlainDefault) && file.getSsoSessions().isEmpty()
				&& file.getServices().isEmpty();
	}

	private static boolean isPrefixed(IgnoredSection section) {
		for (SectionType type : SectionType.values()) {
			if (section.header().startsWith("[" + type.word() + " ")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return what is odd.
	 */
	public String describe() {
		return "The config file and the credentials file are swapped: %s, read as the config file, has the headers of a credentials file (%s), and %s, read as the credentials file, has those of a config file (%s)"
			.formatted(this.config.getPath(), headers(this.config), this.credentials.getPath(),
					headers(this.credentials));
	}

	/**
	 * Return where it shows.
	 */
	public SharedConfigOrigin origin() {
		return this.config.getIgnored().get(0).origin();
	}

	/**
	 * Return whether somebody tells of a header that is right in the other file.
	 */
	boolean explains(Object origin) {
		return List.of(this.config, this.credentials)
			.stream()
			.flatMap((file) -> file.getIgnored().stream())
			.anyMatch((ignored) -> ignored.origin().toString().equals(origin.toString()));
	}

	private static String headers(SharedConfigFile file) {
		List<IgnoredSection> ignored = file.getIgnored();
		return ignored.stream().limit(MAX_SHOWN).map(IgnoredSection::header).collect(Collectors.joining(", "))
				+ ((ignored.size() > MAX_SHOWN) ? " and %d more".formatted(ignored.size() - MAX_SHOWN) : "");
	}

}
