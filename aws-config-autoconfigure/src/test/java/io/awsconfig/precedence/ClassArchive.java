package io.awsconfig.precedence;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * Archives of the classes that programs of these tests load, so that a program that is
 * run again starts in half the time. A JVM keeps only classes of jars, so the directories
 * of the class path become such.
 */
final class ClassArchive {

	private static final ClassArchive INSTANCE = new ClassArchive();

	private final Path directory;

	private final String classPath;

	private ClassArchive() {
		try {
			this.directory = Files.createTempDirectory("classes");
			Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
			List<String> elements = new ArrayList<>();
			for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
				Path path = Path.of(element);
				elements.add(Files.isDirectory(path) ? jar(path, elements.size()).toString() : element);
			}
			this.classPath = String.join(File.pathSeparator, elements);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void delete() {
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			// It is a temporary one
		}
	}

	private Path jar(Path classes, int number) throws IOException {
		Path jar = this.directory.resolve(number + ".jar");
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
				Stream<Path> files = Files.walk(classes)) {
			for (Path file : (Iterable<Path>) files.filter((file) -> !file.equals(classes))::iterator) {
				String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
				// Whoever scans for classes begins at a directory
				output.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
				if (!Files.isDirectory(file)) {
					Files.copy(file, output);
				}
			}
		}
		return jar;
	}

	/**
	 * Return the options of a JVM that runs a program with the class path of this one.
	 * Its first run writes the archive, the others read it.
	 */
	static List<String> options(Class<?> program) {
		Path archive = INSTANCE.directory.resolve(program.getName() + ".jsa");
		String option = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
		// The JVM tells on its output which classes it leaves out
		return List.of("-cp", INSTANCE.classPath, "-Xlog:disable", "-Xshare:auto", option + archive);
	}

}
