package io.awsconfig.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * As many service modules as are wanted. After those of
 * {@code benchmarks/startup/services} come copies of them, each in a package of its own:
 * as large and with as many classes as real ones, but these classes cannot be used.
 */
final class ServiceModules {

	private static final String SERVICES = "software/amazon/awssdk/services/";

	private ServiceModules() {
	}

	/**
	 * Return the class path with some modules more.
	 * @param classPath of the real modules
	 * @param count how many service modules there are to be
	 * @param directory where to put the copies
	 */
	static String extend(String classPath, int count, Path directory) throws IOException {
		List<String> entries = new ArrayList<>(List.of(classPath.split(":")));
		List<Path> real = new ArrayList<>();
		for (String entry : entries) {
			if (entry.endsWith(".jar") && isServiceModule(Path.of(entry))) {
				real.add(Path.of(entry));
			}
		}
		for (int i = real.size(); i < count; i++) {
			Path copy = directory.resolve("copy" + i + ".jar");
			copy(real.get(i % real.size()), "copy" + i, copy);
			entries.add(copy.toString());
		}
		System.out.printf("%d real service modules and %d copies%n", real.size(), count - real.size());
		return String.join(":", entries);
	}

	private static boolean isServiceModule(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.getEntry(SERVICES) != null;
		}
	}

	private static void copy(Path jar, String service, Path copy) throws IOException {
		try (JarFile file = new JarFile(jar.toFile());
				OutputStream output = Files.newOutputStream(copy);
				ZipOutputStream zip = new ZipOutputStream(output)) {
			for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements();) {
				ZipEntry entry = all.nextElement();
				zip.putNextEntry(new ZipEntry(entry.getName().replaceFirst(SERVICES + "[^/]+", SERVICES + service)));
				file.getInputStream(entry).transferTo(zip);
			}
		}
	}

}
