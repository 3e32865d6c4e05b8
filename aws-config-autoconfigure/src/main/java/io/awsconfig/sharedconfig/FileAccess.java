package io.awsconfig.sharedconfig;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file system, as far as a {@link FileLoader} needs it: a test can let a file vanish
 * or grow between two calls.
 */
interface FileAccess {

	/**
	 * The real file system.
	 */
	FileAccess DEFAULT = new FileAccess() {
	};

	default BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, options);
	}

	default ReadableByteChannel open(Path path) throws IOException {
		return Files.newByteChannel(path);
	}

}
