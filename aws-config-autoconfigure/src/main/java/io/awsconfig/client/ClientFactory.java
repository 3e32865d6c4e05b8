package io.awsconfig.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartFactoryBean;

import io.awsconfig.settings.AwsSettings;

/**
 * Makes the clients of any SDK interface, each when it is first asked for, and closes
 * them. Only the names of the SDK's types tell what can be made, so that no class is
 * loaded before it is needed, and no list of services grows old.
 */
abstract class ClientFactory implements SmartFactoryBean<Object>, DisposableBean {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	private static final String[] LIBRARIES = { "software.amazon.awssdk.enhanced.", "software.amazon.awssdk.imds.",
			"software.amazon.awssdk.transfer." };

	private final Map<Class<?>, Client> clients = new ConcurrentHashMap<>();

	private final Deque<AutoCloseable> built = new ArrayDeque<>();

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean closed;

	/**
	 * Return whether a type is the interface of an SDK client or presigner, or of a
	 * client of one of the SDK's libraries.
	 */
	@Override
	public boolean supportsType(Class<?> type) {
		return type.isInterface() && (ClientBuilders.exist(type) || isOfLibrary(type));
	}

	private static boolean isOfLibrary(Class<?> type) {
		for (String library : LIBRARIES) {
			if (type.getName().startsWith(library)) {
				return LibraryClients.supports(type);
			}
		}
		return false;
	}

	/**
	 * Return the client of a type, always the same one.
	 * @param type the interface of the client
	 * @return the client
	 * @throws IllegalStateException if the application has been closed
	 */
	@Override
	public <S> @Nullable S getObject(Class<S> type) {
		return supportsType(type) ? type.cast(this.clients.computeIfAbsent(type, Client::new).get()) : null;
	}

	/**
	 * Return nothing, since a client needs a type.
	 */
	@Override
	public @Nullable Object getObject() {
		return null;
	}

	@Override
	public @Nullable Class<?> getObjectType() {
		return null;
	}

	@Override
	public void destroy() {
		this.lock.lock();
		try {
			this.closed = true;
			while (!this.built.isEmpty()) {
				close(this.built.pop());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void close(AutoCloseable client) {
		try {
			client.close();
		}
		catch (Exception ex) {
			logger.warn("Cannot close " + client.getClass().getName(), ex);
		}
	}

	/**
	 * Close a client with the application, before those that were built before it.
	 */
	<C> C closeLater(C client) {
		if (client instanceof AutoCloseable closeable) {
			this.lock.lock();
			try {
				if (this.closed) {
					close(closeable);
				}
				requireOpen();
				this.built.push(closeable);
			}
			finally {
				this.lock.unlock();
			}
		}
		return client;
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The application has been closed");
		}
	}

	/**
	 * Return the client of a service that others stand on: the application's own, if it
	 * has one.
	 */
	<C> C getClient(Class<C> type) {
		C own = findClientOfApplication(type);
		return (own != null) ? own : Objects.requireNonNull(getObject(type));
	}

	/**
	 * Return the client that the application has in place of the one that is made here.
	 */
	<C> @Nullable C findClientOfApplication(Class<C> type) {
		return null;
	}

	/**
	 * Return the settings of all clients.
	 */
	abstract AwsSettings settings();

	/**
	 * Apply the settings to the builder of a client.
	 */
	abstract <B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder);

	/**
	 * Apply the settings to the builder of a presigner.
	 */
	abstract void configure(SdkPresigner.Builder builder);

	/**
	 * Make the async client of S3 where it may stand on the AWS CRT.
	 */
	abstract Object buildAsyncS3();

	/**
	 * One client, built once. Of its own, so that a customizer of one client can use
	 * another one.
	 */
	private final class Client {

		private final Class<?> type;

		private final ReentrantLock building = new ReentrantLock();

		private volatile @Nullable Object client;

		Client(Class<?> type) {
			this.type = type;
		}

		Object get() {
			Object client = this.client;
			return (client != null) ? client : getOrBuild();
		}

		private Object getOrBuild() {
			this.building.lock();
			try {
				Object client = this.client;
				if (client == null) {
					requireOpen();
					client = closeLater(build());
					this.client = client;
				}
				return client;
			}
			finally {
				this.building.unlock();
			}
		}

		@SuppressWarnings({ "unchecked", "rawtypes" })
		private Object build() {
			if (isOfLibrary(this.type)) {
				return LibraryClients.create(this.type, ClientFactory.this);
			}
			if (AsyncS3.mayBeCrt(this.type)) {
				return buildAsyncS3();
			}
			Object builder = ClientBuilders.create(this.type);
			if (builder instanceof SdkPresigner.Builder presigner) {
				configure(presigner);
				return presigner.build();
			}
			return prepare((AwsClientBuilder) builder).build();
		}

	}

}
