package io.awsconfig.client.bean;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.BuiltClients;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.ClientExtensions;
import io.awsconfig.client.FormerSettings;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the factory keeps when its settings change, and gives back when they have.
 */
@Timeout(60)
class CachingClientFactoryTests {

	private static final String ROLE = "arn:aws:iam::123456789012:role/tenant-";

	@TempDir
	private Path home;

	private final BuiltClients built = new BuiltClients();

	private final List<AwsSettings> released = new CopyOnWriteArrayList<>();

	private final AtomicReference<AwsSettings> settings = new AtomicReference<>();

	private final AwsHttpClients http = new AwsHttpClients(() -> null, () -> null, () -> null, () -> null);

	private volatile Supplier<AwsSettings> asked = this.settings::get;

	private volatile Runnable whileBuilding = () -> {
	};

	private CachingClientFactory factory;

	@BeforeEach
	void setUp() {
		this.settings.set(settings(5));
		AwsClientCustomizer<KmsClientBuilder> customizer = (builder, target) -> this.whileBuilding.run();
		ClientContext context = new ClientContext(this.settings.get(), () -> Region.EU_CENTRAL_1,
				() -> ClientExtensions.of(List.of(customizer)), new RetryStrategies(), this.http, this.built,
				new CallFailures(Clock.systemUTC()), new FormerSettings());
		ClientCredentials credentials = new ClientCredentials() {

			@Override
			public AwsCredentialsProvider forClient(AwsSettings settings) {
				return AnonymousCredentialsProvider.create();
			}

			@Override
			public void release(AwsSettings settings) {
				CachingClientFactoryTests.this.released.add(settings);
			}

		};
		AwsClientConfigurer configurer = new AwsClientConfigurer(context, credentials);
		AwsClients clients = new AwsClients(() -> configurer, this.settings::get, new DefaultListableBeanFactory());
		this.factory = new CachingClientFactory(() -> this.asked.get(), configurer, credentials, this.built, clients);
	}

	@AfterEach
	void close() {
		this.factory.close();
		this.http.close();
	}

	private AwsSettings settings(int size) {
		return AwsSetup
			.on(new FakeMachine(this.home).withRegionAndKeys().properties(Map.of("aws.client-factory-size", size)))
			.settings();
	}

	private KmsClient tenant(int tenant) {
		return this.factory.get(KmsClient.class, (kms) -> kms.roleArn(ROLE + tenant));
	}

	@Test
	void nothingIsLeftOfAClientThatWasBuiltWhileTheSettingsChanged() throws Exception {
		CountDownLatch building = new CountDownLatch(1);
		CountDownLatch changed = new CountDownLatch(1);
		this.whileBuilding = () -> {
			this.whileBuilding = () -> {
			};
			building.countDown();
			await(changed);
		};
		FutureTask<KmsClient> first = new FutureTask<>(() -> tenant(1));
		new Thread(first).start();
		await(building);
		this.settings.set(settings(5));
		FutureTask<KmsClient> second = new FutureTask<>(() -> tenant(1));
		Thread thread = new Thread(second);
		thread.start();
		// It waits, or is through without
		while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
			Thread.onSpinWait();
		}
		changed.countDown();
		KmsClient client = first.get(30, TimeUnit.SECONDS);
		assertThat(second.get(30, TimeUnit.SECONDS)).isSameAs(client);
		assertThat(tenant(1)).isSameAs(client);
		assertThat(this.factory.held()).isOne();
		assertThat(this.factory.known()).containsExactly(1, 1);
		assertThat(this.built.getAll()).hasSize(1);
		assertThat(this.released).hasSize(1);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void whoHasAskedForTheSettingsBeforeTheyChangedTakesNoClientFromOthers() {
		AtomicReference<KmsClient> meanwhile = new AtomicReference<>();
		AwsSettings before = this.settings.get();
		this.asked = () -> {
			this.asked = this.settings::get;
			this.settings.set(settings(5));
			meanwhile.set(tenant(1));
			return before;
		};
		assertThat(tenant(1)).isSameAs(meanwhile.get());
		assertThat(this.factory.held()).isOne();
		assertThat(this.factory.known()).containsExactly(1, 1);
	}

	@Test
	void fewerAreHeldOnceTheSettingsSaySo() {
		List<KmsClient> clients = new ArrayList<>();
		for (int tenant = 0; tenant < 5; tenant++) {
			clients.add(tenant(tenant));
		}
		assertThat(this.factory.held()).isEqualTo(5);
		this.settings.set(settings(2));
		KmsClient renewed = tenant(4);
		assertThat(renewed).isNotSameAs(clients.get(4));
		assertThat(this.factory.held()).isEqualTo(2);
		assertThat(tenant(4)).isSameAs(renewed);
	}

	@Test
	void clientCannotAskForItself() {
		this.whileBuilding = () -> tenant(1);
		assertThatIllegalStateException().isThrownBy(() -> tenant(1))
			.withMessage("A KmsClient is asked for while the same one is built, by a customizer for example");
		assertThat(this.factory.known()).containsExactly(0, 0);
		this.whileBuilding = () -> {
		};
		assertThat(tenant(1)).isNotNull();
	}

}
