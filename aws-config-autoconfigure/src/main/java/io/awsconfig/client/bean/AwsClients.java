package io.awsconfig.client.bean;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.awsconfig.client.AsyncS3;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.ClientServices;
import io.awsconfig.client.PreparedClient;
import io.awsconfig.client.SdkModules;
import io.awsconfig.client.SdkServices;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

/**
 * Makes the clients that {@link ClientBeans} defines, each when its bean is made, and
 * closes them with the application.
 *
 * @since 0.1.0
 */
public final class AwsClients
		implements BeanFactoryPostProcessor, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	private final Supplier<AwsClientConfigurer> configurer;

	private final Supplier<AwsSettings> settings;

	private final LibraryClients libraries;

	private final ClassLoader classLoader;

	private final LateFailures failures = new LateFailures();

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	private final ReentrantLock lock = new ReentrantLock();

	private boolean closed;

	/**
	 * Create an instance.
	 * @param configurer gives what applies the settings to builders; asked when a client
	 * is made
	 * @param settings gives the settings; asked when a named client is made
	 * @param beanFactory has the clients that others stand on
	 */
	public AwsClients(Supplier<AwsClientConfigurer> configurer, Supplier<AwsSettings> settings,
			ConfigurableListableBeanFactory beanFactory) {
		this.configurer = configurer;
		this.settings = settings;
		this.libraries = new LibraryClients(this, beanFactory);
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		this.classLoader = (classLoader != null) ? classLoader : AwsClients.class.getClassLoader();
	}

	/**
	 * Leave out the clients that somebody else has a bean of. This is a post-processor
	 * for one more reason: what is made before all other beans is destroyed after them,
	 * and they may use clients to the last.
	 */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClientBeans.backOff(beanFactory);
	}

	/**
	 * From now on, nobody else says what to do about a client that cannot be made.
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.failures.start();
	}

	LateFailures failures() {
		return this.failures;
	}

	/**
	 * Make a client without a name.
	 * @param type its interface
	 */
	<C> C create(Class<C> type) {
		return create(type, null, () -> ClientBuilders.create(type));
	}

	/**
	 * Make a named client.
	 * @param type its interface
	 * @param name its name
	 */
	<C> C createNamed(Class<C> type, String name) {
		return create(type, name, () -> ClientBuilders.create(type));
	}

	/**
	 * Make a client.
	 * @param type its interface
	 * @param name its name, or {@code null}
	 * @param builder gives a builder, if it is a client or presigner of a service
	 */
	<C> C create(Class<C> type, @Nullable String name, Supplier<?> builder) {
		requireOpen();
		try {
			NamedClient client = (name != null) ? findClient(name, type) : null;
			return closeLater(type.cast(build(type, client, builder)));
		}
		catch (LinkageError ex) {
			throw this.failures.tell(describe(type, name), incomplete(type.getName(), ex));
		}
		catch (AwsConfigurationException ex) {
			throw this.failures.tell(describe(type, name), ex.knowing(this.settings.get().getKnownOddities()));
		}
	}

	private static String describe(Class<?> type, @Nullable String name) {
		return (name != null) ? "%s '%s'".formatted(type.getSimpleName(), name) : type.getSimpleName();
	}

	private AwsConfigurationException incomplete(String type, LinkageError cause) {
		return new IncompleteClientException(type, cause, SdkModules.on(this.classLoader).findDifferentVersions());
	}

	/**
	 * Say why there is no client.
	 * @param type the name of its interface
	 */
	Object fail(String type) throws ClassNotFoundException {
		try {
			return Class.forName(type, false, this.classLoader);
		}
		catch (LinkageError ex) {
			throw this.failures.tell(ClassUtils.getShortName(type), incomplete(type, ex));
		}
	}

	/**
	 * Tell the service of a client, a presigner, or the client that a client of a library
	 * stands on.
	 */
	private static ServiceId serviceOf(Class<?> type) {
		ServiceId ofLibrary = LibraryClients.serviceOf(type);
		return (ofLibrary != null) ? ofLibrary
				: ClientServices.serviceOf(type.getName(), SdkPresigner.class.isAssignableFrom(type));
	}

	/**
	 * Find the settings of a named client. What its beans are was decided by the settings
	 * that there were when they were defined, which can be long ago, on another machine.
	 */
	private NamedClient findClient(String name, Class<?> type) {
		ServiceId service = serviceOf(type);
		NamedClient client = this.settings.get().findClient(name);
		if (client == null) {
			throw new AwsConfigurationException("The client '%s' has no settings any more.".formatted(name),
					"Set 'aws.clients.%s.service' to %s, the service that it had when the application was built."
						.formatted(name, service));
		}
		if (!client.service().equals(service)) {
			throw new AwsConfigurationException(Problem
				.of("The client '%s' is one of the service '%s', but was one of '%s' when the application was built."
					.formatted(name, client.service(), service))
				.where(client.declaration().place()),
					"Set '%s' to %s again, or build the application with the service that the client is to have."
						.formatted(client.declaration().spelling(), service));
		}
		new SdkServices(this.classLoader).requireModule(client);
		return client;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private Object build(Class<?> type, @Nullable NamedClient client, Supplier<?> builder) {
		if (LibraryClients.supports(type)) {
			return this.libraries.create(type, client);
		}
		if (AsyncS3.mayBeCrt(type)) {
			return this.configurer.get().buildAsyncS3(client);
		}
		Object created = builder.get();
		return (created instanceof SdkPresigner.Builder presigner) ? configure(presigner, client).build()
				: prepare((AwsClientBuilder) created, client).build();
	}

	private SdkPresigner.Builder configure(SdkPresigner.Builder builder, @Nullable NamedClient client) {
		return (client != null) ? this.configurer.get().configure(builder, client)
				: this.configurer.get().configure(builder);
	}

	/**
	 * Apply the settings to the builder of a client.
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, @Nullable NamedClient client) {
		return this.configurer.get().prepare(builder, client);
	}

	AwsSettings settings() {
		return this.settings.get();
	}

	/**
	 * Close something with the application, after all beans, and before what was handed
	 * over before it.
	 * @param closeable what is to be closed
	 * @param <C> its type
	 * @return the same
	 * @throws IllegalStateException if the application has been closed
	 */
	public <C> C closeLater(C closeable) {
		if (closeable instanceof AutoCloseable auto) {
			this.lock.lock();
			try {
				if (this.closed) {
					close(auto);
				}
				requireOpen();
				this.open.push(auto);
			}
			finally {
				this.lock.unlock();
			}
		}
		return closeable;
	}

	/**
	 * Return whether something was handed over to be closed: whether a client is one that
	 * was made here, and not one that somebody has put in its place or around it.
	 */
	boolean isClosedLater(Object closeable) {
		this.lock.lock();
		try {
			return this.open.contains(closeable);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireOpen() {
		this.lock.lock();
		try {
			if (this.closed) {
				throw new IllegalStateException("The application has been closed");
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void destroy() {
		this.lock.lock();
		try {
			this.closed = true;
			while (!this.open.isEmpty()) {
				close(this.open.pop());
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

}
