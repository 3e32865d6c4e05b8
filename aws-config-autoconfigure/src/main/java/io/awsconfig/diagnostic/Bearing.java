package io.awsconfig.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.Internal;

/**
 * Tells which of the things that are known to be odd bear on a failure, the one that may
 * be its reason first: what has the name of something that is missing, then what has a
 * name that the failure has, or nearly so, then what stands in a section or a file that
 * the failure is about. Names are what messages put into quotation marks or brackets, and
 * words with an underscore.
 */
@Internal
public final class Bearing {

	private static final int MAX_SHOWN = 10;

	// A message may quote a line, and comparing costs the product of all names
	private static final int MAX_NAMES = 64;

	private static final Pattern NAME = Pattern
		.compile("'([^'\\s]{1,128})'|\\[([^\\]\\n]{1,128})\\]|\\b([A-Za-z0-9]{1,32}(?:_[A-Za-z0-9]{1,32})+)\\b");

	private static final Pattern OF_CLIENT = Pattern.compile("aws\\.(services|clients)(\\.[^.]+){2,}");

	private static final Pattern VALUE = Pattern.compile("The value (?=of ')");

	private static final Pattern CLAUSE = Pattern.compile("[;,] ");

	private static final Pattern POSITION = Pattern.compile(" - \\d+:\\d+");

	private static final Pattern SECTION = Pattern.compile("\\(([a-z-]+ '[^']*')\\)$");

	private final String failure;

	private final Set<String> missing = new LinkedHashSet<>();

	private final Set<String> named;

	private final Set<String> deciding = new HashSet<>();

	private final Set<String> files = new HashSet<>();

	private String profile = "";

	private Bearing(String failure) {
		this.failure = failure;
		this.named = namesIn(failure);
	}

	/**
	 * Begin with what a failure says.
	 * @param failure its message
	 * @return the bearing
	 */
	public static Bearing on(String failure) {
		return new Bearing(failure);
	}

	/**
	 * Say what is missing, so that whatever is odd about that is the likely reason.
	 * @param names names in any spelling
	 * @return this
	 */
	public Bearing lacking(Collection<String> names) {
		names.forEach((name) -> addName(this.missing, name));
		return this;
	}

	/**
	 * Say which profile applies.
	 * @param name its name
	 * @return this
	 */
	public Bearing inProfile(String name) {
		this.profile = name;
		return this;
	}

	/**
	 * Say which files are read: what is lost in them may be anything.
	 * @param paths their paths
	 * @return this
	 */
	public Bearing inFiles(Collection<String> paths) {
		this.files.addAll(paths);
		return this;
	}

	/**
	 * Say what decides which files and profile are read, and so bears on everything.
	 * @param names names in any spelling
	 * @return this
	 */
	public Bearing decidedBy(Collection<String> names) {
		names.forEach((name) -> addName(this.deciding, name));
		return this;
	}

	/**
	 * Choose what bears on the failure.
	 * @param known everything that is known to be odd
	 * @return what was found
	 */
	public Found select(Collection<Diagnostic> known) {
		Map<String, Diagnostic> distinct = new LinkedHashMap<>();
		known.forEach((diagnostic) -> distinct.putIfAbsent(diagnostic.toString(), diagnostic));
		distinct.values().removeIf(this::isToldAlready);
		Map<Diagnostic, Rank> ranks = new LinkedHashMap<>();
		distinct.values().forEach((diagnostic) -> ranks.put(diagnostic, rank(diagnostic)));
		List<Diagnostic> bearing = ranks.keySet()
			.stream()
			.filter((diagnostic) -> ranks.get(diagnostic) != Rank.NONE)
			.sorted(Comparator.comparing(ranks::get))
			.limit(MAX_SHOWN)
			.toList();
		List<Diagnostic> others = new ArrayList<>(ranks.keySet());
		others.removeAll(bearing);
		return new Found(bearing, List.copyOf(others), ranks.containsValue(Rank.REASON));
	}

	private boolean isToldAlready(Diagnostic diagnostic) {
		// A failure shows the value in between
		Matcher start = VALUE.matcher(diagnostic.message());
		String message = start.lookingAt() ? diagnostic.message().substring(start.end()) : diagnostic.message();
		Matcher end = CLAUSE.matcher(message);
		return this.failure.contains(end.find() ? message.substring(0, end.start()) : message)
				&& this.failure.contains(placeOf(diagnostic));
	}

	private Rank rank(Diagnostic diagnostic) {
		Set<String> names = namesIn(diagnostic.message());
		String place = placeOf(diagnostic);
		Matcher inSection = SECTION.matcher(place);
		String section = inSection.find() ? inSection.group(1) : "";
		Matcher position = POSITION.matcher(place);
		String file = position.find() ? place.substring(0, position.start()) : place;
		boolean lost = !this.missing.isEmpty() && this.files.contains(file) && section.isEmpty();
		if (contains(this.missing, names) || (lost && namesProfile(diagnostic.message()))) {
			return Rank.REASON;
		}
		if (contains(this.named, names)) {
			return Rank.SAME_NAME;
		}
		if (isNear(names)) {
			return Rank.NEAR_NAME;
		}
		if ((!section.isEmpty() && (section.equals("profile '" + this.profile + "'") || this.failure.contains(section)))
				|| contains(this.deciding, names) || this.files.contains(place)) {
			return Rank.SAME_SECTION;
		}
		return (lost || (!file.isEmpty() && this.failure.contains(file))) ? Rank.SAME_FILE : Rank.NONE;
	}

	/**
	 * Whether a message quotes the header of the profile that applies.
	 */
	private boolean namesProfile(String message) {
		Matcher names = NAME.matcher(message);
		while (names.find()) {
			String header = names.group(2);
			if (header != null && lastWord(header).equals(this.profile)) {
				return true;
			}
		}
		return false;
	}

	private boolean isNear(Set<String> names) {
		for (String name : names) {
			if (NearestName.find(name, this.missing) != null || NearestName.find(name, this.named) != null) {
				return true;
			}
		}
		return false;
	}

	private static boolean contains(Set<String> names, Set<String> others) {
		return others.stream().anyMatch(names::contains);
	}

	private static String placeOf(Diagnostic diagnostic) {
		return diagnostic.origin().toString();
	}

	private static Set<String> namesIn(String text) {
		Set<String> names = new LinkedHashSet<>();
		Matcher matcher = NAME.matcher(text);
		while (names.size() < MAX_NAMES && matcher.find()) {
			String header = matcher.group(2);
			addName(names, (header != null) ? lastWord(header)
					: (matcher.group(1) != null) ? matcher.group(1) : matcher.group(3));
		}
		return names;
	}

	private static String lastWord(String header) {
		return header.substring(header.lastIndexOf(' ') + 1);
	}

	/**
	 * Add a name in the form that all its spellings share, and of one of a service or a
	 * client the setting as well.
	 */
	private static void addName(Set<String> names, String name) {
		String uniform = uniform(name);
		if (!uniform.isEmpty()) {
			names.add(uniform);
		}
		String lower = name.toLowerCase(Locale.ROOT);
		if (OF_CLIENT.matcher(lower).matches()) {
			// Whose it is, and what
			String[] parts = name.split("\\.");
			names.add(uniform(parts[2]));
			names.add(uniform(parts[parts.length - 1]));
		}
	}

	private static String uniform(String name) {
		String uniform = UniformName.of(name);
		return (uniform.length() > 3 && uniform.startsWith("aws")) ? uniform.substring(3) : uniform;
	}

	private enum Rank {

		REASON, SAME_NAME, NEAR_NAME, SAME_SECTION, SAME_FILE, NONE

	}

	/**
	 * What is known to be odd, as a failure tells it.
	 *
	 * @param bearing what bears on the failure, the most likely reason first
	 * @param others what has less to do with it, or is too much
	 * @param reason whether the first one is likely to be the reason
	 */
	public record Found(List<Diagnostic> bearing, List<Diagnostic> others, boolean reason) {

		/**
		 * Nothing.
		 */
		public static final Found NOTHING = new Found(List.of(), List.of(), false);

		/**
		 * Return an action that begins with what was found, if that is likely to be the
		 * reason and the action does not say so itself.
		 * @param action what to do otherwise
		 */
		public String before(String action) {
			Diagnostic first = this.reason ? this.bearing.get(0) : null;
			return (first == null || action.contains(first.origin().toString()) || first.message().contains(action))
					? action
					: "First see to what was found as well. If that is not the reason:%n%n".formatted() + action;
		}

		/**
		 * Return what was found as the end of a message.
		 * @return lines that follow the message, or an empty text if there is nothing
		 */
		@Override
		public String toString() {
			StringBuilder text = new StringBuilder();
			if (!this.bearing.isEmpty()) {
				text.append("%n%nThis was found as well%s:%n".formatted(this.reason ? ", and may be the reason" : ""));
				this.bearing.forEach((each) -> text.append("%n    %s [%s]".formatted(each.message(), each.origin())));
			}
			if (!this.others.isEmpty()) {
				boolean one = this.others.size() == 1;
				text.append("%n%n%s that %s less to do with it %s in the log.".formatted(
						one ? "One more warning" : this.others.size() + " more warnings", one ? "has" : "have",
						one ? "is" : "are"));
			}
			return text.toString();
		}

	}

}
