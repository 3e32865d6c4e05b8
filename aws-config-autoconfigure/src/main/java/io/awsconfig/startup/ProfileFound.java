package io.awsconfig.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigFile.Status;

/**
 * Tells in which of the shared files the selected profile was found, and what is with the
 * others.
 */
final class ProfileFound {

	private static final int MAX_NAMES = 3;

	private ProfileFound() {
	}

	/**
	 * Describe the profile, as in
	 * {@code AWS profile 'shop' from ~/.aws/config (not in ~/.aws/credentials)}.
	 */
	static String describe(AwsEnvironment environment) {
		String profile = environment.getProfileName();
		SharedConfig shared = environment.getSharedConfig();
		List<SharedConfigFile> files = List.of(shared.getConfigFile(), shared.getCredentialsFile());
		List<String> having = new ArrayList<>(2);
		List<String> others = new ArrayList<>(2);
		boolean nowhere = environment.getProfile() == null;
		for (SharedConfigFile file : files) {
			if (file.getProfiles().containsKey(profile)) {
				having.add(file.getPath().toString());
			}
			else {
				others.add(describe(file, nowhere));
			}
		}
		String found = !nowhere ? "from " + String.join(" and ", having)
				: files.stream().allMatch((file) -> file.getStatus() == Status.ABSENT) ? "from no shared files"
						: "is in no shared file";
		return "AWS profile '%s' %s%s".formatted(profile, found,
				others.isEmpty() ? "" : " (" + String.join(", ", others) + ")");
	}

	private static String describe(SharedConfigFile file, boolean withNames) {
		return switch (file.getStatus()) {
			case READ -> "not in " + file.getPath() + (withNames ? names(file.getProfiles().keySet()) : "");
			case ABSENT -> "no " + file.getPath();
			case REFUSED -> file.getPath() + " cannot be used";
		};
	}

	private static String names(Set<String> names) {
		if (names.isEmpty()) {
			return "";
		}
		String others = (names.size() > MAX_NAMES) ? " and others" : "";
		return names.stream().limit(MAX_NAMES).collect(Collectors.joining("', '", ", which has '", "'")) + others;
	}

}
