package io.awsconfig.imds;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;

/**
 * A program that asks instance metadata in a JVM that has asked nobody yet, and prints
 * how many classes were loaded while the time of the service was measured.
 */
public final class ColdMetadata {

	private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

	private static long before = -1;

	private ColdMetadata() {
	}

	public static void main(String[] args) throws Exception {
		InstanceMetadata metadata = new InstanceMetadata(URI.create(args[0]), true, 1, Duration.ofSeconds(60),
				ColdMetadata::nanoTime);
		String answer = metadata.lookUp((session) -> session.get("/latest/meta-data/placement/region"));
		System.out.println(answer + " " + (CLASSES.getTotalLoadedClassCount() - before));
	}

	private static long nanoTime() {
		if (before == -1) {
			before = CLASSES.getTotalLoadedClassCount();
		}
		return System.nanoTime();
	}

}
