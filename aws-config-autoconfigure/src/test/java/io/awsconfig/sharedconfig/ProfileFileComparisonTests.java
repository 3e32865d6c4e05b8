package io.awsconfig.sharedconfig;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random well-formed files mean the same to {@link SharedConfigParser} and to the SDK's
 * {@link ProfileFile}.
 */
class ProfileFileComparisonTests {

	private static final String[] KEYS = { "region", "role_arn", "s3", "output", "a.b", "x-y", "k/1", "sso_session",
			"credential_process", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10" };

	private static final String[] VALUES = { "eu-west-1", "a = b", "x#y", "x;y", "\u00E9\u20AC", "\uD83D\uDE02",
			"two words", "a\tb", "[x]", "arn:aws:iam::123456789012:role/r", "\"quoted\"", "-" };

	private static final String[] BLANKS = { "", " ", "\t", "  \t " };

	private static final String[] COMMENTS = { "", "", " # comment", "\t; comment # more" };

	private final Random random = new Random(20260821);

	@Test
	void randomFilesMeanTheSame() {
		for (int i = 0; i < 3000; i++) {
			SharedConfigFileType type = SharedConfigFileType.values()[i % 2];
			String text = file(type);
			SharedConfigFile ours = new SharedConfigParser().parse(text, Path.of("file"), type);
			ProfileFile sdk = ProfileFile.builder()
				.content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
				.type((type == SharedConfigFileType.CONFIG) ? ProfileFile.Type.CONFIGURATION
						: ProfileFile.Type.CREDENTIALS)
				.build();
			assertThat(ours.getProfiles().keySet()).as(text).containsExactlyElementsOf(sdk.profiles().keySet());
			sdk.profiles()
				.forEach((name, profile) -> assertThat(values(ours.getProfiles().get(name))).as(text)
					.isEqualTo(values(profile)));
			ours.getSsoSessions()
				.forEach((name, section) -> assertThat(values(section)).as(text)
					.isEqualTo(values(sdk.getSection("sso-session", name).orElseThrow())));
			ours.getServices()
				.forEach((name, section) -> assertThat(values(section)).as(text)
					.isEqualTo(values(sdk.getSection("services", name).orElseThrow())));
		}
	}

	@Test
	void everyOriginPointsAtItsValue() {
		for (int i = 0; i < 1000; i++) {
			String text = file(SharedConfigFileType.CONFIG);
			String[] lines = text.split("\r?\n", -1);
			new SharedConfigParser().parse(text, Path.of("file"), SharedConfigFileType.CONFIG)
				.getProfiles()
				.values()
				.forEach((section) -> section.getEntries().forEach((entry) -> {
					assertOrigin(lines, entry);
					entry.getNested().values().forEach((nested) -> assertOrigin(lines, nested));
				}));
		}
	}

	private void assertOrigin(String[] lines, Entry entry) {
		String line = lines[entry.getOrigin().getLine() - 1];
		String start = entry.getValue().lines().findFirst().orElse("");
		assertThat(line.substring(entry.getOrigin().getColumn() - 1)).startsWith(start);
		assertThat(line.strip().toLowerCase()).startsWith(entry.getName());
	}

	// The SDK has nested settings under their dotted names as well
	private Map<String, String> values(Section section) {
		Map<String, String> values = new HashMap<>();
		for (Entry entry : section.getEntries()) {
			values.put(entry.getName(), entry.getValue());
			entry.getNested()
				.values()
				.forEach((nested) -> values.put(entry.getName() + "." + nested.getName(), nested.getValue()));
		}
		return values;
	}

	// The nested settings of a replaced setting live on in the SDK: a listed difference
	private Map<String, String> values(Profile profile) {
		Map<String, String> values = new HashMap<>(profile.properties());
		values.keySet().removeIf((name) -> {
			int dot = name.lastIndexOf(".n");
			return dot != -1
					&& !profile.property(name.substring(0, dot)).orElseThrow().contains(name.substring(dot + 1));
		});
		return values;
	}

	private String file(SharedConfigFileType type) {
		StringBuilder text = new StringBuilder();
		String end = this.random.nextBoolean() ? "\n" : "\r\n";
		for (int sections = this.random.nextInt(6); sections > 0; sections--) {
			text.append(noise()).append(header(type)).append(any(COMMENTS)).append(end);
			// A nested setting and a dotted one of the same name are a listed difference
			for (int i = this.random.nextInt(20), key = 0; i > 0 && key < KEYS.length; i--) {
				text.append(noise()).append(setting(KEYS[key], end));
				key += this.random.nextInt(3) + 1;
			}
		}
		return text.toString();
	}

	private String header(SharedConfigFileType type) {
		String name = "p" + this.random.nextInt(4);
		if (type == SharedConfigFileType.CREDENTIALS) {
			return "[" + any(BLANKS) + (this.random.nextBoolean() ? name : "default") + any(BLANKS) + "]";
		}
		return switch (this.random.nextInt(6)) {
			case 0 -> "[default]";
			case 1 -> "[profile default]";
			case 2 -> "[sso-session " + name + "]";
			case 3 -> "[services\t" + name + any(BLANKS) + "]";
			case 4 -> "[ignored-" + name + "]";
			default -> "[" + any(BLANKS) + "profile " + any(BLANKS) + name + any(BLANKS) + "]";
		};
	}

	private String setting(String key, String end) {
		StringBuilder text = new StringBuilder(key).append(any(BLANKS)).append('=').append(any(BLANKS));
		if (this.random.nextInt(4) == 0) {
			text.append(any(COMMENTS)).append(end);
			for (int i = this.random.nextInt(3); i > 0; i--) {
				text.append("  n").append(i).append(any(BLANKS)).append("= ").append(any(VALUES)).append(end);
			}
			return text.toString();
		}
		text.append(any(VALUES)).append(any(COMMENTS)).append(end);
		for (int i = this.random.nextInt(8) - 5; i > 0; i--) {
			// An indented header is a listed difference
			text.append(" ").append(any(VALUES).replace("[x]", "[x")).append(any(COMMENTS)).append(end);
		}
		return text.toString();
	}

	private String noise() {
		return switch (this.random.nextInt(8)) {
			case 0 -> "\n";
			case 1 -> "# comment\n";
			case 2 -> " \t\n";
			default -> "";
		};
	}

	private String any(String[] choice) {
		return choice[this.random.nextInt(choice.length)];
	}

}
