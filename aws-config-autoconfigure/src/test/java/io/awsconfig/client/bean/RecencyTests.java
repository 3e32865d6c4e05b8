package io.awsconfig.client.bean;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.awsconfig.settings.AwsSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;

class RecencyTests {

	private static final int SIZE = 64;

	private final Recency recency = new Recency();

	private final List<KnownClient> clients = new ArrayList<>();

	private final KnownClient more = client("more");

	@BeforeEach
	void holdAsManyAsThereMayBe() {
		this.recency.setSize(SIZE);
		for (int i = 0; i < SIZE; i++) {
			KnownClient client = client("role-" + i);
			this.clients.add(client);
			this.recency.start(client);
		}
		this.recency.start(this.more);
	}

	private static KnownClient client(String name) {
		ClientSpecification specification = new ClientSpecification();
		specification.open(S3Client.class);
		specification.profile(name);
		KnownClient client = new KnownClient(specification.toKey(), Mockito.mock(AwsSettings.class));
		client.hold(Mockito.mock(S3Client.class));
		return client;
	}

	@Test
	void whoWasNotAskedForTheLongestIsTheOldest() {
		assertThat(oldest()).isSameAs(this.clients.get(0));
		IntStream.range(0, SIZE / 2).mapToObj(this.clients::get).forEach(this.recency::use);
		assertThat(oldest()).isSameAs(this.clients.get(SIZE / 2));
	}

	@Test
	void whoIsAskedForAllTheTimeIsNeverTheOldest() {
		KnownClient first = this.clients.get(0);
		this.recency.use(first);
		for (int i = 0; i < 10 * SIZE; i++) {
			this.recency.use(this.clients.get(1 + i % (SIZE - 1)));
			this.recency.use(first);
			assertThat(oldest()).isNotSameAs(first);
		}
	}

	@Test
	void whoWasAskedForLatelyIsNotCountedAgain() {
		KnownClient last = this.clients.get(SIZE - 1);
		long used = last.used;
		this.recency.use(last);
		assertThat(last.used).isEqualTo(used);
		KnownClient first = this.clients.get(0);
		this.recency.use(first);
		assertThat(first.used).isGreaterThan(this.more.used);
	}

	@Test
	void amongFewTheOrderIsExact() {
		this.recency.setSize(2);
		this.recency.use(this.clients.get(SIZE - 1));
		assertThat(this.clients.get(SIZE - 1).used).isGreaterThan(this.more.used);
	}

	@Test
	void whoIsNotHeldIsNotFound() {
		this.clients.get(0).letGo();
		assertThat(oldest()).isSameAs(this.clients.get(1));
		assertThat(this.recency.findOldest(List.of(this.more), this.more)).isNull();
	}

	private KnownClient oldest() {
		return this.recency.findOldest(this.clients, this.more);
	}

}
