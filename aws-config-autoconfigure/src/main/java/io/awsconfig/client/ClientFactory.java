package io.awsconfig.client;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartFactoryBean;
import org.springframework.util.ClassUtils;

import io.awsconfig.http.AttachedHttpClient;

/**
 * Makes the clients of any SDK interface, each when it is first asked for, and closes
 * them. Only the names of the SDK's types tell what can be made, so that no class is
 * loaded before it is needed, and no list of services grows old.
 */
abstract class ClientFactory implements SmartFactoryBean<Object>, DisposableBean {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private final Map<Class<?>, Client> clients = new ConcurrentHashMap<>();

	private final Deque<SdkAutoCloseable> built = new ArrayDeque<>();

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean closed;

	/**
	 * Return whether a type is the interface of an SDK client or presigner.
	 */
	@Override
	public boolean supportsType(Class<?> type) {
		return type.isInterface() && type.getName().startsWith(SERVICES)
				&& (SdkClient.class.isAssignableFrom(type) || isPresigner(type))
				&& ClassUtils.isPresent(builderOf(type), type.getClassLoader());
	}

	private static boolean isPresigner(Class<?> type) {
		return SdkPresigner.class.isAssignableFrom(type);
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

	private static void close(SdkAutoCloseable client) {
		try {
			client.close();
		}
		catch (RuntimeException ex) {
			logger.warn("Cannot close " + client.getClass().getName(), ex);
		}
	}

	private void add(SdkAutoCloseable client) {
		this.lock.lock();
		try {
			if (this.closed) {
				client.close();
			}
			requireOpen();
			this.built.push(client);
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

	/**
	 * Apply the settings to the builder of a client.
	 */
	abstract <B extends AwsClientBuilder<B, ?>> AttachedHttpClient configure(B builder);

	/**
	 * Apply the settings to the builder of a presigner.
	 */
	abstract void configure(SdkPresigner.Builder builder);

	private static String builderOf(Class<?> type) {
		return type.getName() + (isPresigner(type) ? "$Builder" : "Builder");
	}

	/**
	 * One client, built once. Of its own, so that a customizer of one client can use
	 * another one.
	 */
	private final class Client {

		private final Class<?> type;

		private final ReentrantLock building = new ReentrantLock();

		private volatile @Nullable SdkAutoCloseable client;

		Client(Class<?> type) {
			this.type = type;
		}

		SdkAutoCloseable get() {
			SdkAutoCloseable client = this.client;
			return (client != null) ? client : getOrBuild();
		}

		private SdkAutoCloseable getOrBuild() {
			this.building.lock();
			try {
				SdkAutoCloseable client = this.client;
				if (client == null) {
					requireOpen();
					client = build(newBuilder());
					add(client);
					this.client = client;
				}
				return client;
			}
			finally {
				this.building.unlock();
			}
		}

		@SuppressWarnings({ "unchecked", "rawtypes" })
		private SdkAutoCloseable build(Object builder) {
			if (builder instanceof SdkPresigner.Builder presigner) {
				configure(presigner);
				return presigner.build();
			}
			AwsClientBuilder clientBuilder = (AwsClientBuilder) builder;
			AttachedHttpClient http = configure(clientBuilder);
			try {
				return (SdkAutoCloseable) clientBuilder.build();
			}
			catch (RuntimeException ex) {
				// A customizer may have brought an HTTP client, and the SDK takes but one
				if (!http.withdraw()) {
					throw ex;
				}
				return (SdkAutoCloseable) clientBuilder.build();
			}
		}

		/**
		 * A method handle, because looking for a method among all of a client's would
		 * load the classes of every request and response.
		 */
		private Object newBuilder() {
			try {
				Class<?> builder = ClassUtils.forName(builderOf(this.type), this.type.getClassLoader());
				MethodHandle factory = MethodHandles.publicLookup()
					.findStatic(this.type, "builder", MethodType.methodType(builder));
				return factory.invoke();
			}
			catch (Error | RuntimeException ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new IllegalStateException("Cannot get a builder of " + this.type.getName(), ex);
			}
		}

	}

}
