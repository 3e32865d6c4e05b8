package io.awsconfig.diagnostic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text of somebody else fit for a message: one line, not too long, and without
 * the secrets that were sent to them. AWS may echo a whole request.
 */
@Internal
public final class Redaction {

	private static final int MAX_LENGTH = 500;

	/**
	 * Whatever is shorter is no secret, and may well be part of a word.
	 */
	private static final int MIN_SECRET = 6;

	private final List<String> secrets;

	private Redaction(List<String> secrets) {
		this.secrets = secrets;
	}

	public static Redaction of(@Nullable String... secrets) {
		List<String> all = new ArrayList<>();
		for (String secret : secrets) {
			if (secret != null) {
				add(all, secret);
				// A web token is made of parts, some of which are secrets themselves
				for (String part : secret.split("\\.")) {
					add(all, part);
				}
			}
		}
		all.sort(Comparator.comparingInt(String::length).reversed());
		return new Redaction(List.copyOf(all));
	}

	private static void add(List<String> all, String secret) {
		if (secret.length() >= MIN_SECRET) {
			all.add(secret);
			all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
		}
	}

	/**
	 * Return the first line of a text without the secrets.
	 * @param text the text
	 * @return the line, with a full stop, or an empty text if there is none
	 */
	public String clean(@Nullable String text) {
		String line = (text != null) ? text.strip().lines().findFirst().orElse("").strip() : "";
		for (String secret : this.secrets) {
			line = line.replace(secret, "******");
		}
		line = line.replaceAll("\\p{Cntrl}", " ");
		if (line.length() > MAX_LENGTH) {
			line = line.substring(0, MAX_LENGTH) + " …";
		}
		return line.isEmpty() || line.endsWith(".") ? line : line + ".";
	}

}
