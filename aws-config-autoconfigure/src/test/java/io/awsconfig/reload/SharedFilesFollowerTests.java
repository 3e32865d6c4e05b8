package io.awsconfig.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.credentials.refresh.RefreshingCredentialsTests;
import io.awsconfig.credentials.refresh.VirtualTime;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SharedFilesFollowerTests {

	private static final String KEYS = """
			aws_access_key_id = akid
			aws_secret_access_key = secret
			""";

	@TempDir
	private Path home;

	private FakeMachine machine;

	private final LocalServer server = new LocalServer();

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).config("""
				[default]
				region = eu-west-1
				""" + KEYS);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.endpoint-url=" + this.server.url())
			.run(consumer);
	}

	/**
	 * Look twice, as the thread of the refresher does, but without its pauses.
	 */
	private static void lookUntilReloaded(AssertableApplicationContext context) {
		SharedFilesFollower follower = context.getBean(SharedFilesFollower.class);
		SettingsInForce inForce = context.getBean(SettingsInForce.class);
		Reload before = inForce.getLastReload();
		follower.look();
		follower.look();
		await(() -> inForce.getLastReload() != before);
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
			Thread.onSpinWait();
		}
	}

	@Test
	void anEditedFileReachesWhatIsBuiltNext() {
		run((context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			this.machine.config("""
					[default]
					region = eu-central-1
					""" + KEYS);
			// By the thread of the refresher
			await(() -> context.getBean(AwsRegionProvider.class).getRegion().equals(Region.EU_CENTRAL_1));
			try (DynamoDbClient client = configurer.configure(DynamoDbClient.builder()).build()) {
				client.listTables();
			}
			assertThat(this.server.onlyRequest().authorization()).contains("/eu-central-1/dynamodb/");
		});
	}

	@Test
	void nothingIsReadBeforeNobodyWritesAnyMore() {
		run((context) -> {
			SharedFilesFollower follower = context.getBean(SharedFilesFollower.class);
			SettingsInForce inForce = context.getBean(SettingsInForce.class);
			context.getBean(CredentialsRefresher.class).stop();
			follower.look();
			assertThat(follower.untilDue()).isEqualTo(Duration.ofSeconds(3));
			for (int i = 0; i < 5; i++) {
				this.machine.config("[default]\nregion = eu-central-1\n" + "#".repeat(i));
				follower.look();
				assertThat(follower.untilDue()).isEqualTo(SharedFilesFollower.QUIET);
			}
			assertThat(inForce.getLastReload()).isNull();
		});
	}

	@Test
	void whatIsHalfWrittenIsReadAgainWhenItIsWhole(CapturedOutput output) {
		run((context) -> {
			context.getBean(CredentialsRefresher.class).stop();
			this.machine.config("""
					[default]
					region = eu-central-1
					max_attempts =""" + " x");
			lookUntilReloaded(context);
			SettingsInForce inForce = context.getBean(SettingsInForce.class);
			assertThat(inForce.getLastReload().failure()).isNotNull();
			Reload failed = inForce.getLastReload();
			context.getBean(SharedFilesFollower.class).look();
			context.getBean(SharedFilesFollower.class).look();
			// Told once, and tried again when it has changed
			assertThat(inForce.getLastReload()).isSameAs(failed);
			assertThat(output.toString().split("The AWS settings stay as they were", -1)).hasSize(2);
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_WEST_1);
			this.machine.config("""
					[default]
					region = eu-central-1
					max_attempts = 7
					""" + KEYS);
			lookUntilReloaded(context);
			assertThat(inForce.getLastReload().failure()).isNull();
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_CENTRAL_1);
		});
	}

	@Test
	void aFileThatIsReplacedIsReadAndOneThatIsGoneIsNot() {
		run((context) -> {
			context.getBean(CredentialsRefresher.class).stop();
			replace("region = eu-north-1\n" + KEYS);
			lookUntilReloaded(context);
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_NORTH_1);
			Files.delete(this.machine.path(".aws/config"));
			lookUntilReloaded(context);
			assertThat(context.getBean(SettingsInForce.class).getLastReload().failure())
				.hasMessageContaining("is not there any more");
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_NORTH_1);
		});
	}

	private void replace(String text) {
		try {
			Path written = Files.writeString(this.home.resolve("written"), "[default]\n" + text);
			Files.move(written, this.machine.path(".aws/config"), StandardCopyOption.REPLACE_EXISTING,
					StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aFileThatIsMadeLaterIsRead() throws IOException {
		Files.delete(this.machine.path(".aws/config"));
		this.machine.variable("AWS_REGION", "eu-west-1");
		run((context) -> {
			context.getBean(CredentialsRefresher.class).stop();
			this.machine.config("[default]\nmax_attempts = 7\n");
			lookUntilReloaded(context);
			assertThat(context.getEnvironment().getProperty("aws.max-attempts")).isEqualTo("7");
		});
	}

	/**
	 * As Kubernetes does it: the file is a link into a directory that is a link itself,
	 * which is replaced.
	 */
	@Test
	void filesOfAMountedConfigMapAreFollowed() throws IOException {
		Path config = this.machine.path(".aws/config");
		Path directory = config.getParent();
		Files.delete(config);
		mount(directory, "..one", "eu-west-1");
		Files.createSymbolicLink(config, Path.of("..data", "config"));
		run((context) -> {
			context.getBean(CredentialsRefresher.class).stop();
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_WEST_1);
			mount(directory, "..two", "eu-west-2");
			lookUntilReloaded(context);
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_WEST_2);
		});
	}

	private static void mount(Path directory, String version, String region) throws IOException {
		Path target = Files.createDirectory(directory.resolve(version));
		Files.writeString(target.resolve("config"), "[default]\nregion = " + region + "\n" + KEYS);
		Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(version));
		Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	@Test
	void aProfileThatIsGoneLeavesEverythingAsItWas() {
		this.machine.config("""
				[profile work]
				region = eu-west-3
				""" + KEYS).variable("AWS_PROFILE", "work");
		run((context) -> {
			context.getBean(CredentialsRefresher.class).stop();
			this.machine.config("""
					[default]
					region = eu-west-2
					""");
			lookUntilReloaded(context);
			assertThat(context.getBean(SettingsInForce.class).getLastReload().failure()).hasMessageContaining("'work'");
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_WEST_3);
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-west-3");
		});
	}

	@Test
	void anApplicationThatClosesReadsNothingAndSaysNothing() {
		run((context) -> {
			SettingsInForce inForce = context.getBean(SettingsInForce.class);
			VirtualTime time = new VirtualTime();
			CredentialsRefresher refresher = time.refresher(Runnable::run);
			AtomicInteger asked = new AtomicInteger();
			SharedFilesFollower follower = new SharedFilesFollower(inForce, refresher, () -> {
				asked.incrementAndGet();
				throw new BeanCreationNotAllowedException("awsSettingsReloader", "in destruction");
			});
			this.machine.config("[default]\nregion = eu-central-1\n" + KEYS);
			follower.look();
			follower.look();
			assertThat(asked).hasValue(1);
		});
	}

	@Test
	void aDiskThatHangsKeepsNoCredentialsFromBeingRefreshed() {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch looked = new CountDownLatch(1);
		CountDownLatch refreshed = new CountDownLatch(2);
		CredentialsRefresher refresher = new CredentialsRefresher();
		try {
			RefreshingCredentials credentials = new RefreshingCredentials(RefreshingCredentialsTests.STEP, () -> {
				refreshed.countDown();
				return new FetchedCredentials(RefreshingCredentialsTests.keys(1), Instant.now().plusSeconds(2));
			}, refresher, RefreshingCredentials.LIMIT);
			refresher.start();
			refresher.add(new CredentialsRefresher.Watcher() {

				@Override
				public void look() {
					looked.countDown();
					awaitUninterruptibly(hanging);
				}

				@Override
				public Duration untilDue() {
					return Duration.ZERO;
				}

			});
			awaitUninterruptibly(looked);
			refresher.add(credentials);
			credentials.get();
			awaitUninterruptibly(refreshed);
		}
		finally {
			hanging.countDown();
			refresher.close();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
