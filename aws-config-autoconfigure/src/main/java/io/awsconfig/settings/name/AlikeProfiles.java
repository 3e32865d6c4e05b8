package io.awsconfig.settings.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.sharedconfig.Section;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;

/**
 * Finds the profiles that one of the shared files spells otherwise than the other one:
 * {@code shop-prod} and {@code shop_prod} are two profiles to every AWS tool, of which
 * each has a half.
 */
@Internal
public final class AlikeProfiles {

	private AlikeProfiles() {
	}

	/**
	 * Find what a profile that one file lacks is called there.
	 * @param config the shared files
	 * @param name the name of the profile in use
	 * @return what is odd, with its place
	 */
	public static List<Diagnostic> find(SharedConfig config, String name) {
		List<Diagnostic> found = new ArrayList<>(0);
		add(config.getConfigFile(), config.getCredentialsFile(), name, found);
		add(config.getCredentialsFile(), config.getConfigFile(), name, found);
		return found;
	}

	private static void add(SharedConfigFile file, SharedConfigFile other, String name, List<Diagnostic> found) {
		Map<String, Section> profiles = file.getProfiles();
		if (profiles.isEmpty() || profiles.containsKey(name)) {
			return;
		}
		boolean inOther = other.getProfiles().containsKey(name);
		for (Section candidate : profiles.values()) {
			if (isAlike(candidate.getName(), name) && !other.getProfiles().containsKey(candidate.getName())) {
				String where = inOther
						? "stands in %s alone, and what is here as '%s'".formatted(other.getPath(), candidate.getName())
						: "does not exist, and what is here as '%s'".formatted(candidate.getName());
				found.add(new Diagnostic(
						"The profile '%s' %s is another profile; give both the same name if they are meant to be one"
							.formatted(name, where),
						candidate.getOrigin()));
			}
		}
	}

	private static boolean isAlike(String one, String other) {
		String bare = SecretNames.bare(one);
		return !bare.isEmpty() && bare.equals(SecretNames.bare(other));
	}

}
