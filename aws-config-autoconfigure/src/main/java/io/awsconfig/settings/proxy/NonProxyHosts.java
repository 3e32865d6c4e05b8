package io.awsconfig.settings.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries in a list of hosts that are to be reached without a proxy that other
 * tools understand and the HTTP clients of the SDK do not: to these, an entry is the
 * whole name of a host, with {@code *} for anything.
 */
final class NonProxyHosts {

	private static final Pattern ADDRESSES = Pattern
		.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

	private static final Pattern WITH_PORT = Pattern.compile("([^:\\[\\]]+|\\[.*]):[0-9]+");

	private static final Pattern DOMAIN_OF_AWS = Pattern.compile("amazonaws\\.com(\\.cn)?|api\\.aws");

	private NonProxyHosts() {
	}

	/**
	 * Say which entries have no effect, and what to write.
	 * @param hosts the list
	 * @return what is odd, to follow the name of the list, or {@code null}
	 */
	static @Nullable String describeOdd(WrittenValue hosts) {
		boolean bars = hasBars(hosts);
		List<String> entries = entries(hosts);
		List<String> odd = new ArrayList<>(0);
		for (String entry : entries) {
			String mended = mend(entry, bars ? "|" : ",");
			if (mended != null && !entries.contains(mended)) {
				odd.add(mended.isEmpty() ? "'" + entry + "'" : "'%s' (write '%s')".formatted(entry, mended));
			}
		}
		if (odd.isEmpty()) {
			return null;
		}
		return "has no effect on AWS clients with %s: an entry is the whole name of a host, with * for any part of it"
			.formatted(String.join(", ", odd));
	}

	/**
	 * Return the entries that have an effect.
	 * @param hosts the list
	 * @return the entries, as a list of the same kind; may be empty
	 */
	static String effective(WrittenValue hosts) {
		String separator = hasBars(hosts) ? "|" : ",";
		return entries(hosts).stream()
			.filter((entry) -> !entry.isEmpty() && mend(entry, separator) == null)
			.collect(Collectors.joining(separator));
	}

	/**
	 * Return whether a host is one of those in a list, as HTTP clients compare it.
	 * @param hosts the list
	 * @param host the host
	 */
	static boolean contains(WrittenValue hosts, String host) {
		String lowerCase = host.toLowerCase(Locale.ROOT);
		return entries(hosts).stream()
			.anyMatch((entry) -> isPattern(entry) && lowerCase.matches(entry.replace("*", ".*?")));
	}

	private static boolean hasBars(WrittenValue hosts) {
		return hosts.kind() == SourceKind.SYSTEM_PROPERTIES && hosts.spelling().equals("http.nonProxyHosts");
	}

	private static List<String> entries(WrittenValue hosts) {
		List<String> entries = new ArrayList<>();
		for (String entry : hosts.text().split(hasBars(hosts) ? "\\|" : "[,|]")) {
			entries.add(entry.strip().toLowerCase(Locale.ROOT));
		}
		return entries;
	}

	/**
	 * Return what to write in place of an entry: nothing if nobody knows, {@code null} if
	 * it is as it should be.
	 */
	private static @Nullable String mend(String entry, String separator) {
		if (entry.isEmpty() || isLocal(entry)) {
			return null;
		}
		if (entry.contains("://")) {
			String rest = entry.substring(entry.indexOf("://") + 3).replaceFirst("/.*", "");
			return mended(rest, separator);
		}
		if (entry.matches(".*[\\s,;].*")) {
			return entry.replaceAll("[\\s,;]+", Matcher.quoteReplacement(separator));
		}
		Matcher addresses = ADDRESSES.matcher(entry);
		if (addresses.matches()) {
			return mendAddresses(addresses);
		}
		if (entry.contains("/")) {
			return "";
		}
		Matcher port = WITH_PORT.matcher(entry);
		if (port.matches()) {
			return mended(port.group(1), separator);
		}
		if (entry.startsWith(".")) {
			return "*" + entry;
		}
		if (DOMAIN_OF_AWS.matcher(entry).matches()) {
			return "*." + entry;
		}
		return isPattern(entry) ? null : "";
	}

	private static String mended(String entry, String separator) {
		String mended = mend(entry, separator);
		return (mended != null) ? mended : entry;
	}

	private static @Nullable String mendAddresses(Matcher addresses) {
		String first = addresses.group(1);
		return switch (addresses.group(5)) {
			case "8" -> first + ".*";
			case "16" -> first + "." + addresses.group(2) + ".*";
			case "24" -> first + "." + addresses.group(2) + "." + addresses.group(3) + ".*";
			case "32" -> addresses.group().substring(0, addresses.start(5) - 1);
			default -> "";
		};
	}

	/**
	 * Return whether an entry means this machine, or what is beside it: no proxy is asked
	 * for these in any case.
	 */
	private static boolean isLocal(String entry) {
		String host = entry.replaceFirst("^\\*?\\.", "").replaceFirst("/[0-9]+$", "");
		Matcher port = WITH_PORT.matcher(host);
		host = port.matches() ? port.group(1) : host;
		return LocalHosts.contains(host) || host.startsWith("169.254.") || entry.equals("<local>");
	}

	private static boolean isPattern(String entry) {
		try {
			Pattern.compile(entry.replace("*", ".*?"));
			return true;
		}
		catch (PatternSyntaxException ex) {
			return false;
		}
	}

}
