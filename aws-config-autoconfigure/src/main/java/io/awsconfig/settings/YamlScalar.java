package io.awsconfig.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.io.Resource;

/**
 * A value without quotation marks in a YAML file. Where it looks like a number or a truth
 * value, YAML makes one of it, and its text is another one than what stands there.
 */
final class YamlScalar {

	private static final int MAX_LENGTH = 100;

	/**
	 * What Java writes for a number.
	 */
	private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?|-?Infinity|NaN");

	private YamlScalar() {
	}

	/**
	 * Return whether a text is what YAML has made of another one.
	 * @param text the text of the value
	 * @param origin where it stands
	 * @return whether something else stands there; {@code false} if nobody can tell
	 */
	static boolean isRewritten(String text, Origin origin) {
		if (!(origin instanceof TextResourceOrigin place) || text.length() > MAX_LENGTH
				|| !(text.equals("true") || text.equals("false") || NUMBER.matcher(text).matches())) {
			return false;
		}
		Location location = place.getLocation();
		Resource resource = place.getResource();
		String file = (resource != null) ? resource.getFilename() : null;
		if (resource == null || location == null || file == null
				|| !(file.endsWith(".yml") || file.endsWith(".yaml"))) {
			return false;
		}
		String written = read(resource, location);
		return written != null && !written.equals(text) && isPlain(written);
	}

	/**
	 * Return whether a text is neither quoted nor a placeholder, an alias or the like.
	 */
	private static boolean isPlain(String text) {
		return !text.isEmpty() && (Character.isLetterOrDigit(text.charAt(0)) || "+-.".indexOf(text.charAt(0)) != -1);
	}

	private static @Nullable String read(Resource resource, Location location) {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
			String line = reader.readLine();
			for (int i = 0; line != null && i < location.getLine(); i++) {
				line = reader.readLine();
			}
			return (line != null && location.getColumn() < line.length()) ? firstWord(line, location.getColumn())
					: null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static String firstWord(String line, int start) {
		int end = start;
		while (end < line.length() && !Character.isWhitespace(line.charAt(end))
				&& ",]}".indexOf(line.charAt(end)) == -1) {
			end++;
		}
		return line.substring(start, end);
	}

}
