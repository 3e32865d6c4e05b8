package io.awsconfig.benchmarks;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigParser;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Measures how much memory a parsed shared config file keeps, with the profiles, and with
 * the origins of their values where there are any. Prints a table in Markdown.
 */
public final class RetainedMemory {

	private static final List<Integer> PROFILES = List.of(10, 1_000, 10_000);

	private static final int PROFILES_HELD = 100_000;

	private RetainedMemory() {
	}

	/**
	 * Run the measurement.
	 * @param args none
	 * @throws Exception if a file cannot be written
	 */
	public static void main(String[] args) throws Exception {
		System.out.println("| profiles | ProfileFile, bytes per profile | aws-config, bytes per profile |");
		System.out.println("|---|---|---|");
		for (int profiles : PROFILES) {
			Path file = Files.createTempFile("profiles", ".config");
			try {
				Files.writeString(file, ProfileFileContent.of(profiles));
				long sdk = measure(profiles,
						() -> ProfileFile.builder().content(file).type(ProfileFile.Type.CONFIGURATION).build());
				long ours = measure(profiles, () -> new SharedConfigParser().parse(file, SharedConfigFileType.CONFIG));
				System.out.printf(Locale.ROOT, "| %,d | %,d | %,d |%n", profiles, sdk, ours);
			}
			finally {
				Files.delete(file);
			}
		}
	}

	private static long measure(int profiles, Supplier<Object> parser) throws IOException, InterruptedException {
		// What the first result alone needs, such as classes, is not its memory
		parser.get();
		int count = PROFILES_HELD / profiles;
		List<Object> held = new ArrayList<>(count);
		long before = usedMemory();
		for (int i = 0; i < count; i++) {
			held.add(parser.get());
		}
		long after = usedMemory();
		Reference.reachabilityFence(held);
		return (after - before) / PROFILES_HELD;
	}

	private static long usedMemory() throws InterruptedException {
		for (int i = 0; i < 5; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
