package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import software.amazon.awssdk.services.sts.StsClient;

/**
 * A module of the SDK that nobody has: that of STS under another name, with whatever else
 * a test changes of it. The new names are as long as the old ones, so that its classes
 * stay valid.
 */
public final class OtherModule {

	private static final String PACKAGE = "software/amazon/awssdk/services/sts";

	private final Map<String, String> names = new LinkedHashMap<>();

	private Predicate<String> left = (path) -> true;

	/**
	 * Create a module.
	 * @param name the name of its package, of three letters
	 */
	public OtherModule(String name) {
		renaming("services/sts", "services/" + name);
		renaming("services.sts", "services." + name);
	}

	/**
	 * Give something else another name, wherever it stands.
	 */
	public OtherModule renaming(String from, String to) {
		if (from.length() != to.length()) {
			throw new IllegalArgumentException("'to' must be as long as " + from);
		}
		this.names.put(from, to);
		return this;
	}

	/**
	 * Leave out a class.
	 * @param path the end of its path, without the suffix
	 */
	public OtherModule without(String path) {
		this.left = this.left.and((candidate) -> !candidate.endsWith(path + ".class"));
		return this;
	}

	/**
	 * Write the classes to a directory.
	 */
	public OtherModule writeTo(Path directory) {
		try (JarFile jar = new JarFile(
				Path.of(StsClient.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toFile())) {
			for (JarEntry entry : List.copyOf(jar.stream().toList())) {
				String path = rename(entry.getName());
				if (entry.getName().startsWith(PACKAGE) && !entry.isDirectory() && this.left.test(path)) {
					Path file = directory.resolve(path);
					Files.createDirectories(file.getParent());
					try (InputStream stream = jar.getInputStream(entry)) {
						String content = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
						Files.write(file, rename(content).getBytes(StandardCharsets.ISO_8859_1));
					}
				}
			}
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String rename(String text) {
		String renamed = text;
		for (Map.Entry<String, String> name : this.names.entrySet()) {
			renamed = renamed.replace(name.getKey(), name.getValue());
		}
		return renamed;
	}

	/**
	 * Return a class loader that has what is in a directory as well.
	 */
	public static URLClassLoader with(Path directory) {
		try {
			return new URLClassLoader(new URL[] { directory.toUri().toURL() }, OtherModule.class.getClassLoader());
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
