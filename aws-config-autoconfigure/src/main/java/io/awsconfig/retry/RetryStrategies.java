package io.awsconfig.retry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

import org.springframework.util.Assert;

/**
 * Makes the retry strategies of clients by the rules of 2026, each with a quota of its
 * own, and knows how they are as long as the clients live.
 * <p>
 * Guide: Retry behavior.
 *
 * @since 0.1.0
 */
public final class RetryStrategies {

	private static final int MAX_ATTEMPTS = 3;

	private static final int BASE_MILLIS = 50;

	private static final int THROTTLING_BASE_MILLIS = 1000;

	private static final int DYNAMODB_MAX_ATTEMPTS = 4;

	private static final int DYNAMODB_BASE_MILLIS = 25;

	private final LongSupplier nanoTime;

	private final DoubleSupplier random;

	private final List<Entry> entries = new ArrayList<>();

	private final Map<AwsClientId, RetryCounters> departed = new HashMap<>();

	private final List<Consumer<AwsClientId>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Create an instance with the time and the chance of this machine.
	 */
	public RetryStrategies() {
		this(System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
	}

	/**
	 * Create an instance.
	 * @param nanoTime the time, as {@link System#nanoTime()} tells it
	 * @param random gives numbers from 0 up to, but not including, 1, to any thread
	 */
	public RetryStrategies(LongSupplier nanoTime, DoubleSupplier random) {
		this.nanoTime = nanoTime;
		this.random = random;
	}

	/**
	 * Create a strategy for standard mode.
	 * @param service the identifier of the service, for example {@code dynamodb}
	 * @param maxAttempts the attempts of a call, the first one included; {@code null} for
	 * the default of the service: 4 for DynamoDB and DynamoDB Streams, else 3
	 * @return the strategy
	 * @throws IllegalArgumentException if {@code maxAttempts} is less than 1
	 */
	public StandardRetryStrategy standard(String service, @Nullable Integer maxAttempts) {
		return new StandardQuotaRetryStrategy(client(AwsClientId.ofService(service), false),
				options(service, maxAttempts));
	}

	/**
	 * Create a strategy for adaptive mode.
	 * @param service the identifier of the service, for example {@code dynamodb}
	 * @param maxAttempts the attempts of a call, the first one included; {@code null} for
	 * the default of the service: 4 for DynamoDB and DynamoDB Streams, else 3
	 * @return the strategy
	 * @throws IllegalArgumentException if {@code maxAttempts} is less than 1
	 */
	public AdaptiveRetryStrategy adaptive(String service, @Nullable Integer maxAttempts) {
		return new AdaptiveQuotaRetryStrategy(client(AwsClientId.ofService(service), true),
				options(service, maxAttempts));
	}

	/**
	 * Create a strategy for methods of the application, and know it from now on.
	 */
	@Internal
	public QuotaRetryStrategy forMethods(String name, @Nullable Integer maxAttempts) {
		Assert.hasText(name, "'name' must not be empty");
		QuotaRetryStrategy strategy = new StandardQuotaRetryStrategy(
				client(new AwsClientId(RetryStatus.APPLICATION, name), false),
				options(RetryStatus.APPLICATION, maxAttempts));
		register(strategy);
		return strategy;
	}

	/**
	 * Return a strategy for one more client. If it was made here for another service, or
	 * another client has it already, that is a copy with a quota of its own.
	 * @param strategy the strategy
	 * @param service the identifier of the service that the client calls
	 * @return the strategy
	 */
	public RetryStrategy forClient(RetryStrategy strategy, String service) {
		return forClient(strategy, AwsClientId.ofService(service));
	}

	/**
	 * Return a strategy for one more client. If it was made here for another one, or
	 * another client has it already, that is a copy with a quota of its own.
	 * @param strategy the strategy
	 * @param owner the service that the client calls, and its name if it has one
	 * @return the strategy
	 */
	public RetryStrategy forClient(RetryStrategy strategy, AwsClientId owner) {
		return (strategy instanceof QuotaRetryStrategy own && !own.getClient().claim(owner))
				? own.forClient(own.getClient().forOwner(owner)) : strategy;
	}

	private RetryState client(AwsClientId owner, boolean adaptive) {
		return new RetryState(owner, adaptive, this.nanoTime, this.random);
	}

	private RetryOptions options(String service, @Nullable Integer maxAttempts) {
		Assert.isTrue(maxAttempts == null || maxAttempts > 0,
				() -> "'maxAttempts' must be at least 1, but is " + maxAttempts);
		boolean dynamoDb = isDynamoDb(service);
		int defaultAttempts = dynamoDb ? DYNAMODB_MAX_ATTEMPTS : MAX_ATTEMPTS;
		return new RetryOptions((maxAttempts != null) ? maxAttempts : defaultAttempts,
				new FullJitterBackoff(dynamoDb ? DYNAMODB_BASE_MILLIS : BASE_MILLIS, this.random),
				new FullJitterBackoff(THROTTLING_BASE_MILLIS, this.random), List.of(), null, true, true);
	}

	private static boolean isDynamoDb(String service) {
		return switch (service.toLowerCase(Locale.ROOT)) {
			case "dynamodb", "dynamodbstreams", "dynamodb_streams", "dynamodb-streams", "dynamodb streams" -> true;
			default -> false;
		};
	}

	/**
	 * Know a strategy from now on, until it is closed, as clients do when they are
	 * closed, or its client is garbage. One that was not made here is ignored.
	 * @param strategy the strategy
	 */
	public void register(@Nullable RetryStrategy strategy) {
		if (!(strategy instanceof QuotaRetryStrategy own)) {
			return;
		}
		RetryState client = own.getClient();
		synchronized (this.entries) {
			if (!client.register(this, own.maxAttempts())) {
				return;
			}
			purge(null);
			this.entries.add(new Entry(client.getOwner(), new WeakReference<>(client), client.getCounters()));
		}
		this.listeners.forEach((listener) -> listener.accept(client.getOwner()));
	}

	void remove(RetryState client) {
		synchronized (this.entries) {
			purge(client);
		}
	}

	/**
	 * Let go of one client and of all that are garbage. What they counted stays.
	 */
	private void purge(@Nullable RetryState removed) {
		for (Iterator<Entry> entries = this.entries.iterator(); entries.hasNext();) {
			Entry entry = entries.next();
			RetryState client = entry.client().get();
			if (client == null || client == removed) {
				this.departed.computeIfAbsent(entry.owner(), (owner) -> new RetryCounters()).add(entry.counters());
				entries.remove();
			}
		}
	}

	/**
	 * Return how the retries of the clients are that live.
	 * @return one status for each client, in the order in which they were made
	 */
	public List<RetryStatus> getStatus() {
		List<RetryStatus> status = new ArrayList<>();
		synchronized (this.entries) {
			for (Entry entry : this.entries) {
				RetryState client = entry.client().get();
				if (client != null) {
					status.add(client.status());
				}
			}
		}
		return status;
	}

	/**
	 * Return how the retries of one client are.
	 * @param strategy its strategy
	 * @return the status, or {@code null} if the strategy was not made here
	 */
	@Internal
	public @Nullable RetryStatus getStatus(@Nullable RetryStrategy strategy) {
		return (strategy instanceof QuotaRetryStrategy own) ? own.getClient().status() : null;
	}

	/**
	 * Return what was counted since the start, by clients that live and those that do
	 * not.
	 * @param owner whose retries are meant, as in {@link RetryStatus#owner()}
	 * @return the totals
	 */
	public RetryTotals getTotals(AwsClientId owner) {
		RetryCounters totals = new RetryCounters();
		synchronized (this.entries) {
			RetryCounters departed = this.departed.get(owner);
			if (departed != null) {
				totals.add(departed);
			}
			for (Entry entry : this.entries) {
				if (entry.owner().equals(owner)) {
					totals.add(entry.counters());
				}
			}
		}
		return totals.totals();
	}

	/**
	 * Call back with the owner of each strategy that there is and that will be, at least
	 * once for each owner.
	 * @param listener called with the owner
	 */
	public void addListener(Consumer<AwsClientId> listener) {
		this.listeners.add(listener);
		getStatus().stream().map(RetryStatus::owner).distinct().forEach(listener);
	}

	/**
	 * A client that is known.
	 *
	 * @param owner whose retries they are
	 * @param client what its strategies share, as long as there are any
	 * @param counters what they counted
	 */
	private record Entry(AwsClientId owner, WeakReference<RetryState> client, RetryCounters counters) {

	}

}
