package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.List;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds access keys that cannot be right, by their looks alone. A stand-in for AWS may
 * take them all the same, so they are no errors.
 */
final class ImplausibleKeys {

	private static final String QUOTES = "\"'`\u2018\u2019\u201C\u201D\u00AB\u00BB";

	private ImplausibleKeys() {
	}

	/**
	 * Look at access keys.
	 * @param keys the keys
	 * @param secretWritten where their secret stands
	 * @param tokenWritten where their session token stands, if they have one
	 */
	static List<Diagnostic> find(AccessKeys keys, WrittenValue secretWritten, @Nullable WrittenValue tokenWritten) {
		List<Diagnostic> found = new ArrayList<>(0);
		check("access key id", keys.written(), found);
		check("secret access key", secretWritten, found);
		if (tokenWritten != null) {
			check("session token", tokenWritten, found);
		}
		String id = withoutOddities(keys.accessKeyId());
		String token = SettingCatalog.SESSION_TOKEN.spellBeside(SettingCatalog.ACCESS_KEY_ID, keys.written());
		if (id.startsWith("AKIA") && keys.sessionToken() != null) {
			report("'%s' is the id of a permanent access key (AKIA...), and '%s' gives it a session token, which belongs to a temporary one; AWS refuses both together",
					keys.written(), found, token);
		}
		if (id.startsWith("ASIA") && keys.sessionToken() == null) {
			report("'%s' is the id of a temporary access key (ASIA...), which AWS refuses without its session token; set '%s' as well",
					keys.written(), found, token);
		}
		return found;
	}

	private static void check(String part, WrittenValue written, List<Diagnostic> found) {
		String text = written.text();
		if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
			report("The %2$s '%1$s' has quotation marks around it, which are sent as a part of it; remove them",
					written, found, part);
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c <= ' ' || c >= 0x7F) && !isQuote(c)) {
				report("The %2$s '%1$s' has a character that no key has and that may be invisible (U+%3$04X); write it anew",
						written, found, part, (int) c);
				return;
			}
		}
	}

	private static boolean isQuote(char c) {
		return QUOTES.indexOf(c) != -1;
	}

	private static String withoutOddities(String id) {
		return id.replaceAll("[^A-Za-z0-9]", "");
	}

	private static void report(String message, WrittenValue written, List<Diagnostic> found, Object... arguments) {
		Object[] all = new Object[arguments.length + 1];
		all[0] = written.spelling();
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		found.add(new Diagnostic(message.formatted(all), written.origin()));
	}

}
