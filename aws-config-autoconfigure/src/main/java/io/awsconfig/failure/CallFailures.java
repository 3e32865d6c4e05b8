package io.awsconfig.failure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.proxy.ProxyInForce;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

import org.springframework.util.function.SingletonSupplier;

/**
 * Why calls of the clients of an application have failed: told once in the log, and kept
 * for whoever asks.
 *
 * @since 0.1.0
 */
@Internal
public final class CallFailures {

	private final Clock clock;

	private final Function<AwsSettings, ProxyInForce> proxies;

	private final Supplier<KnownOddities> known;

	private final Map<AwsClientId, ClientFailures> clients = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param clock the clock of this machine
	 * @param proxies finds the proxy of clients with some settings
	 * @param known gives what is known to be odd
	 */
	public CallFailures(Clock clock, Function<AwsSettings, ProxyInForce> proxies, Supplier<KnownOddities> known) {
		this.clock = clock;
		this.proxies = proxies;
		this.known = known;
	}

	/**
	 * Create an instance that knows of nothing odd, and of no proxy but that of the
	 * settings.
	 * @param clock the clock of this machine
	 */
	public CallFailures(Clock clock) {
		this(clock, (settings) -> ProxyInForce.find(settings, (name) -> null, (name) -> null),
				() -> KnownOddities.NONE);
	}

	/**
	 * Explain the failures of the client that is made with some overrides. What watches
	 * another client, because they were taken from that one, is replaced.
	 */
	public void watch(ClientOverrideConfiguration.Builder override, WatchedClient client) {
		List<ExecutionInterceptor> interceptors = new ArrayList<>(override.executionInterceptors());
		interceptors.removeIf(FailureInterceptor.class::isInstance);
		interceptors
			.add(new FailureInterceptor(client, this.clients.computeIfAbsent(client.id(), (id) -> new ClientFailures()),
					new Explainer(client, this.clock,
							SingletonSupplier.of(() -> this.proxies.apply(client.settings()))),
					this.clock, new KnownReasons(client, this.known)));
		override.executionInterceptors(interceptors);
	}

	/**
	 * Return whether an interceptor is one that explains failures, and none of the
	 * application.
	 */
	public static boolean isOurs(ExecutionInterceptor interceptor) {
		return interceptor instanceof FailureInterceptor;
	}

	/**
	 * Return the failures of all clients, the last one first.
	 */
	public List<CallFailure> getAll() {
		return this.clients.values()
			.stream()
			.flatMap((client) -> client.getAll().stream())
			.sorted(Comparator.comparing(CallFailure::last).reversed())
			.toList();
	}

	/**
	 * Return the failures of a client, the last one first.
	 */
	public List<CallFailure> of(AwsClientId client) {
		return getAll().stream().filter((failure) -> failure.client().equals(client)).toList();
	}

}
