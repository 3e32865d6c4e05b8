package io.awsconfig.client.bean;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.AwsSetting;
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
	 * A power of two.
	 */
	private static final int POOLED = 64;

	/**
	 * As far apart as processors share memory.
	 */
	private static final int STRIDE = 16;

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

	private final ConcurrentHashMap<Object, Entry> entries = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<@Nullable ClientSpecification> pool = new AtomicReferenceArray<>(
			POOLED * STRIDE);

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Owner, Lease> leases = new HashMap<>();

	private @Nullable Cleaner cleaner;

	private int held;

	private volatile boolean closed;

	/**
	 * Counts what is asked for, and not exactly: to be exact, threads would wait for each
	 * other, and all that depends on it is which of two is older that were asked for at
	 * the same moment.
	 */
	private long uses;

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
		int slot = slot();
		ClientSpecification wanted = this.pool.getAndSet(slot, null);
		if (wanted == null) {
			wanted = new ClientSpecification();
		}
		wanted.open(type);
		try {
			specification.accept(wanted);
			Entry entry = this.entries.get(wanted);
			SdkAutoCloseable client = (entry != null) ? entry.client : null;
			if (client != null && entry != null && entry.settings == this.settings.get()) {
				use(entry);
				return cast(client);
			}
			return cast(find(wanted.toKey()));
		}
		catch (AwsConfigurationException ex) {
			throw this.failures.tell(type.getSimpleName() + " of AwsClientFactory", ex);
		}
		finally {
			wanted.close();
			this.pool.lazySet(slot, wanted);
		}
	}

	private void use(Entry entry) {
		long uses = this.uses;
		if (entry.used != uses) {
			uses++;
			this.uses = uses;
			entry.used = uses;
		}
	}

	@SuppressWarnings("unchecked")
	private static <C extends SdkAutoCloseable> C cast(SdkAutoCloseable client) {
		// The type is a part of what it was found by
		return (C) client;
	}

	/**
	 * Threads seldom meet, and nothing goes wrong if they do.
	 */
	@SuppressWarnings("deprecation")
	private static int slot() {
		long id = Thread.currentThread().getId();
		return ((int) (id ^ (id >>> 16)) & (POOLED - 1)) * STRIDE;
	}

	/**
	 * Find a client that is not held, or build one.
	 */
	private SdkAutoCloseable find(Key key) {
		while (true) {
			requireOpen();
			AwsSettings settings = this.settings.get();
			Entry entry = this.entries.computeIfAbsent(key, (absent) -> new Entry(key, settings));
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
				SdkAutoCloseable client = entry.get();
				if (client == null && entry.known != null) {
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

	private SdkAutoCloseable build(Entry entry) {
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

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private SdkAutoCloseable build(Entry entry, Object builder, ServiceId service, AwsSettings settings,
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
	 * Return the settings that say whose credentials the clients of an owner have: always
	 * the same, since credentials are shared by those who have the same settings.
	 */
	private AwsSettings lease(Entry entry, Owner owner, AwsSettings settings) {
		this.lock.lock();
		try {
			Lease lease = this.leases.computeIfAbsent(owner, (absent) -> new Lease(settings));
			lease.clients++;
			entry.owner = owner;
			return lease.settings;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Hold a client, and others no longer if these are too many.
	 */
	private void hold(Entry entry, SdkAutoCloseable client) {
		this.lock.lock();
		try {
			if (this.closed) {
				close(client);
				requireOpen();
			}
			use(entry);
			if (entry.client == null) {
				entry.hold(client);
				this.held++;
			}
			int size = size(entry.settings);
			Entry oldest = (this.held > size) ? oldest(entry) : null;
			while (oldest != null) {
				letGo(oldest);
				// Settings that were reloaded may want fewer
				oldest = (this.held > size) ? oldest(entry) : null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static int size(AwsSettings settings) {
		return Objects.requireNonNull(settings.getValue(SettingCatalog.CLIENT_FACTORY_SIZE));
	}

	private @Nullable Entry oldest(Entry except) {
		Entry oldest = null;
		for (Entry entry : this.entries.values()) {
			if (entry != except && entry.client != null && (oldest == null || entry.used - oldest.used < 0)) {
				oldest = entry;
			}
		}
		return oldest;
	}

	/**
	 * Hold a client no longer, but know it as long as others do.
	 */
	private void letGo(Entry entry) {
		SdkAutoCloseable client = entry.client;
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
		entry.client = null;
		this.held--;
	}

	/**
	 * Forget a client that nobody holds, or that was never built, and give back what it
	 * had. One of settings that do not apply any more is let go first. Whoever calls this
	 * has the lock of the entry, so that it is not being built, unless the client is
	 * known to be garbage.
	 */
	private void drop(Entry entry) {
		Lease released = null;
		this.lock.lock();
		try {
			letGo(entry);
			this.entries.remove(entry.key, entry);
			if (!entry.gone && entry.get() == null) {
				entry.gone = true;
				BuiltClient built = entry.built;
				if (built != null) {
					this.builtClients.remove(built);
				}
				released = release(entry);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (released != null) {
			// Closes what asks their source, which others need not wait for
			this.credentials.release(released.settings);
		}
	}

	/**
	 * Return the lease that nobody has any more.
	 */
	private @Nullable Lease release(Entry entry) {
		Owner owner = entry.owner;
		Lease lease = (owner != null) ? this.leases.get(owner) : null;
		return (owner != null && lease != null && --lease.clients == 0) ? this.leases.remove(owner) : null;
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
			for (Entry entry : this.entries.values()) {
				SdkAutoCloseable client = entry.get();
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

	/**
	 * A client, or one that is going to be.
	 */
	private static final class Entry {

		private final Key key;

		private final AwsSettings settings;

		private final ReentrantLock lock = new ReentrantLock();

		private volatile @Nullable SdkAutoCloseable client;

		private volatile @Nullable WeakReference<SdkAutoCloseable> known;

		/**
		 * The number of the last use.
		 */
		private long used = -1;

		private boolean gone;

		private boolean watched;

		private @Nullable BuiltClient built;

		private @Nullable Owner owner;

		private Entry(Key key, AwsSettings settings) {
			this.key = key;
			this.settings = settings;
		}

		private @Nullable SdkAutoCloseable get() {
			SdkAutoCloseable client = this.client;
			WeakReference<SdkAutoCloseable> known = this.known;
			return (client != null || known == null) ? client : known.get();
		}

		private void hold(SdkAutoCloseable client) {
			if (this.known == null) {
				this.known = new WeakReference<>(client);
			}
			this.client = client;
		}

	}

	/**
	 * Whose credentials clients have.
	 *
	 * @param settings the settings of the application
	 * @param values what was said of the clients
	 */
	private record Owner(AwsSettings settings, Map<AwsSetting<?>, String> values) {

		@Override
		public String toString() {
			return "owner of credentials";
		}

	}

	/**
	 * The settings of clients that share credentials, and how many these are.
	 */
	private static final class Lease {

		private final AwsSettings settings;

		private int clients;

		private Lease(AwsSettings settings) {
			this.settings = settings;
		}

	}

}
