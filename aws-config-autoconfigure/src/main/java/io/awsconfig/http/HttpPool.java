package io.awsconfig.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.util.function.SingletonSupplier;

/**
 * The HTTP clients of one kind. AWS clients that want the same share one, which is closed
 * with the pool.
 *
 * @param <S> what makes the builders of an implementation
 * @param <C> the type of a client
 */
final class HttpPool<S, C extends SdkAutoCloseable> implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(AwsHttpClients.class);

	private final HttpKind<S, ?, C> kind;

	private final Certificates certificates;

	private final boolean shared;

	private final ConcurrentHashMap<Key, C> clients = new ConcurrentHashMap<>();

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	HttpPool(HttpKind<S, ?, C> kind, Certificates certificates, boolean shared) {
		this.shared = shared;
		this.kind = kind;
		this.certificates = certificates;
	}

	/**
	 * Prepare the HTTP client of an AWS client. Whatever is wrong with the settings shows
	 * now.
	 * @param settings the settings of the AWS client
	 * @param discovered gives what is known when the first request is sent, or
	 * {@code null} if the HTTP client need not wait for that
	 * @return what returns the HTTP client, given the defaults of the service
	 */
	Function<AttributeMap, C> prepare(AwsSettings settings, @Nullable Supplier<AttributeMap> discovered) {
		S service = this.kind.choose(settings);
		reportChoice(settings);
		check(settings, service.getClass());
		HttpOptions options = HttpOptions.of(settings);
		AttributeMap certificates = this.certificates.of(options, settings);
		if (!this.shared) {
			return (defaults) -> create(service, options, certificates, defaults);
		}
		return (defaults) -> {
			Key key = new Key(service.getClass(), options, defaults, discovered);
			if (discovered == null) {
				C client = get(key, () -> create(service, options, certificates, defaults));
				return this.kind.share(client);
			}
			Supplier<C> client = SingletonSupplier.of(() -> {
				AttributeMap known = discovered.get().merge(defaults);
				return get(key, () -> create(service, options, certificates, known));
			});
			return this.kind.share(client, HttpImplementation.of(service.getClass()).getClientName());
		};
	}

	private C create(S service, HttpOptions options, AttributeMap certificates, AttributeMap defaults) {
		return this.kind.create(service, options.proxy(), options.values().merge(certificates).merge(defaults));
	}

	private C get(Key key, Supplier<C> factory) {
		C client = this.clients.computeIfAbsent(key, (absent) -> {
			requireOpen();
			return factory.get();
		});
		if (this.closed && this.clients.remove(key, client)) {
			client.close();
		}
		requireOpen();
		return client;
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The application has been closed");
		}
	}

	private void reportChoice(AwsSettings settings) {
		String choice = this.kind.describeChoice(settings);
		if (choice != null && this.reported.add(choice)) {
			logger.info(choice);
		}
	}

	private void check(AwsSettings settings, Class<?> service) {
		HttpImplementation implementation = HttpImplementation.of(service);
		WrittenValue certificates = HttpOptions.writtenCertificates(settings);
		if (certificates != null && !implementation.takesCertificates()) {
			throw unknown(certificates, service);
		}
		WrittenValue proxy = HttpOptions.writtenProxy(settings);
		if (proxy != null && !implementation.takesProxy()) {
			throw unknown(proxy, service);
		}
		for (AwsSetting<?> setting : HttpOptions.writtenTunings(settings)) {
			if (!implementation.knows(setting) && this.reported.add(setting + " " + implementation)) {
				logger.warn("'%s' has no effect on AWS clients whose HTTP client is '%s', which does not know it"
					.formatted(settings.get(setting).getWritten(), implementation));
			}
		}
	}

	private static AwsConfigurationException unknown(WrittenValue written, Class<?> service) {
		return new AwsConfigurationException(
				Problem
					.of("The HTTP client '%s' cannot be given what '%s' says."
						.formatted(HttpImplementation.nameOf(service), written.spelling()))
					.where(written),
				"Choose another HTTP client, remove '%s', or define a bean with an HTTP client of your own."
					.formatted(written.spelling()));
	}

	@Override
	public void close() {
		this.closed = true;
		for (Key key : this.clients.keySet()) {
			C client = this.clients.remove(key);
			if (client != null) {
				close(client);
			}
		}
	}

	private void close(C client) {
		try {
			client.close();
		}
		catch (RuntimeException ex) {
			logger.warn("Cannot close the HTTP client " + this.kind.nameOf(client), ex);
		}
	}

	private record Key(Class<?> service, HttpOptions options, AttributeMap defaults,
			@Nullable Supplier<AttributeMap> discovered) {

	}

}
