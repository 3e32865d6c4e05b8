package io.awsconfig.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A machine with two profiles of AWS in its shared files, {@code library} and
 * {@code archive}. Each has access keys and maximum attempts of its own, and an endpoint
 * of its own for each service. Variables select {@code library} and its Region.
 */
public final class LocalAws implements AutoCloseable {

	private final LocalServer server;

	private final Map<String, LocalService> library = new LinkedHashMap<>();

	private final Map<String, LocalService> archive = new LinkedHashMap<>();

	private final Map<String, Object> variables = new LinkedHashMap<>();

	/**
	 * Start the services and write the files.
	 * @param home where the files come
	 * @param services the identifiers of the services
	 */
	public LocalAws(Path home, String... services) {
		this.server = new LocalServer(home);
		for (String service : services) {
			this.library.put(service, this.server.add("library/" + service));
			this.archive.put(service, this.server.add("archive/" + service));
		}
		String config = """
				[profile library]
				services = library
				max_attempts = 5

				[profile archive]
				region = ap-south-1
				services = archive
				max_attempts = 7

				[services library]
				%s
				[services archive]
				%s
				""".formatted(endpoints(this.library), endpoints(this.archive));
		String credentials = """
				[library]
				aws_access_key_id = AKIDLIBRARY
				aws_secret_access_key = secret-of-library

				[archive]
				aws_access_key_id = AKIDARCHIVE
				aws_secret_access_key = secret-of-archive
				""";
		this.variables.put("AWS_CONFIG_FILE", write(home.resolve("config"), config));
		this.variables.put("AWS_SHARED_CREDENTIALS_FILE", write(home.resolve("credentials"), credentials));
		this.variables.put("AWS_PROFILE", "library");
		this.variables.put("AWS_REGION", "eu-south-2");
		this.variables.put("AWS_EC2_METADATA_DISABLED", "true");
	}

	private static String endpoints(Map<String, LocalService> services) {
		StringBuilder section = new StringBuilder();
		services.forEach((id, service) -> section.append("%s =\n  endpoint_url = %s\n".formatted(id, service.url())));
		return section.toString();
	}

	private static String write(Path file, String text) {
		try {
			return Files.writeString(file, text).toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a service of the profile of the application.
	 * @param id the identifier of the service
	 * @return the service
	 */
	public LocalService service(String id) {
		return service(this.library, id);
	}

	/**
	 * Return a service of the other profile.
	 * @param id the identifier of the service
	 * @return the service
	 */
	public LocalService archive(String id) {
		return service(this.archive, id);
	}

	private static LocalService service(Map<String, LocalService> services, String id) {
		LocalService service = services.get(id);
		if (service == null) {
			throw new IllegalArgumentException("There is no " + id + " here, but " + services.keySet());
		}
		return service;
	}

	/**
	 * Return an application on this machine.
	 * @param sources the classes that it consists of
	 * @return the application, to be run
	 */
	public SpringApplicationBuilder application(Class<?>... sources) {
		StandardEnvironment environment = new StandardEnvironment();
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, this.variables));
		return new SpringApplicationBuilder(sources).environment(environment).web(WebApplicationType.NONE);
	}

	/**
	 * Stop the services.
	 */
	@Override
	public void close() {
		this.server.stop();
	}

}
