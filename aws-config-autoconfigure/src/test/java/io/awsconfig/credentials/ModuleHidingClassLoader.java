package io.awsconfig.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.credentials.fetch.signin.IdentityCenterFetcher;
import io.awsconfig.credentials.fetch.signin.LoginFetcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads the credentials room anew, in a world where one module of the SDK does not exist.
 */
public final class ModuleHidingClassLoader extends ClassLoader {

	private final String hidden;

	private final Set<String> asked = new TreeSet<>();

	private ModuleHidingClassLoader(String hidden) {
		super(ModuleHidingClassLoader.class.getClassLoader());
		this.hidden = hidden;
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (name.startsWith(this.hidden)) {
			this.asked.add(name);
			throw new ClassNotFoundException(name);
		}
		if (!name.startsWith("io.awsconfig.credentials.")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (stream == null) {
				throw new ClassNotFoundException(name);
			}
			byte[] bytes = stream.readAllBytes();
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

	/**
	 * Assert that making a fetcher needs nothing of a module, and that fetching names it.
	 * @param hidden the package of the module, with a dot at its end
	 * @param arguments which fetcher, and the directory of its file
	 * @param coordinates what is to be named
	 */
	public static void assertFails(String hidden, String[] arguments, String coordinates) throws Exception {
		ModuleHidingClassLoader loader = new ModuleHidingClassLoader(hidden);
		Class<?> type = loader.loadClass(Fetch.class.getName());
		Method create = type.getDeclaredMethod("create", String[].class);
		create.setAccessible(true);
		Object fetcher = create.invoke(null, (Object) arguments);
		assertThat(loader.asked).isEmpty();
		Method message = type.getDeclaredMethod("message", Object.class);
		message.setAccessible(true);
		assertThat((String) message.invoke(null, fetcher)).startsWith("No credentials from ")
			.endsWith("A module of the AWS SDK is missing. Add " + coordinates
					+ " to the dependencies of the application.");
	}

	/**
	 * What runs in that world.
	 */
	static final class Fetch {

		private Fetch() {
		}

		static Object create(String... arguments) {
			Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
			Path directory = Path.of(arguments[1]);
			if (arguments[0].equals("login")) {
				return new LoginFetcher(new Step.LoginStep("arn:aws:iam::111122223333:user/me", directory, null, "dev",
						"profile 'dev'"), new NoClients(), clock);
			}
			return new IdentityCenterFetcher(
					new Step.IdentityCenterStep("my-sso", URI.create("https://my-sso.awsapps.com/start"), "us-east-1",
							"111122223333", "SampleRole", directory, "dev", "profile 'dev'"),
					new NoClients(), clock);
		}

		static @Nullable String message(Object fetcher) {
			try {
				((CredentialsFetcher) fetcher).fetch();
				return null;
			}
			catch (CredentialsException ex) {
				return ex.getMessage();
			}
		}

	}

	private static final class NoClients implements CredentialsClientConfigurer {

		@Override
		public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
				@Nullable String region) {
			throw new IllegalStateException("no client is needed");
		}

	}

}
