package io.awsconfig.failure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.awsconfig.diagnostic.Bearing;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.proxy.LocalHosts;

/**
 * What has been known to be odd since the start and is likely to be the reason of a
 * failure. Who reads of the failure may not have seen the warning.
 */
final class KnownReasons {

	private static final int MOST = 2;

	private final WatchedClient client;

	private final Supplier<KnownOddities> known;

	private volatile Reasons reasons = new Reasons(List.of());

	KnownReasons(WatchedClient client, Supplier<KnownOddities> known) {
		this.client = client;
		this.known = known;
	}

	/**
	 * Return an action that begins with what is known, if there is anything.
	 */
	String before(Explanation explanation) {
		KnownOddities known = this.known.get().ofWhatIsRead();
		// Whoever has no credentials has said so already
		if (known.diagnostics().isEmpty() || explanation.cause() == Cause.NO_CREDENTIALS) {
			return explanation.action();
		}
		Reasons reasons = this.reasons;
		if (reasons.known() != known.diagnostics()) {
			reasons = new Reasons(known.diagnostics());
			this.reasons = reasons;
		}
		// Many calls may fail for one cause
		return reasons.ofCauses().computeIfAbsent(explanation.cause(), (cause) -> find(known, cause, explanation))
				+ explanation.action();
	}

	private String find(KnownOddities known, Cause cause, Explanation explanation) {
		List<String> names = LocalHosts.contains(explanation.subject()) ? cause.getNamesWithoutProxy()
				: cause.getNames();
		Bearing.Found found = names.isEmpty() ? Bearing.Found.NOTHING : known.findFor(explanation.message(), names);
		if (!found.reason()) {
			return "";
		}
		String reasons = found.bearing()
			.stream()
			// The action itself says so
			.filter((each) -> !explanation.action().contains(each.origin().toString()))
			.sorted(Comparator.comparing((Diagnostic each) -> !isOfThisClient(each)))
			.limit(MOST)
			.map((each) -> "%s [%s]".formatted(each.message(), each.origin()))
			.collect(Collectors.joining("; and: "));
		return reasons.isEmpty() ? ""
				: "First see to what was known at the start: %s. If that is not the reason: ".formatted(reasons);
	}

	private boolean isOfThisClient(Diagnostic diagnostic) {
		String name = this.client.id().name();
		return diagnostic.message().contains((name != null) ? name : this.client.id().service());
	}

	/**
	 * What has been found, until settings are reloaded and something else is known.
	 */
	private record Reasons(List<Diagnostic> known, Map<Cause, String> ofCauses) {

		Reasons(List<Diagnostic> known) {
			this(known, new ConcurrentHashMap<>());
		}

	}

}
