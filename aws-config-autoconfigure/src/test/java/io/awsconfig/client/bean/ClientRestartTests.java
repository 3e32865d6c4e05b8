package io.awsconfig.client.bean;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.OtherModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Restarts in the way of spring-boot-devtools: libraries stay in one class loader, and
 * each start has another one for what the developer is working on, which has its own
 * classes first.
 */
class ClientRestartTests {

	@TempDir
	private Path home;

	@TempDir
	private Path classes;

	@Test
	void eachStartHasClientsOfItsOwn() throws Exception {
		String file = RestartedApplication.class.getName().replace('.', '/') + ".class";
		Files.createDirectories(this.classes.resolve(file).getParent());
		try (InputStream application = getClass().getClassLoader().getResourceAsStream(file)) {
			Files.copy(application, this.classes.resolve(file));
		}
		new OtherModule("bro").renaming("Sts", "Bro").writeTo(this.classes);
		Started first = start();
		Started second = start();
		assertThat(first.application).isNotSameAs(second.application);
		assertThat(first.s3).isNotSameAs(second.s3);
		assertThat(first.archive).isNotSameAs(second.archive);
		assertThat(first.bro).isNotSameAs(second.bro);
	}

	private Started start() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (RestartingClassLoader classLoader = new RestartingClassLoader(this.classes)) {
			Thread.currentThread().setContextClassLoader(classLoader);
			Class<?> application = classLoader.loadClass(RestartedApplication.class.getName());
			Started started;
			try (ConfigurableApplicationContext context = run(application)) {
				S3Client[] clients = context.getBean("clients", S3Client[].class);
				assertThat(clients[0]).isSameAs(context.getBean(S3Client.class));
				assertThat(clients[1]).isSameAs(context.getBean("archive"));
				assertThat(clients[0].serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
				SdkClient bro = context.getBean("broClient", SdkClient.class);
				assertThat(bro.getClass().getClassLoader()).isSameAs(classLoader);
				started = new Started(application, clients[0], clients[1], bro);
			}
			assertThatIllegalStateException().isThrownBy(started.s3::listBuckets).withMessageContaining("shut down");
			assertThatIllegalStateException().isThrownBy(started.archive::listBuckets)
				.withMessageContaining("shut down");
			return started;
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@SuppressWarnings("unchecked")
	private ConfigurableApplicationContext run(Class<?> application) throws Exception {
		return ((Function<Object, ConfigurableApplicationContext>) application.getConstructor().newInstance())
			.apply(new FakeMachine(this.home).withRegionAndKeys());
	}

	private record Started(Class<?> application, S3Client s3, S3Client archive, SdkClient bro) {

	}

	private static final class RestartingClassLoader extends URLClassLoader {

		RestartingClassLoader(Path classes) throws Exception {
			super(new URL[] { classes.toUri().toURL() }, ClientRestartTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
					loaded = findClass(name);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
		}

	}

}
