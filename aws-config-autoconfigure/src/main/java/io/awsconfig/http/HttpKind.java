package io.awsconfig.http;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
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
 * HTTP clients of one kind, sync or async: finds the implementations on the class path,
 * and makes clients of one of them.
 *
 * @param <S> what makes the builders of an implementation
 * @param <B> the type of a builder
 * @param <C> the type of a client
 */
abstract class HttpKind<S, B, C extends SdkAutoCloseable> {

	private final AwsSetting<String> setting;

	private final String module;

	private static final Log logger = LogFactory.getLog(AwsHttpClients.class);

	private final Class<S> type;

	private final Supplier<List<S>> services;

	HttpKind(AwsSetting<String> setting, String module, Class<S> type) {
		this(setting, module, type, () -> find(type));
	}

	HttpKind(AwsSetting<String> setting, String module, Class<S> type, Supplier<List<S>> services) {
		this.setting = setting;
		this.module = module;
		this.type = type;
		this.services = SingletonSupplier.of(services);
	}

	/**
	 * Find what is on the class path, in the order in which the SDK prefers it:
	 * implementations of its own first, then the order of the class path.
	 */
	static <S> List<S> find(Class<S> type) {
		List<S> result = new ArrayList<>();
		ServiceLoader.load(type, type.getClassLoader()).forEach(result::add);
		result.sort(Comparator.comparing((service) -> HttpImplementation.of(service.getClass())));
		return result;
	}

	/**
	 * Choose an implementation: the one that the settings name, else the one that the SDK
	 * would choose.
	 * @param settings the settings of an AWS client
	 * @return what makes its builders
	 * @throws AwsConfigurationException if it is not there, or if there is none
	 */
	S choose(AwsSettings settings) {
		List<S> services = this.services.get();
		WrittenValue written = settings.get(this.setting).getWritten();
		if (written != null) {
			return named(String.valueOf(settings.getValue(this.setting)), written, services);
		}
		if (services.isEmpty()) {
			throw new AwsConfigurationException(
					"There is no HTTP client for %s AWS clients on the class path.".formatted(describe()),
					"Add software.amazon.awssdk:%s.".formatted(this.module));
		}
		return services.get(0);
	}

	/**
	 * Say which implementation was chosen where others could have been.
	 * @param settings the settings of an AWS client
	 * @return what there is to say, or {@code null} if nobody but the settings had a
	 * choice
	 */
	@Nullable String describeChoice(AwsSettings settings) {
		List<String> names = names(this.services.get());
		if (names.size() < 2 || settings.get(this.setting).isSet()) {
			return null;
		}
		return "The HTTP client of %s AWS clients is '%s', which the AWS SDK would choose as well; '%s' chooses another one that is on the class path: %s"
			.formatted(describe(), names.get(0), this.setting.getPropertyName(),
					String.join(", ", names.subList(1, names.size())));
	}

	private S named(String name, WrittenValue written, List<S> services) {
		for (S service : services) {
			if (nameOf(service).equals(name) || service.getClass().getName().equals(name)) {
				return service;
			}
		}
		HttpImplementation wanted = HttpImplementation.named(name);
		String advice = (wanted != null) ? "Add " + wanted.getModule()
				: "Name a class that is an " + this.type.getSimpleName() + " and has a constructor without arguments";
		try {
			if (wanted == null) {
				return load(name);
			}
		}
		catch (InvocationTargetException ex) {
			AwsConfigurationException failure = failure(
					"The constructor of the HTTP client '%s' fails.".formatted(name), written, services,
					"Mend that class");
			failure.initCause(ex.getTargetException());
			throw failure;
		}
		catch (ReflectiveOperationException | ClassCastException | LinkageError ex) {
			logger.debug("'" + name + "' is no HTTP client", ex);
		}
		throw failure("The HTTP client '%s' is not on the class path.".formatted(name), written, services, advice);
	}

	private AwsConfigurationException failure(String problem, WrittenValue written, List<S> services, String advice) {
		return new AwsConfigurationException(Problem.of(problem).where(written).there(names(services)),
				advice + ", or choose one that is there.");
	}

	/**
	 * Make an instance of a class that need not have registered itself, as the SDK does;
	 * of no other class than an HTTP service, whoever set its name.
	 */
	private S load(String className) throws ReflectiveOperationException {
		return Class.forName(className, false, this.type.getClassLoader())
			.asSubclass(this.type)
			.getDeclaredConstructor()
			.newInstance();
	}

	private List<String> names(List<S> services) {
		return services.stream().map(this::nameOf).toList();
	}

	private String nameOf(S service) {
		return HttpImplementation.nameOf(service.getClass());
	}

	private String describe() {
		return this.setting.getName().substring(this.setting.getName().indexOf('.') + 1);
	}

	/**
	 * Make a client.
	 * @param service what makes its builder
	 * @param proxy the proxy, or {@code null} for what the client finds by itself
	 * @param options everything else
	 */
	C create(S service, @Nullable HttpProxy proxy, AttributeMap options) {
		B builder = createBuilder(service);
		HttpImplementation implementation = HttpImplementation.of(service.getClass());
		if (implementation.takesProxy()) {
			implementation.use((proxy != null) ? proxy : HttpProxy.FOUND, builder);
		}
		return build(builder, options);
	}

	abstract B createBuilder(S service);

	abstract C build(B builder, AttributeMap options);

	/**
	 * Return what an AWS client gets of a client that it shares: it cannot close it.
	 */
	abstract C share(Supplier<C> client, String name);

	C share(C client) {
		return share(() -> client, nameOf(client));
	}

	abstract String nameOf(C client);

}
