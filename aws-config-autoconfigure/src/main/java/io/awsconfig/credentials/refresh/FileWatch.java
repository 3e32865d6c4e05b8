package io.awsconfig.credentials.refresh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Tells files that have changed by their attributes, without opening them.
 */
@Internal
public final class FileWatch {

	private final List<Path> files;

	public FileWatch(List<Path> files) {
		this.files = List.copyOf(files);
	}

	boolean isEmpty() {
		return this.files.isEmpty();
	}

	/**
	 * Look at the files.
	 * @return what to compare by {@code equals} with an earlier or later look
	 */
	public Look look() {
		List<Stamp> stamps = new ArrayList<>(this.files.size());
		for (Path file : this.files) {
			stamps.add(stamp(file));
		}
		return new Look(stamps);
	}

	private static Stamp stamp(Path file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			// The key tells a file that was replaced by another of the same size and time
			return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
		}
		catch (IOException | SecurityException ex) {
			return new Stamp(null, -1, null);
		}
	}

	public record Look(List<Stamp> stamps) {

	}

	public record Stamp(@Nullable FileTime modified, long size, @Nullable Object key) {

	}

}
