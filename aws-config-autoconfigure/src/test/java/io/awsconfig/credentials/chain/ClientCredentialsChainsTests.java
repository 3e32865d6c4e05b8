package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import io.awsconfig.AwsClientId;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens between two settings, step by step.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ClientCredentialsChainsTests {

	private static final AwsClientId S3 = AwsClientId.ofService("s3");

	private static final AwsCredentialsProvider APPLICATION = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("AKIDAPPLICATION", "secret"));

	@TempDir
	Path home;

	private CredentialsContext context(String key) {
		return AwsSetup
			.on(new FakeMachine(this.home).properties(Map.of("aws.access-key-id", key + "APP", "aws.secret-access-key",
					"secret", "aws.services.s3.access-key-id", key, "aws.services.s3.secret-access-key", "secret")))
			.context();
	}

	@Test
	void aChainThatIsMadeWhileTheSettingsChangeTwiceHasTheLast() {
		AtomicReference<CredentialsContext> inForce = new AtomicReference<>(context("AKIDONE"));
		CredentialsContext two = context("AKIDTWO");
		CredentialsContext three = context("AKIDTHREE");
		AtomicInteger asked = new AtomicInteger();
		ClientCredentialsChains chains = new ClientCredentialsChains(inForce::get, (without) -> {
			// First when the chain is made, then when it goes over
			inForce.set((asked.getAndIncrement() == 0) ? two : three);
			return APPLICATION;
		});
		assertThat(chains.getChain(S3).resolveCredentials().accessKeyId()).isEqualTo("AKIDTHREE");
	}

	@Test
	void whatThereIsWithoutTheProviderOfTheApplicationFollowsAsWell() {
		AtomicReference<CredentialsContext> inForce = new AtomicReference<>(context("AKIDONE"));
		AtomicReference<AwsCredentialsProvider> without = new AtomicReference<>();
		ClientCredentialsChains chains = new ClientCredentialsChains(inForce::get, (others) -> {
			without.set(others.get());
			return APPLICATION;
		});
		CredentialsContext two = context("AKIDTWO");
		chains.prepare(two);
		// Made after the plan and before the settings are in force
		chains.getChain(S3);
		assertThat(without.get().resolveCredentials().accessKeyId()).isEqualTo("AKIDONEAPP");
		inForce.set(two);
		chains.settle();
		assertThat(without.get().resolveCredentials().accessKeyId()).isEqualTo("AKIDTWOAPP");
		assertThat(chains.getChain(S3).resolveCredentials().accessKeyId()).isEqualTo("AKIDTWO");
	}

	/**
	 * As in an application: the provider is a bean, and making a bean takes a lock that
	 * somebody else may hold who needs a chain to make theirs.
	 */
	@Test
	void noLockIsHeldWhileTheProviderOfTheApplicationIsMade() throws Exception {
		ReentrantLock ofBeans = new ReentrantLock();
		CountDownLatch other = new CountDownLatch(1);
		ClientCredentialsChains chains = new ClientCredentialsChains(context("AKIDONE"), (without) -> {
			other.countDown();
			ofBeans.lock();
			ofBeans.unlock();
			return APPLICATION;
		});
		Thread thread = new Thread(() -> chains.getChain(S3));
		thread.setDaemon(true);
		CredentialsChain mine;
		ofBeans.lock();
		try {
			thread.start();
			assertThat(other.await(60, TimeUnit.SECONDS)).isTrue();
			await().until(ofBeans::hasQueuedThreads);
			mine = chains.getChain(S3);
		}
		finally {
			ofBeans.unlock();
		}
		thread.join();
		assertThat(chains.getChain(S3)).isSameAs(mine);
		CredentialsPlan plan = mine.getPlan();
		assertThat(plan.describe()).contains("aws.services.s3.access-key-id");
	}

}
