package io.awsconfig.client.bean;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.AwsClientSpecification;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.BuiltClients;
import io.awsconfig.client.ClientServices;
import io.awsconfig.client.PreparedClient;
import io.awsconfig.client.bean.ClientSpecification.Key;
import io.awsconfig.client.bean.CredentialLeases.Owner;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Keeps the clients that are made while the application runs.
 * <p>
 * Those that somebody may ask for again are held. One of which there are too many is
 * still known by a weak reference, so that whoever asks for it gets the one that others
 * hold; that nobody holds it any more is known when that reference is cleared. Nothing
 * that a call needs is taken from it before: HTTP clients and threads are shared, and
 * credentials that are no longer refreshed can still be asked.
 */
@Internal
public final class CachingClientFactory implements AwsClientFactory, SdkAutoCloseable {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	/**
	 * Gives the settings that apply to what is built now. Those of an application may be
	 * resolved anew; a client of older ones is not found any more.
	 */
	private final Supplier<AwsSettings> settings;

	private final AwsClientConfigurer configurer;

	private final ClientCredentials credentials;

	private final BuiltClients builtClients;

	private final LateFailures failures;

	private final SharedThreads threads = new SharedThreads();

	private final ConcurrentHashMap<Object, KnownClient> entries = new ConcurrentHashMap<>();

	private final SpecificationPool specifications = new SpecificationPool();

	private final Recency recency = new Recency();

	private final ReentrantLock lock = new ReentrantLock();

	private final CredentialLeases leases = new CredentialLeases();

	private @Nullable Cleaner cleaner;

	private int held;

	private volatile boolean closed;

	/**
	 * Create a factory.
	 * @param settings gives the settings that apply to what is built from now on
	 * @param configurer applies the settings to builders
	 * @param credentials tells whose credentials a client has
	 * @param builtClients knows the clients that there are
	 * @param clients makes those that are beans
	 */
	public CachingClientFactory(Supplier<AwsSettings> settings, AwsClientConfigurer configurer,
			ClientCredentials credentials, BuiltClients builtClients, AwsClients clients) {
		this.settings = settings;
		this.configurer = configurer;
		this.credentials = credentials;
		this.builtClients = builtClients;
		this.failures = clients.failures();
	}

	@Override
	public <C extends SdkAutoCloseable> C get(Class<C> type, Consumer<? super AwsClientSpecification> specification) {
		try {
			Key key;
			ClientSpecification wanted = this.specifications.open(type);
			try {
				specification.accept(wanted);
				KnownClient entry = this.entries.get(wanted);
				if (entry == null && wanted.removeBlanks()) {
					entry = this.entries.get(wanted);
				}
				SdkAutoCloseable client = (entry != null) ? entry.held() : null;
				if (client != null && entry != null && entry.settings == this.settings.get()) {
					this.recency.use(entry);
					return cast(client);
				}
				key = wanted.toKey();
			}
			finally {
				wanted.close();
			}
			return cast(find(key));
		}
		catch (AwsConfigurationException ex) {
			throw this.failures.tell(type.getSimpleName() + " of AwsClientFactory", ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static <C extends SdkAutoCloseable> C cast(SdkAutoCloseable client) {
		// The type is a part of what it was found by
		return (C) client;
	}

	/**
	 * Find a client that is not held, or build one.
	 */
	private SdkAutoCloseable find(Key key) {
		while (true) {
			requireOpen();
			AwsSettings settings = this.settings.get();
			KnownClient entry = this.entries.computeIfAbsent(key, (absent) -> new KnownClient(key, settings));
			if (entry.lock.isHeldByCurrentThread()) {
				throw new IllegalStateException(
						"A %s is asked for while the same one is built, by a customizer for example"
							.formatted(key.type().getSimpleName()));
			}
			// Only those who want the same wait for each other
			entry.lock.lock();
			try {
				if (this.entries.get(key) != entry) {
					continue;
				}
				if (entry.settings != this.settings.get()) {
					drop(entry);
					continue;
				}
				SdkAutoCloseable client = entry.find();
				if (client == null && entry.isMade()) {
					// Nobody has held it for a moment
					drop(entry);
					continue;
				}
				if (client == null) {
					client = build(entry);
					if (entry.settings != this.settings.get()) {
						// It may have something of both
						close(client);
						drop(entry);
						continue;
					}
				}
				hold(entry, client);
				return client;
			}
			finally {
				entry.lock.unlock();
			}
		}
	}

	private SdkAutoCloseable build(KnownClient entry) {
		Key key = entry.key;
		boolean built = false;
		try {
			requireType(key.type());
			Object builder = ClientBuilders.create(key.type());
			ServiceId service = ClientServices.serviceOf(key.type().getName(), builder instanceof SdkPresigner.Builder);
			AwsSettings settings = entry.settings.resolveClient(service, key.values(), describe(key));
			Owner owner = new Owner(entry.settings, key.identity());
			AwsSettings ofOwner = owner.values().isEmpty() ? entry.settings.forService(service)
					: lease(entry, owner, settings);
			SdkAutoCloseable client = build(entry, builder, service, settings, ofOwner);
			built = true;
			return client;
		}
		finally {
			if (!built) {
				drop(entry);
			}
		}
	}

	private static String describe(Key key) {
		return "the specification of a %s for AwsClientFactory".formatted(key.type().getSimpleName());
	}

	private static void requireType(Class<?> type) {
		if (!ClientBuilders.exist(type)) {
			throw new IllegalArgumentException(
					"'type' must be the interface of a client or presigner of the AWS SDK, such as S3Client: "
							+ type.getName());
		}
	}

	private AwsSettings lease(KnownClient entry, Owner owner, AwsSettings settings) {
		AwsSettings ofOwner = this.leases.lease(owner, settings);
		entry.owner = owner;
		return ofOwner;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private SdkAutoCloseable build(KnownClient entry, Object builder, ServiceId service, AwsSettings settings,
			AwsSettings owner) {
		if (builder instanceof SdkPresigner.Builder presigner) {
			return this.configurer.configure(presigner, settings, owner).build();
		}
		AwsClientBuilder client = (AwsClientBuilder) builder;
		this.threads.applyTo(client);
		PreparedClient prepared = this.configurer.prepare(client, settings, owner);
		Key key = entry.key;
		prepared.built().specifiedBy(key.toString(), (now) -> now.resolveClient(service, key.values(), describe(key)));
		entry.built = prepared.built();
		return (SdkAutoCloseable) prepared.build();
	}

	/**
	 * Hold a client, and others no longer if these are too many.
	 */
	private void hold(KnownClient entry, SdkAutoCloseable client) {
		this.lock.lock();
		try {
			if (this.closed) {
				close(client);
				requireOpen();
			}
			if (entry.held() == null) {
				entry.hold(client);
				this.held++;
			}
			int size = size(entry.settings);
			this.recency.setSize(size);
			this.recency.start(entry);
			// More than one if settings that were reloaded want fewer
			while (this.held > size) {
				KnownClient oldest = this.recency.findOldest(this.entries.values(), entry);
				if (oldest == null) {
					return;
				}
				letGo(oldest);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static int size(AwsSettings settings) {
		return Objects.requireNonNull(settings.getValue(SettingCatalog.CLIENT_FACTORY_SIZE));
	}

	/**
	 * Hold a client no longer, but know it as long as others do.
	 */
	private void letGo(KnownClient entry) {
		SdkAutoCloseable client = entry.held();
		if (client == null) {
			return;
		}
		if (!entry.watched) {
			entry.watched = true;
			Cleaner cleaner = this.cleaner;
			if (cleaner == null) {
				cleaner = Cleaner.create();
				this.cleaner = cleaner;
			}
			// Must not refer to the client
			cleaner.register(client, () -> drop(entry));
		}
		entry.letGo();
		this.held--;
	}

	/**
	 * Forget a client that nobody holds, or that was never built, and give back what it
	 * had. One of settings that do not apply any more is let go first. Whoever calls this
	 * has the lock of the entry, so that it is not being built, unless the client is
	 * known to be garbage.
	 */
	private void drop(KnownClient entry) {
		AwsSettings released = null;
		this.lock.lock();
		try {
			letGo(entry);
			this.entries.remove(entry.key, entry);
			if (!entry.gone && entry.find() == null) {
				entry.gone = true;
				BuiltClient built = entry.built;
				if (built != null) {
					this.builtClients.remove(built);
				}
				released = (entry.owner != null) ? this.leases.release(entry.owner) : null;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (released != null) {
			// Closes what asks their source, which others need not wait for
			this.credentials.release(released);
		}
	}

	/**
	 * Return how many clients are held.
	 */
	int held() {
		this.lock.lock();
		try {
			return this.held;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how many clients are known, and how many owners of credentials.
	 */
	List<Integer> known() {
		this.lock.lock();
		try {
			return List.of(this.entries.size(), this.leases.size());
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The application has been closed");
		}
	}

	@Override
	public void close() {
		List<SdkAutoCloseable> clients = new ArrayList<>();
		this.lock.lock();
		try {
			this.closed = true;
			for (KnownClient entry : this.entries.values()) {
				SdkAutoCloseable client = entry.find();
				if (client != null) {
					clients.add(client);
				}
			}
			this.entries.clear();
			this.held = 0;
		}
		finally {
			this.lock.unlock();
		}
		clients.forEach(CachingClientFactory::close);
		this.threads.close();
	}

	private static void close(SdkAutoCloseable client) {
		try {
			client.close();
		}
		catch (RuntimeException ex) {
			logger.warn("Cannot close " + client.getClass().getName(), ex);
		}
	}

}
