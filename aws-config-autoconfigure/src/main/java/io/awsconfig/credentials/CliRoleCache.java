package io.awsconfig.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.StringUtils;

/**
 * The credentials of roles that the AWS CLI keeps on this machine, one file for each set
 * of arguments of AssumeRole. It is only read.
 */
final class CliRoleCache {

	private static final int MAX_SIZE = 1024 * 1024;

	private static final JsonMapper JSON = new JsonMapper();

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
		Path file = this.directory.resolve(key(step) + ".json");
		if (!Files.exists(file)) {
			return Lookup.absent(file + " does not exist");
		}
		if (!Files.isRegularFile(file)) {
			return Lookup.absent(file + " is not a regular file");
		}
		byte[] content;
		try (InputStream in = Files.newInputStream(file)) {
			content = in.readNBytes(MAX_SIZE + 1);
		}
		catch (IOException ex) {
			return Lookup.absent("%s cannot be read (%s)".formatted(file, ex.getClass().getSimpleName()));
		}
		if (content.length > MAX_SIZE) {
			return Lookup.absent(file + " is larger than 1 MiB");
		}
		JsonNode entry;
		try {
			entry = JSON.readTree(content);
		}
		catch (JacksonException ex) {
			// Its message quotes what is in the file
			return Lookup.absent(file + " is not JSON");
		}
		return read(file, entry, remaining);
	}

	private Lookup read(Path file, JsonNode entry, Duration remaining) {
		JsonNode credentials = entry.path("Credentials");
		for (String name : new String[] { "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration" }) {
			if (text(credentials, name) == null) {
				return Lookup.absent("%s has no text Credentials.%s".formatted(file, name));
			}
		}
		Instant expiration = parse(credentials.path("Expiration").stringValue());
		if (expiration == null) {
			return Lookup.absent(file + " has an Expiration that is no time");
		}
		Instant needed = this.clock.instant().plus(remaining);
		if (!expiration.isAfter(needed)) {
			String verb = expiration.isAfter(this.clock.instant()) ? "expire" : "expired";
			return Lookup.absent("the credentials in %s %s at %s".formatted(file, verb, expiration));
		}
		String account = text(credentials, "AccountId");
		return new Lookup(new FetchedCredentials(AwsSessionCredentials.builder()
			.accessKeyId(credentials.path("AccessKeyId").stringValue())
			.secretAccessKey(credentials.path("SecretAccessKey").stringValue())
			.sessionToken(credentials.path("SessionToken").stringValue())
			.accountId((account != null) ? account : RoleArns.accountOf(text(entry.path("AssumedRoleUser"), "Arn")))
			.expirationTime(expiration)
			.build(), expiration), "");
	}

	private static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return (value.isString() && StringUtils.hasText(value.stringValue())) ? value.stringValue() : null;
	}

	private static @Nullable Instant parse(String text) {
		try {
			// The CLI writes the zone as a name, an offset or a 'Z', as its version likes
			// it
			String time = text.strip().replaceFirst("(?:UTC|GMT)$", "Z");
			return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Return the name of the file, as botocore makes it: the SHA-1 of the arguments in
	 * the very spelling of Python's JSON.
	 */
	static String key(Step.AssumeRoleStep step) {
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
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(json.getBytes(StandardCharsets.US_ASCII));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-1", ex);
		}
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
