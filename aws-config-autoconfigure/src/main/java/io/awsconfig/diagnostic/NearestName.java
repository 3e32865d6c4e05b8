package io.awsconfig.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that somebody is likely to have meant.
 *
 * @since 0.1.0
 */
@Internal
public final class NearestName {

	private static final int CHARACTERS_FOR_EACH_SLIP = 4;

	/**
	 * The distance costs the product of both lengths, and a name may be as long as a
	 * line.
	 */
	private static final int MAX_COMPARED = 128;

	private static final int MAX_LISTED = 20;

	private NearestName() {
	}

	/**
	 * Sort names by their likeness to another.
	 * @param name the name that was written
	 * @param candidates the names there are
	 * @return the candidates, the most alike first
	 */
	public static List<String> sort(String name, Collection<String> candidates) {
		Map<String, Integer> distances = new HashMap<>();
		candidates.forEach((candidate) -> distances.put(candidate, distance(name, candidate)));
		return candidates.stream().sorted(Comparator.comparing(distances::get)).toList();
	}

	/**
	 * Return the names there are as a piece of a line: the most alike first, and not too
	 * many.
	 * @param name the name that was written
	 * @param candidates the names there are
	 * @return the names
	 */
	public static String list(String name, Collection<String> candidates) {
		List<String> sorted = sort(name, candidates);
		String shown = String.join(", ", sorted.subList(0, Math.min(sorted.size(), MAX_LISTED)));
		return (sorted.size() > MAX_LISTED) ? shown + " and %d others".formatted(sorted.size() - MAX_LISTED) : shown;
	}

	/**
	 * Find a name so like another that it is likely to be meant.
	 * @param name the name that was written
	 * @param candidates the names there are
	 * @return the nearest candidate, or {@code null} if none is near
	 */
	public static @Nullable String find(String name, Collection<String> candidates) {
		int slips = Math.min(2, name.length() / CHARACTERS_FOR_EACH_SLIP);
		String nearest = null;
		for (String candidate : candidates) {
			if (Math.abs(candidate.length() - name.length()) > slips) {
				continue;
			}
			int distance = distance(name, candidate);
			if (distance <= slips) {
				nearest = candidate;
				slips = distance - 1;
			}
		}
		return nearest;
	}

	/**
	 * Count the insertions, deletions, substitutions and swaps of neighbours that turn
	 * one name into the other, whatever their casing.
	 */
	public static int distance(String one, String other) {
		String left = comparable(one);
		String right = comparable(other);
		int[][] costs = new int[left.length() + 1][right.length() + 1];
		for (int i = 0; i <= left.length(); i++) {
			costs[i][0] = i;
		}
		for (int j = 0; j <= right.length(); j++) {
			costs[0][j] = j;
		}
		for (int i = 1; i <= left.length(); i++) {
			for (int j = 1; j <= right.length(); j++) {
				int substitution = (left.charAt(i - 1) != right.charAt(j - 1)) ? 1 : 0;
				costs[i][j] = Math.min(costs[i - 1][j - 1] + substitution,
						1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
				if (i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2)
						&& left.charAt(i - 2) == right.charAt(j - 1)) {
					costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
				}
			}
		}
		return costs[left.length()][right.length()];
	}

	private static String comparable(String name) {
		return name.substring(0, Math.min(name.length(), MAX_COMPARED)).toLowerCase(Locale.ROOT);
	}

}
