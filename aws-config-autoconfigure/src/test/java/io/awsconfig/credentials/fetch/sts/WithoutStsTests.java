package io.awsconfig.credentials.fetch.sts;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.StsFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for roles on a class path without the SDK's module for STS: everything of ours is
 * loaded from there as well.
 */
class WithoutStsTests {

	@Test
	void moduleIsMissedAtTheFirstFetchAndNotBefore(@TempDir Path folder) throws Exception {
		Path token = Files.writeString(folder.resolve("token"), "web-payload-1");
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			Class<?> scenario = loader.loadClass(Scenario.class.getName());
			Constructor<?> constructor = scenario.getDeclaredConstructor(Path.class);
			constructor.setAccessible(true);
			Object made = constructor.newInstance(token);
			assertThat(failure(made, "assumeRole")).isEqualTo("No credentials from assume role (" + StsFixture.PLACE
					+ "): The AWS SDK's module for AWS STS is not on the class path. Add the dependency "
					+ "software.amazon.awssdk:sts.");
			assertThat(failure(made, "webIdentity")).startsWith("No credentials from web identity")
				.endsWith("Add the dependency software.amazon.awssdk:sts.");
		}
	}

	private static @Nullable String failure(Object scenario, String name) throws Exception {
		Method method = scenario.getClass().getDeclaredMethod(name);
		method.setAccessible(true);
		Throwable failure = catchThrowableOfType(InvocationTargetException.class, () -> method.invoke(scenario))
			.getCause();
		assertThat(failure.getClass().getName()).isEqualTo(CredentialsException.class.getName());
		return failure.getMessage();
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
			.map(Path::of)
			.filter((path) -> !path.getFileName().toString().matches("sts-[0-9.]+\\.jar"))
			.map(WithoutStsTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Runs where there is no STS.
	 */
	static final class Scenario {

		private final AssumeRoleFetcher role;

		private final WebIdentityFetcher web;

		Scenario(Path token) {
			CredentialsClientConfigurer clients = StsFixture.clients(token.toUri());
			this.role = new AssumeRoleFetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()),
					() -> StsFixture.sourceCredentials(1), clients, null, token, Clock.systemUTC());
			this.web = new WebIdentityFetcher(StsFixture.web(token), clients, Clock.systemUTC());
		}

		void assumeRole() {
			this.role.fetch();
		}

		void webIdentity() {
			this.web.fetch();
		}

	}

}
