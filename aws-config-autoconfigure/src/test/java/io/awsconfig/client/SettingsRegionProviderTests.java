package io.awsconfig.client;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsRegionProviderTests {

	private static final String ACTION = """
			Write your Region in place of us-east-1. Best set 'aws.region: us-east-1' in application.yml.

			These are all places, the one that counts first on top:

			    code                   a bean of type AwsRegionProvider
			    for one service only   aws.services.<id>.region: us-east-1
			    command line           --aws.region=us-east-1
			    JVM system property    -Daws.region=us-east-1
			    environment            AWS_REGION=us-east-1 or AWS_DEFAULT_REGION=us-east-1
			    application.yml        aws.region: us-east-1
			    shared config file     region = us-east-1 below [default] in %s
			    instance metadata      of an EC2 instance, unless aws.ec2-metadata-disabled is true"""
		.formatted(Path.of("~", ".aws", "config"));

	@TempDir
	Path home;

	private final AtomicInteger asked = new AtomicInteger();

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	private SettingsRegionProvider provider(AwsRegionProvider instanceMetadata, String... properties) {
		return new SettingsRegionProvider(Configurers.settings(this.machine, properties), () -> {
			this.asked.incrementAndGet();
			return instanceMetadata.getRegion();
		});
	}

	private SettingsRegionProvider provider(String... properties) {
		return provider(() -> Region.SA_EAST_1, properties);
	}

	@Test
	void regionComesFromTheHighestPlaceThatHasOne() {
		this.machine.config("[default]\nregion = eu-central-1\n");
		assertThat(provider().getRegion()).isEqualTo(Region.EU_CENTRAL_1);
		this.machine.credentials("[default]\nregion = eu-central-2\n");
		assertThat(provider().getRegion()).isEqualTo(Region.EU_CENTRAL_2);
		assertThat(provider("aws.region=eu-west-1").getRegion()).isEqualTo(Region.EU_WEST_1);
		this.machine.variable("AWS_DEFAULT_REGION", "eu-west-2");
		assertThat(provider("aws.region=eu-west-1").getRegion()).isEqualTo(Region.EU_WEST_2);
		this.machine.variable("AWS_REGION", "eu-west-3");
		assertThat(provider().getRegion()).isEqualTo(Region.EU_WEST_3);
		this.machine.systemProperty("aws.region", "eu-north-1");
		assertThat(provider().getRegion()).isEqualTo(Region.EU_NORTH_1);
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void instanceMetadataIsAskedOnceAndNotBeforeTheRegionIsWanted() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		SettingsRegionProvider provider = provider();
		assertThat(this.asked).hasValue(0);
		assertThat(provider.getRegion()).isEqualTo(Region.SA_EAST_1);
		assertThat(provider.getRegion()).isEqualTo(Region.SA_EAST_1);
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void instanceMetadataIsAskedOnceByManyThreads() throws Exception {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		CountDownLatch all = new CountDownLatch(8);
		SettingsRegionProvider provider = provider();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (Future<Region> region : threads
				.invokeAll(IntStream.range(0, 8).mapToObj((i) -> (Callable<Region>) () -> {
					all.countDown();
					all.await();
					return provider.getRegion();
				}).toList())) {
				assertThat(region.get()).isEqualTo(Region.SA_EAST_1);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void withoutRegionAndInstanceMetadataEveryPlaceIsNamed() {
		SettingsRegionProvider provider = provider();
		assertThatExceptionOfType(MissingRegionException.class).isThrownBy(provider::getRegion)
			.withMessage("No AWS Region is set. The instance metadata service is switched off by "
					+ "environment variable AWS_EC2_METADATA_DISABLED.")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(ACTION));
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void instanceMetadataThatDoesNotAnswerIsNamedAndAskedAgain() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		SdkClientException failure = SdkClientException.create("nobody there");
		SettingsRegionProvider provider = provider(() -> {
			throw failure;
		});
		for (int i = 1; i <= 2; i++) {
			assertThatExceptionOfType(MissingRegionException.class).isThrownBy(provider::getRegion)
				.withMessage("No AWS Region is set. nobody there")
				.withCause(failure)
				.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(ACTION));
			assertThat(this.asked).hasValue(i);
		}
	}

}
