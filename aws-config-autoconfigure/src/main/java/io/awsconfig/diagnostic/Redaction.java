package io.awsconfig.diagnostic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

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
	 * Nothing behind that gets into a message, and somebody else's text may have any
	 * length.
	 */
	private static final int MAX_READ = 16 * 1024;

	/**
	 * Whatever is shorter is no secret, and may well be part of a word.
	 */
	private static final int MIN_SECRET = 6;

	/**
	 * A part that hides nothing, and whose loss makes messages hard to read.
	 */
	private static final Pattern WORD = Pattern.compile("[a-z]{1,12}");

	private final List<String> secrets;

	private Redaction(List<String> secrets) {
		this.secrets = secrets;
	}

	public static Redaction of(@Nullable String... secrets) {
		List<String> all = new ArrayList<>();
		for (String secret : secrets) {
			if (secret != null) {
				// A web token is made of parts, some of which are secrets themselves
				addWithParts(all, secret, "\\.");
			}
		}
		return new Redaction(sorted(all));
	}

	/**
	 * Return one that hides the parts of the secrets as well.
	 * @param separators the regular expression of what stands between the parts
	 * @return the redaction
	 */
	public Redaction withParts(String separators) {
		List<String> all = new ArrayList<>();
		this.secrets.forEach((secret) -> addWithParts(all, secret, separators));
		return new Redaction(sorted(all));
	}

	private static void addWithParts(List<String> all, String secret, String separators) {
		add(all, secret);
		for (String part : secret.split(separators)) {
			if (!WORD.matcher(part).matches()) {
				add(all, part);
			}
		}
	}

	private static List<String> sorted(List<String> all) {
		return all.stream().distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
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
		String line = (text != null) ? start(text).strip().lines().findFirst().orElse("").strip() : "";
		line = hide(line).replaceAll("\\p{Cntrl}", " ");
		if (line.length() > MAX_LENGTH) {
			line = line.substring(0, MAX_LENGTH) + " …";
		}
		return line.isEmpty() || line.endsWith(".") ? line : line + ".";
	}

	/**
	 * Return the beginning of a text without the secrets.
	 * @param text the text
	 * @return more of it than gets into a message
	 */
	public String hide(String text) {
		int read = MAX_READ + longest();
		String start = text.substring(0, Math.min(text.length(), read));
		for (String secret : this.secrets) {
			start = start.replace(secret, "******");
		}
		// A secret may have been cut in two
		return (text.length() <= read) ? start : start.substring(0, Math.max(start.length() - longest(), 0));
	}

	// One more than is looked at, so that it is seen to be cut
	private String start(String text) {
		int begin = 0;
		while (begin < text.length() && text.charAt(begin) <= ' ') {
			begin++;
		}
		return text.substring(begin, Math.min(text.length(), begin + MAX_READ + longest() + 1));
	}

	private int longest() {
		return this.secrets.isEmpty() ? 0 : this.secrets.get(0).length();
	}

}
