package io.awsconfig.actuate;

import java.util.Locale;

import io.awsconfig.sharedconfig.SharedConfigFile;

/**
 * Description of one of the shared files.
 *
 * @param type {@code config} or {@code credentials}
 * @param path where the file is
 * @param status {@code read}, {@code absent} or {@code refused}
 * @since 0.1.0
 */
public record FileDescriptor(String type, String path, String status) {

	static FileDescriptor of(SharedConfigFile file) {
		return new FileDescriptor(file.getType().name().toLowerCase(Locale.ROOT), file.getPath().toString(),
				file.getStatus().name().toLowerCase(Locale.ROOT));
	}

}
