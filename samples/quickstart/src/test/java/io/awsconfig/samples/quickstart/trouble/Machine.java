package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has written down for the application: files, variables, the command line.
 * As it is made, all is well. Ports are written as {@link Port} shows them, and the home
 * directory as {@code ~/}.
 */
final class Machine {

	static final String APPLICATION = "application.yml";

	static final String CONFIG = "~/.aws/config";

	static final String CREDENTIALS = "~/.aws/credentials";

	private final Map<String, String> files = new LinkedHashMap<>();

	private final Map<String, String> hiddenFiles = new LinkedHashMap<>();

	private final String certificate;

	private final Set<String> directories = new LinkedHashSet<>();

	private final Map<String, String> variables = new LinkedHashMap<>();

	private final List<String> arguments = new ArrayList<>();

	private @Nullable Class<?> code;

	private final List<String> commands = new ArrayList<>();

	private Answers answers = Answers.NONE;

	private boolean localEndpoint = true;

	private @Nullable String hosts;

	private @Nullable Pattern withoutJar;

	Machine(String certificate) {
		this.certificate = certificate;
		application("""
				aws:
				  profile: shop
				""");
		config("""
				[profile shop]
				region = eu-central-1
				""");
		credentials("""
				[shop]
				aws_access_key_id = AKIAIOSFODNN7EXAMPLE
				aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
				""");
	}

	Machine application(String text) {
		return file(APPLICATION, text);
	}

	Machine config(String text) {
		return file(CONFIG, text);
	}

	Machine credentials(String text) {
		return file(CREDENTIALS, text);
	}

	Machine file(String path, String text) {
		this.files.put(path, text);
		this.directories.remove(path);
		return this;
	}

	/**
	 * Let there be a file that nobody types.
	 */
	Machine hidden(String path, String text) {
		this.hiddenFiles.put(path, text);
		return this;
	}

	/**
	 * Return the certificate of the secure port.
	 */
	String certificate() {
		return this.certificate;
	}

	Machine withoutFile(String path) {
		this.files.remove(path);
		return this;
	}

	/**
	 * Put an empty directory where a file should be.
	 */
	Machine directory(String path) {
		this.files.remove(path);
		this.directories.add(path);
		return this;
	}

	Machine variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	Machine withoutVariable(String name) {
		this.variables.remove(name);
		return this;
	}

	Machine argument(String argument) {
		this.arguments.add(argument);
		return this;
	}

	/**
	 * Let the application have a class of its own.
	 * @param path the file
	 * @param text what is shown of it
	 * @param code the class
	 */
	Machine code(String path, String text, Class<?> code) {
		this.code = code;
		return file(path, text);
	}

	Machine withoutCode(String path) {
		this.code = null;
		return withoutFile(path);
	}

	/**
	 * Somebody types a command; what it changes has to be told apart.
	 */
	Machine command(String command) {
		this.commands.add(command);
		return this;
	}

	/**
	 * Let AWS answer otherwise than it would.
	 */
	Machine aws(Answers answers) {
		this.answers = answers;
		return this;
	}

	/**
	 * Leave it to the files to say where AWS is.
	 */
	Machine withoutLocalEndpoint() {
		this.localEndpoint = false;
		return this;
	}

	/**
	 * Let these be the only host names there are: an address and a name in each line.
	 */
	Machine hosts(String hosts) {
		this.hosts = hosts;
		return this;
	}

	/**
	 * Leave out the jars whose names match.
	 */
	Machine withoutJar(@Nullable String pattern) {
		this.withoutJar = (pattern != null) ? Pattern.compile(pattern) : null;
		return this;
	}

	Map<String, String> files() {
		return this.files;
	}

	Set<String> directories() {
		return this.directories;
	}

	Map<String, String> variables() {
		return this.variables;
	}

	List<String> arguments() {
		return this.arguments;
	}

	@Nullable Class<?> code() {
		return this.code;
	}

	List<String> commands() {
		return this.commands;
	}

	Answers answers() {
		return this.answers;
	}

	boolean hasLocalEndpoint() {
		return this.localEndpoint;
	}

	@Nullable String hosts() {
		return this.hosts;
	}

	@Nullable Pattern withoutJar() {
		return this.withoutJar;
	}

	/**
	 * Return whether it takes a JVM of its own.
	 */
	boolean isApart() {
		return this.hosts != null || this.withoutJar != null;
	}

	/**
	 * Return what tells it from others, or {@code null} where AWS has something to say to
	 * that.
	 */
	@Nullable Object content() {
		return (this.answers != Answers.NONE) ? null
				: Arrays.asList(this.files, this.hiddenFiles, this.directories, this.variables, this.arguments,
						this.code, this.localEndpoint, this.hosts, String.valueOf(this.withoutJar));
	}

	void writeTo(Path home, Port.Numbers ports) throws IOException {
		Map<String, String> all = new LinkedHashMap<>(this.files);
		all.putAll(this.hiddenFiles);
		for (Map.Entry<String, String> file : all.entrySet()) {
			Path path = path(home, file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, real(file.getValue(), home, ports));
			if (file.getValue().startsWith("#!")) {
				path.toFile().setExecutable(true);
			}
		}
		for (String directory : this.directories) {
			Files.createDirectories(path(home, directory));
		}
	}

	static Path path(Path home, String path) {
		return home.resolve(path.startsWith("~/") ? path.substring(2) : path);
	}

	static String real(String text, Path home, Port.Numbers ports) {
		return ports.toReal(text.replace("~/", home + "/"));
	}

}
