package io.awsconfig.benchmarks;

/**
 * A shared config file as people have them: a default profile with access keys, and
 * profiles with roles.
 */
final class ProfileFileContent {

	private ProfileFileContent() {
	}

	static String of(int profiles) {
		StringBuilder content = new StringBuilder("""
				[default]
				region = eu-west-1
				endpoint_url = http://localhost:1
				aws_access_key_id = AKIAIOSFODNN7EXAMPLE
				aws_secret_access_key = not-a-secret
				""");
		for (int i = 0; i < profiles; i++) {
			content.append("""

					# The team's account no. %1$d
					[profile team-%1$d]
					role_arn = arn:aws:iam::%1$012d:role/developer
					source_profile = default
					region = eu-central-1
					max_attempts = 5
					s3 =
					  addressing_style = path
					  max_concurrent_requests = 20
					""".formatted(i));
		}
		return content.toString();
	}

}
