package io.awsconfig.sharedconfig;

import java.nio.file.Path;

import io.awsconfig.sharedconfig.FileLoader.Loaded;

/**
 * Parser for the shared config and credentials files, as the guide describes them under
 * "Using shared config and credentials files to globally configure AWS SDKs and tools".
 * <p>
 * It never throws for what a user wrote or for a file that cannot be read: such a file is
 * empty, its {@linkplain SharedConfigFile#getStatus() status} and its
 * {@linkplain SharedConfigFile#getDiagnostics() diagnostics} tell why, and of a file with
 * faults everything else is read. A file of more than 10 MiB and a line of more than 1
 * MiB are refused. Safe for use by any number of threads; it blocks to read the file.
 *
 * @since 0.1.0
 */
public final class SharedConfigParser {

	private final FileLoader loader;

	/**
	 * Create a parser.
	 */
	public SharedConfigParser() {
		this(FileAccess.DEFAULT);
	}

	SharedConfigParser(FileAccess files) {
		this.loader = new FileLoader(files);
	}

	/**
	 * Read and parse a file. It is read once, from its beginning to its end.
	 * @param path the file, which need not exist
	 * @param type which of the two files it is
	 * @return what it says
	 */
	public SharedConfigFile parse(Path path, SharedConfigFileType type) {
		Diagnostics diagnostics = new Diagnostics(path);
		return parse(this.loader.load(path, diagnostics), path, type, diagnostics);
	}

	/**
	 * Parse a text.
	 * @param text the content of the file
	 * @param path the file that origins name; it is not read
	 * @param type which of the two files it is
	 * @return what it says
	 */
	public SharedConfigFile parse(String text, Path path, SharedConfigFileType type) {
		Diagnostics diagnostics = new Diagnostics(path);
		Loaded loaded = Utf8.isLonger(text, 0, text.length(), FileLoader.MAX_FILE_BYTES)
				? FileLoader.tooLarge(diagnostics) : new Loaded(SharedConfigFile.Status.READ, text);
		return parse(loaded, path, type, diagnostics);
	}

	private SharedConfigFile parse(Loaded loaded, Path path, SharedConfigFileType type, Diagnostics diagnostics) {
		if (loaded.text() == null) {
			return new SharedConfigFile(path, type, loaded.status(), diagnostics);
		}
		SectionCollector sections = new SectionCollector(diagnostics);
		new SharedConfigText(loaded.text(), path, type, sections, diagnostics).parse();
		return new SharedConfigFile(path, type, sections, diagnostics);
	}

}
