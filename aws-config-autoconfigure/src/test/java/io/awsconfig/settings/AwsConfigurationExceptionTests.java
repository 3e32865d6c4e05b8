package io.awsconfig.settings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.awsconfig.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;

import org.springframework.boot.origin.SystemEnvironmentOrigin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AwsConfigurationException}: what bears on it is looked for when
 * somebody reads it, and once.
 */
class AwsConfigurationExceptionTests {

	private static final String MESSAGE = "No thing is set.%n%nThis was found as well, and may be the reason:%n%n    'thing' stands elsewhere [System Environment Property \"PLACE\"]"
		.formatted();

	private static final String ACTION = "First see to what was found as well. If that is not the reason:%n%nSet the thing."
		.formatted();

	private final AtomicInteger looks = new AtomicInteger();

	private AwsConfigurationException exception() {
		return exception(() -> {
		});
	}

	private AwsConfigurationException exception(Runnable whileLooking) {
		UnreadPlaces unread = (failure, missing) -> {
			this.looks.incrementAndGet();
			whileLooking.run();
			return List.of(new Diagnostic("'thing' stands elsewhere", new SystemEnvironmentOrigin("PLACE")));
		};
		return new AwsConfigurationException("No thing is set.", "Set the thing.").lacking(List.of("thing"))
			.knowing(KnownOddities.NONE.and(unread));
	}

	@Test
	void nobodyLooksBeforeItIsRead() {
		AwsConfigurationException exception = exception();
		assertThat(exception.getDescription()).isEqualTo("No thing is set.");
		assertThat(this.looks).hasValue(0);
		assertThat(exception).hasMessage(MESSAGE).hasToString(exception.getClass().getName() + ": " + MESSAGE);
		assertThat(exception.getAction()).isEqualTo(ACTION);
		assertThat(this.looks).hasValue(1);
	}

	@Test
	void whoReadsItMeanwhileWaitsForAllOfIt() throws Exception {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch found = new CountDownLatch(1);
		AwsConfigurationException exception = exception(() -> {
			looking.countDown();
			await(found);
		});
		CompletableFuture<String> message = CompletableFuture.supplyAsync(exception::getMessage);
		await(looking);
		CompletableFuture<String> action = new CompletableFuture<>();
		Thread other = new Thread(() -> action.complete(exception.getAction()));
		other.start();
		while (other.getState() != Thread.State.BLOCKED && other.isAlive() && this.looks.get() == 1) {
			Thread.onSpinWait();
		}
		found.countDown();
		assertThat(message.get(10, TimeUnit.SECONDS)).isEqualTo(MESSAGE);
		assertThat(action.get(10, TimeUnit.SECONDS)).isEqualTo(ACTION);
		assertThat(this.looks).hasValue(1);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void allOfItIsSerialized() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(exception());
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			AwsConfigurationException exception = (AwsConfigurationException) in.readObject();
			assertThat(exception).hasMessage(MESSAGE);
			assertThat(exception.getAction()).isEqualTo(ACTION);
			assertThat(exception.getKnown()).isEqualTo(KnownOddities.NONE);
		}
		assertThat(this.looks).hasValue(1);
	}

}
