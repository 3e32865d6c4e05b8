package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A machine of a test's own: its environment variables, JVM system properties and home
 * directory in place of the real ones. Has no instance metadata service.
 */
public final class FakeMachine implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private final Path home;

	private final Map<String, Object> variables = new LinkedHashMap<>();

	private final Map<String, String> systemProperties = new LinkedHashMap<>();

	private final Map<String, Object> arguments = new LinkedHashMap<>();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	public FakeMachine(Path home) {
		this.home = home;
		this.variables.put("HOME", home.toString());
		this.variables.put("AWS_EC2_METADATA_DISABLED", "true");
	}

	public FakeMachine variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	/**
	 * Give it a Region, eu-central-1, and access keys.
	 */
	public FakeMachine withRegionAndKeys() {
		return variable("AWS_REGION", "eu-central-1").variable("AWS_ACCESS_KEY_ID", "akid")
			.variable("AWS_SECRET_ACCESS_KEY", "secret");
	}

	public FakeMachine withoutVariable(String name) {
		this.variables.remove(name);
		return this;
	}

	public FakeMachine systemProperty(String name, String value) {
		this.systemProperties.put(name, value);
		return this;
	}

	/**
	 * Give the application these arguments on its command line, and no others.
	 */
	public FakeMachine arguments(Map<String, ?> arguments) {
		this.arguments.clear();
		this.arguments.putAll(arguments);
		return this;
	}

	/**
	 * Give the application these properties of its own, as in application.yml, and no
	 * others.
	 */
	public FakeMachine properties(Map<String, ?> properties) {
		this.properties.clear();
		this.properties.putAll(properties);
		return this;
	}

	public FakeMachine config(String text) {
		return file(".aws/config", text);
	}

	public FakeMachine credentials(String text) {
		return file(".aws/credentials", text);
	}

	public FakeMachine file(String path, String text) {
		try {
			Path file = this.home.resolve(path);
			Files.createDirectories(file.getParent());
			Files.writeString(file, text);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public Path path(String path) {
		return this.home.resolve(path);
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		applyTo(context.getEnvironment());
	}

	public <E extends ConfigurableEnvironment> E applyTo(E environment) {
		MutablePropertySources sources = environment.getPropertySources();
		sources.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						this.variables));
		Properties properties = new Properties();
		properties.putAll(System.getProperties());
		properties.keySet().removeIf((name) -> name.toString().startsWith("aws."));
		properties.setProperty("user.home", this.home.toString());
		properties.putAll(this.systemProperties);
		sources.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
				new PropertiesPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
		if (!this.arguments.isEmpty()) {
			sources.addFirst(new MapPropertySource(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME,
					new LinkedHashMap<>(this.arguments)));
		}
		if (!this.properties.isEmpty()) {
			sources.addLast(new MapPropertySource("application", new LinkedHashMap<>(this.properties)));
		}
		return environment;
	}

}
