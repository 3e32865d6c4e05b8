package io.awsconfig.faults;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.UnixOperatingSystemMXBean;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.credentials.ScriptedServer;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that come and go in one JVM, with clients that are used and credentials
 * that are refreshed, some of them in the middle of a refresh: nothing of them stays. The
 * system property {@code contexts} says how many.
 */
@Tag("slow")
class ManyContextsTests {

	private static final int COUNT = Integer.getInteger("contexts", 40);

	/**
	 * What there may be once, however many contexts there were.
	 */
	private static final int WARM_UP = 10;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final AtomicInteger number = new AtomicInteger();

	private final List<WeakReference<Object>> gone = new ArrayList<>();

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nothingOfContextsThatAreClosedStays(@TempDir Path home) throws Exception {
		try (LocalServer dynamoDb = new LocalServer();
				ScriptedServer container = new ScriptedServer((request, connection) -> ScriptedServer
					.ok(Source.CONTAINER.answer(this.number.incrementAndGet(), Instant.now().plus(Duration.ofHours(1)),
							Instant.now()))
					.answer(request, connection));
				ScriptedServer silent = new ScriptedServer(ScriptedServer.hang())) {
			FakeMachine machine = new FakeMachine(home).variable("AWS_REGION", "eu-west-1")
				.variable("AWS_ENDPOINT_URL", dynamoDb.url());
			for (int i = 0; i < WARM_UP; i++) {
				run(machine, i, container, silent);
			}
			// Threads that live as long as the JVM keep the class loader of the first one
			this.gone.clear();
			int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
			Map<String, Integer> threads = threads();
			long descriptors = descriptors();
			for (int i = 0; i < COUNT; i++) {
				run(machine, i, container, silent);
			}
			awaitEnd();
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(surplus(threads)).as("threads beside %s", threads).isEmpty());
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(descriptors()).as("file descriptors").isLessThanOrEqualTo(descriptors + 10));
			// The JVM makes some for what is called often; one for each of 200 would be
			// seen
			assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes).as("classes")
				.isLessThan(100 + COUNT / 4);
		}
	}

	private void run(FakeMachine machine, int i, ScriptedServer container, ScriptedServer silent) {
		boolean hanging = i % 10 == 9;
		String url = (hanging ? silent : container).uri("/credentials").toString();
		// As in a container of applications: one class loader for each of them
		ClassLoader classLoader = new URLClassLoader(new URL[0], getClass().getClassLoader());
		new ApplicationContextRunner().withInitializer(machine)
			.withClassLoader(classLoader)
			.withPropertyValues("aws.container-credentials-full-uri=" + url)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.run((context) -> {
				CredentialsChain chain = context.getBean(CredentialsChain.class);
				assertThat(context.getBean(CredentialsRefresher.class).isRunning()).isTrue();
				if (hanging) {
					int asked = silent.requests().size();
					chain.resolveIdentity();
					Awaitility.await().atMost(PATIENCE).until(() -> silent.requests().size() > asked);
				}
				else {
					context.getBean(DynamoDbClient.class).listTables();
				}
				if (i % 10 == 0) {
					// Not all of them: Netty takes two seconds to end
					context.getBean(DynamoDbAsyncClient.class).listTables().join();
				}
				if (i % 3 == 0) {
					refreshInBackground(chain);
				}
				this.gone.add(new WeakReference<>(context.getSourceApplicationContext()));
				this.gone.add(new WeakReference<>(chain));
			});
		this.gone.add(new WeakReference<>(classLoader));
	}

	/**
	 * Ask for a refresh that goes on while the context is closed.
	 */
	private static void refreshInBackground(CredentialsChain chain) {
		Thread thread = new Thread(() -> {
			try {
				chain.refresh();
			}
			catch (RuntimeException ex) {
				// The application is gone
			}
		}, "many-contexts");
		thread.setDaemon(true);
		thread.start();
	}

	private void awaitEnd() {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			System.gc();
			assertThat(this.gone).extracting(WeakReference::get).filteredOn(Objects::nonNull).isEmpty();
		});
		this.gone.clear();
	}

	/**
	 * Return how many threads there are of each kind.
	 */
	private static Map<String, Integer> threads() {
		Map<String, Integer> threads = new TreeMap<>();
		Thread.getAllStackTraces()
			.keySet()
			.forEach((thread) -> threads.merge(thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum));
		return threads;
	}

	private static Map<String, Integer> surplus(Map<String, Integer> before) {
		Map<String, Integer> surplus = threads();
		// Of the test's own servers, which end when the other side is gone
		surplus.keySet().removeIf((name) -> name.startsWith("local-server") || name.startsWith("Thread-#"));
		surplus.replaceAll((name, count) -> count - before.getOrDefault(name, 0));
		// Pools of the JVM and of the SDK that are shared by all have some more or less
		surplus.values().removeIf((count) -> count <= 3);
		return surplus;
	}

	private static long descriptors() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
				? unix.getOpenFileDescriptorCount() : 0;
	}

}
