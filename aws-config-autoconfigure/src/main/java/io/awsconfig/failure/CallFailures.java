package io.awsconfig.failure;

import java.time.Clock;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

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

	private final boolean quiet;

	private final Map<AwsClientId, ClientFailures> clients = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param clock the clock of this machine
	 * @param proxies finds the proxy of clients with some settings
	 * @param known gives what is known to be odd
	 */
	public CallFailures(Clock clock, Function<AwsSettings, ProxyInForce> proxies, Supplier<KnownOddities> known) {
		this(clock, proxies, known, false);
	}

	private CallFailures(Clock clock, Function<AwsSettings, ProxyInForce> proxies, Supplier<KnownOddities> known,
			boolean quiet) {
		this.quiet = quiet;
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
	 * Return what explains calls that somebody makes only to see whether they succeed:
	 * nothing is logged, and no credentials are told what AWS says of them.
	 */
	public CallFailures quiet() {
		return new CallFailures(this.clock, this.proxies, this.known, true);
	}

	/**
	 * Explain why a request failed that no client of the SDK has sent.
	 * @param client the client that would have sent it
	 * @param request the request
	 * @param exception why it failed
	 * @return the explanation, or {@code null} if there is none
	 */
	public @Nullable CallFailure explain(WatchedClient client, SdkHttpRequest request, Throwable exception) {
		FailedCall call = FailedCall.of(request, exception);
		Explanation explanation = explainerOf(client).explain(call);
		Instant now = this.clock.instant();
		return (explanation != null) ? new CallFailure(client.id(), explanation.cause().toString(), call.operation(),
				explanation.message(), explanation.facts(), new KnownReasons(client, this.known).before(explanation), 1,
				now, now, null) : null;
	}

	private Explainer explainerOf(WatchedClient client) {
		return new Explainer(client, this.clock, SingletonSupplier.of(() -> this.proxies.apply(client.settings())));
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
					explainerOf(client), this.clock, new KnownReasons(client, this.known), this.quiet));
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
	 * Return whether a host is one of AWS's own.
	 */
	public static boolean isOfAws(String host) {
		return Facts.isOfAws(host);
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
