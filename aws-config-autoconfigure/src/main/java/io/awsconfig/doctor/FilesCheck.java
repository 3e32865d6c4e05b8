package io.awsconfig.doctor;

import java.util.Map;

import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.sharedconfig.SharedConfigFile;

/**
 * Which of the shared files were read, and whether the selected profile is in them.
 */
record FilesCheck(Patient patient) implements Check {

	@Override
	public void run(Notes notes) {
		AwsEnvironment environment = this.patient.environment();
		check(environment.getSharedConfig().getConfigFile(), environment.getProfileName(), notes);
		check(environment.getSharedConfig().getCredentialsFile(), environment.getProfileName(), notes);
	}

	private static void check(SharedConfigFile file, String profile, Notes notes) {
		notes.begin("files", file.getPath().toString());
		switch (file.getStatus()) {
			case READ -> notes.ok(describe(file, profile));
			case ABSENT -> notes.skipped("the file does not exist, and nothing comes from it");
			case REFUSED -> notes.add(Verdict.FAILED, "the file cannot be used, and nothing comes from it", Map.of(),
					file.getDiagnostics()
						.stream()
						.findFirst()
						.map((diagnostic) -> diagnostic.message() + " [" + diagnostic.origin() + "]")
						.orElse(null));
		}
	}

	private static String describe(SharedConfigFile file, String profile) {
		int others = file.getProfiles().size() - (file.getProfiles().containsKey(profile) ? 1 : 0);
		String counted = (others == 0) ? "" : ", %d other profile%s".formatted(others, (others == 1) ? "" : "s");
		return file.getProfiles().containsKey(profile) ? "read; has the profile '%s'%s".formatted(profile, counted)
				: "read; does not have the profile '%s'%s".formatted(profile, counted);
	}

}
