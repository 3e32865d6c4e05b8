package io.awsconfig.benchmarks.retry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.awsconfig.benchmarks.retry.SimulatedClient.Answer;

/**
 * Runs the simulations and writes what came out into the documents: tables into
 * {@code retry.md}, drawings beside it. Same seeds, same figures.
 */
public final class RetrySimulations {

	static final long SEED = 2026;

	static final int QUOTA_SECONDS = 300;

	static final int OUTAGE_SECONDS = 180;

	static final int OUTAGE_START = 60;

	static final int OUTAGE_END = 120;

	static final int TABLE_SECONDS = 120;

	static final double[] TRANSIENT = { 0.05, 0.15, 0.20, 0.24, 0.30, 0.50 };

	static final double[] THROTTLING = { 0.10, 0.25, 0.30, 0.34, 0.40, 0.60 };

	/**
	 * Up to the double of what the table bears, and far more.
	 */
	static final Map<String, TableSimulation.Load> LOADS = loads();

	private RetrySimulations() {
	}

	private static Map<String, TableSimulation.Load> loads() {
		Map<String, TableSimulation.Load> loads = new LinkedHashMap<>();
		loads.put("0.9", new TableSimulation.Load(1000, 40, 9, 0.395));
		loads.put("1.2", new TableSimulation.Load(1000, 40, 12, 0.395));
		loads.put("2", new TableSimulation.Load(1000, 40, 20, 0.395));
		loads.put("10", new TableSimulation.Load(1000, 40, 100, 0.395));
		return loads;
	}

	public static void main(String[] args) throws IOException {
		Path docs = Path.of((args.length > 0) ? args[0] : "docs");
		for (Map.Entry<String, String> file : files(Files.readString(docs.resolve("retry.md"))).entrySet()) {
			Files.writeString(docs.resolve(file.getKey()), file.getValue());
		}
	}

	/**
	 * Return what the documents should be.
	 * @param document {@code retry.md} as it is
	 * @return the texts of the files by their names
	 */
	static Map<String, String> files(String document) {
		Map<String, String> files = new LinkedHashMap<>();
		String text = document;
		text = replace(text, "transient", quota(files, "transient failures", Answer.TRANSIENT_FAILURE, TRANSIENT));
		text = replace(text, "throttling", quota(files, "throttling", Answer.THROTTLING, THROTTLING));
		text = replace(text, "outage", outage(files));
		text = replace(text, "table", table(files));
		files.put("retry.md", text);
		return files;
	}

	private static String replace(String text, String name, String table) {
		String begin = "<!-- simulation " + name + " -->\n";
		String end = "<!-- end -->\n";
		int start = text.indexOf(begin);
		if (start == -1) {
			throw new IllegalStateException("The document has no place for '" + name + "'");
		}
		start += begin.length();
		return text.substring(0, start) + table + text.substring(text.indexOf(end, start));
	}

	static QuotaSimulation.Result quota(Answer kind, double probability) {
		return QuotaSimulation.run(QUOTA_SECONDS, kind, (second) -> probability, SEED);
	}

	private static String quota(Map<String, String> files, String title, Answer kind, double[] probabilities) {
		LineChart chart = new LineChart("Retry quota at a lasting share of " + title, "tokens", QUOTA_SECONDS, 500);
		StringBuilder table = new StringBuilder("| attempts that fail | tokens left, average | fewest | "
				+ "quota empty after | retries | refused | calls that fail |\n|---:|---:|---:|---:|---:|---:|---:|\n");
		for (double probability : probabilities) {
			QuotaSimulation.Result result = quota(kind, probability);
			chart.line(percent(probability), result.quota());
			String empty = Double.isInfinite(result.emptyAt()) ? "never"
					: String.format(Locale.ROOT, "%.0f s", result.emptyAt());
			table.append(String.format(Locale.ROOT, "| %s | %.0f | %d | %s | %,d | %,d | %s |\n", percent(probability),
					result.average(), result.lowest(), empty, result.end().retries(), result.end().quotaRefusals(),
					percent((double) result.failed() / result.calls())));
		}
		files.put("retry-quota-" + title.split(" ")[0] + ".svg", chart.toSvg());
		return table.toString();
	}

	static QuotaSimulation.Result outage() {
		return QuotaSimulation.run(OUTAGE_SECONDS, Answer.TRANSIENT_FAILURE,
				(second) -> (second >= OUTAGE_START && second < OUTAGE_END) ? 1 : 0.01, SEED);
	}

	private static String outage(Map<String, String> files) {
		QuotaSimulation.Result result = outage();
		files.put("retry-outage.svg",
				new LineChart("An outage from second 60 to 120", "", OUTAGE_SECONDS, 500)
					.line("tokens left", result.quota())
					.line("retries per second", result.retriesPerSecond())
					.toSvg());
		StringBuilder table = new StringBuilder("| second | tokens left | retries since the line above | refused since "
				+ "the line above |\n|---:|---:|---:|---:|\n");
		int last = 0;
		for (int second : new int[] { 60, 61, 62, 90, 120, 122, 125, 130, 180 }) {
			table.append(String.format(Locale.ROOT, "| %d | %d | %,d | %,d |\n", second,
					result.samples().get(second).status().quotaLeft(), result.retriesBetween(last, second),
					result.samples().get(second).status().quotaRefusals()
							- result.samples().get(last).status().quotaRefusals()));
			last = second;
		}
		return table.toString();
	}

	static TableSimulation.Result table(boolean adaptive, TableSimulation.Load load) {
		return TableSimulation.run(adaptive, load, TABLE_SECONDS, SEED);
	}

	private static String table(Map<String, String> files) {
		LineChart chart = new LineChart("Throttled requests per second, twice as much wanted as the table serves",
				"requests per second", TABLE_SECONDS, 1000);
		StringBuilder table = new StringBuilder(
				"| wanted, of what the table serves | mode | requests sent | throttled | "
						+ "successes per second | calls that fail | first attempt delayed, median | 99 % | "
						+ "call, median | 99 % |\n|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
		LOADS.forEach((name, load) -> {
			for (boolean adaptive : new boolean[] { false, true }) {
				TableSimulation.Result result = table(adaptive, load);
				String mode = adaptive ? "adaptive" : "standard";
				if (name.equals("2")) {
					chart.line(mode, result.throttles());
				}
				table.append(
						String.format(Locale.ROOT, "| %s times | %s | %,d | %s | %,.0f | %s | %s | %s | %s | %s |\n",
								name, mode, result.sent(), percent(result.throttledShare()), result.goodput(),
								percent(result.failedShare()), time(result.firstDelayMedian()),
								time(result.firstDelay99()), time(result.latencyMedian()), time(result.latency99())));
			}
		});
		files.put("retry-table.svg", chart.toSvg());
		return table.toString();
	}

	private static String percent(double share) {
		return String.format(Locale.ROOT, (share != 0 && share < 0.01) ? "%.1f %%" : "%.0f %%", share * 100);
	}

	private static String time(double seconds) {
		return (seconds < 1) ? String.format(Locale.ROOT, "%.0f ms", seconds * 1000)
				: String.format(Locale.ROOT, "%.1f s", seconds);
	}

}
