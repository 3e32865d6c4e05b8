package io.awsconfig.http;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of several HTTP clients, AWS clients of ours get the one that those of the SDK get by
 * themselves. The SDK chooses once, so that each class path here is one of a class loader
 * of its own.
 */
@Timeout(300)
@Tag("http-clients")
@EnabledIfSystemProperty(named = "http.implementations", matches = "all")
class SdkHttpChoiceTests {

	private static final Map<String, String> MODULES = new TreeMap<>(
			Map.of("apache5", "apache5-client-", "apache", "apache-client-", "url-connection", "url-connection-client-",
					"netty", "netty-nio-client-", "crt", "aws-crt-client-"));

	private static final Map<String, Class<?>> OTHERS = Map.of("first", OtherHttpService.First.class, "second",
			OtherHttpService.Second.class);

	private final LocalServer server = new LocalServer();

	@TempDir
	Path directory;

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			apache5                              | Apache5          | none
			apache                               | Apache           | none
			url-connection                       | UrlConnection    | none
			netty                                | none             | NettyNio
			apache5, apache                      | Apache5          | none
			apache, apache5                      | Apache5          | none
			url-connection, apache               | Apache           | none
			apache, url-connection               | Apache           | none
			url-connection, apache, apache5      | Apache5          | none
			apache5, netty, apache               | Apache5          | NettyNio
			first                                | First            | First
			first, second                        | First            | First
			second, first                        | Second           | Second
			first, url-connection                | UrlConnection    | First
			second, netty, first, apache         | Apache           | NettyNio
			crt                                  | AwsCommonRuntime | AwsCommonRuntime
			crt, netty, url-connection           | UrlConnection    | NettyNio
			first, crt                           | AwsCommonRuntime | AwsCommonRuntime
			none                                 | none             | none
			""")
	void isTheOneOfTheSdk(String classPath, String sync, String async) {
		assertThat(chosenOn(classPath, Map.of())).isEqualTo(both(sync, async));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			apache5, apache    | software.amazon.awssdk.http.apache.ApacheSdkHttpService   | Apache | none
			apache5, first     | io.awsconfig.http.OtherHttpService$First                  | First  | First
			apache5            | io.awsconfig.http.OtherHttpService$Second                 | Second | none
			apache5            | software.amazon.awssdk.http.apache.ApacheSdkHttpService   | none   | none
			apache5            | io.awsconfig.http.SdkHttpChoiceTests                      | none   | none
			""")
	void isTheOneThatThePropertyOfTheSdkNames(String classPath, String name, String sync, String async) {
		assertThat(chosenOn(classPath, Map.of("software.amazon.awssdk.http.service.impl", name)))
			.isEqualTo(both(sync, async));
	}

	@Test
	void isTheOneThatThePropertyOfTheSdkNamesForAsyncClients() {
		assertThat(chosenOn("netty, first, apache5",
				Map.of("software.amazon.awssdk.http.async.service.impl", "io.awsconfig.http.OtherHttpService$First")))
			.isEqualTo(both("Apache5", "First"));
	}

	/**
	 * What the SDK and ours choose, sync and async.
	 */
	private static Map<String, String> both(String sync, String async) {
		Map<String, String> result = new TreeMap<>();
		result.put("sync, SDK", String.valueOf(sync));
		result.put("sync, ours", String.valueOf(sync));
		result.put("async, SDK", String.valueOf(async));
		result.put("async, ours", String.valueOf(async));
		return result;
	}

	@SuppressWarnings("unchecked")
	private Map<String, String> chosenOn(String classPath, Map<String, String> properties) {
		properties.forEach(System::setProperty);
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader classLoader = new URLClassLoader(urls(names(classPath)),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(classLoader);
			BiFunction<String, Path, Map<String, String>> choice = (BiFunction<String, Path, Map<String, String>>) classLoader
				.loadClass(SdkHttpChoice.class.getName())
				.getDeclaredConstructor()
				.newInstance();
			return choice.apply(this.server.url(), this.directory);
		}
		catch (IOException | ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			thread.setContextClassLoader(before);
			properties.keySet().forEach(System::clearProperty);
		}
	}

	private static List<String> names(String classPath) {
		return (classPath != null) ? List.of(classPath.split("\\s*,\\s*")) : List.of();
	}

	/**
	 * Return the class path of these tests with nothing but some implementations, in an
	 * order.
	 */
	private URL[] urls(List<String> implementations) {
		List<String> rest = new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
		Map<String, String> jars = new TreeMap<>();
		MODULES.forEach((name, prefix) -> rest.stream()
			.filter((path) -> Path.of(path).getFileName().toString().startsWith(prefix))
			.forEach((path) -> jars.put(name, path)));
		assertThat(jars).containsOnlyKeys(MODULES.keySet());
		rest.removeAll(jars.values());
		List<String> paths = new ArrayList<>();
		for (String name : implementations) {
			Class<?> other = OTHERS.get(name);
			paths.add((other != null) ? register(other) : jars.get(name));
		}
		paths.addAll(rest);
		return paths.stream().map(SdkHttpChoiceTests::toUrl).toArray(URL[]::new);
	}

	private static URL toUrl(String path) {
		try {
			return Path.of(path).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String register(Class<?> service) {
		try {
			Path root = Files.createDirectories(this.directory.resolve(service.getSimpleName()));
			Path services = Files.createDirectories(root.resolve("META-INF/services"));
			Files.writeString(services.resolve(SdkHttpService.class.getName()), service.getName());
			Files.writeString(services.resolve(SdkAsyncHttpService.class.getName()), service.getName());
			return root.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
