package io.awsconfig.credentials.fetch.sts;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import org.springframework.util.StringUtils;

/**
 * The credentials of roles that the AWS CLI keeps on this machine, one file for each set
 * of arguments of AssumeRole. It is only read.
 */
final class CliRoleCache {

	private final Path directory;

	private final Clock clock;

	CliRoleCache(Path directory, Clock clock) {
		this.directory = directory;
		this.clock = clock;
	}

	/**
	 * Look for the credentials of a role.
	 * @param step the role with everything that is asked for
	 * @param remaining for how long they have to be valid
	 * @return the credentials, or why there are none
	 */
	Lookup find(Step.AssumeRoleStep step, Duration remaining) {
		CacheFile file = file(step);
		try {
			JsonDocument entry = file.read();
			return file.use(() -> read(file, entry, remaining));
		}
		catch (UnusableException ex) {
			return Lookup.absent(ex.reason());
		}
	}

	private Lookup read(CacheFile file, JsonDocument entry, Duration remaining)
			throws MalformedException, UnusableException {
		JsonDocument credentials = entry.requireObject("Credentials");
		String accessKeyId = credentials.requireText("AccessKeyId");
		String secretAccessKey = credentials.requireText("SecretAccessKey");
		String sessionToken = credentials.requireText("SessionToken");
		Instant expiration = credentials.requireTime("Expiration");
		Instant now = this.clock.instant();
		if (!expiration.isAfter(now.plus(remaining))) {
			throw new UnusableException("the credentials in %s %s at %s".formatted(file.path(),
					expiration.isAfter(now) ? "expire" : "expired", expiration));
		}
		return new Lookup(new FetchedCredentials(AwsSessionCredentials.builder()
			.accessKeyId(accessKeyId)
			.secretAccessKey(secretAccessKey)
			.sessionToken(sessionToken)
			.accountId(accountId(entry, credentials))
			.expirationTime(expiration)
			.build(), expiration), "");
	}

	private static @Nullable String accountId(JsonDocument entry, JsonDocument credentials) throws MalformedException {
		String accountId = credentials.getText("AccountId");
		JsonDocument user = entry.getObject("AssumedRoleUser");
		return (accountId == null && user != null) ? RoleArns.accountOf(user.getText("Arn")) : accountId;
	}

	/**
	 * Return the file, with the name that botocore gives it: the SHA-1 of the arguments
	 * in the very spelling of Python's JSON, which Jackson does not write.
	 */
	CacheFile file(Step.AssumeRoleStep step) {
		Map<String, String> arguments = new TreeMap<>();
		arguments.put("RoleArn", quote(step.roleArn()));
		if (StringUtils.hasText(step.sessionName())) {
			arguments.put("RoleSessionName", quote(step.sessionName()));
		}
		if (step.externalId() != null) {
			arguments.put("ExternalId", quote(step.externalId()));
		}
		if (step.mfaSerial() != null) {
			arguments.put("SerialNumber", quote(step.mfaSerial()));
		}
		if (step.duration() != null) {
			arguments.put("DurationSeconds", String.valueOf(step.duration().toSeconds()));
		}
		String json = arguments.entrySet()
			.stream()
			.map((entry) -> quote(entry.getKey()) + ": " + entry.getValue())
			.collect(Collectors.joining(", ", "{", "}"));
		return CacheFile.of(this.directory, json, "SHA-1");
	}

	private static String quote(String text) {
		StringBuilder json = new StringBuilder("\"");
		for (char ch : text.toCharArray()) {
			switch (ch) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				case '\f' -> json.append("\\f");
				case '\b' -> json.append("\\b");
				default -> {
					if (ch >= ' ' && ch <= '~') {
						json.append(ch);
					}
					else {
						json.append("\\u").append(HexFormat.of().toHexDigits(ch));
					}
				}
			}
		}
		return json.append('"').toString();
	}

	/**
	 * What a look into the cache gave.
	 *
	 * @param credentials the credentials, or {@code null} if there are none
	 * @param absence why there are none
	 */
	record Lookup(@Nullable FetchedCredentials credentials, String absence) {

		static Lookup absent(String why) {
			return new Lookup(null, why);
		}

	}

}
