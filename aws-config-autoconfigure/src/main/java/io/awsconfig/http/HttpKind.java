package io.awsconfig.http;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.WrittenValue;

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

	private final Supplier<List<S>> services;

	HttpKind(AwsSetting<String> setting, String module, Supplier<List<S>> services) {
		this.setting = setting;
		this.module = module;
		this.services = SingletonSupplier.of(services);
	}

	static <S> List<S> find(Class<S> type) {
		List<S> result = new ArrayList<>();
		ServiceLoader.load(type, type.getClassLoader()).forEach(result::add);
		return result;
	}

	/**
	 * Choose an implementation: the one that the settings name, else the only one.
	 * @param settings the settings of an AWS client
	 * @return what makes its builders
	 * @throws AwsConfigurationException if it is not there, if there is none, or if there
	 * are several and none was chosen
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
		if (services.size() > 1) {
			throw new AwsConfigurationException(
					"There are several HTTP clients for %s AWS clients on the class path: %s.".formatted(describe(),
							String.join(", ", names(services))),
					"Choose one of them by '%s', or leave only one on the class path."
						.formatted(this.setting.getPropertyName()));
		}
		return services.get(0);
	}

	private S named(String name, WrittenValue written, List<S> services) {
		for (S service : services) {
			if (nameOf(service).equals(name)) {
				return service;
			}
		}
		HttpImplementation wanted = HttpImplementation.named(name);
		List<String> names = names(services);
		throw new AwsConfigurationException(
				"The HTTP client '%s' is not on the class path.%n%n    Where: %s%n    There: %s".formatted(name,
						written, names.isEmpty() ? "none" : String.join(", ", names)),
				"Add %s, or choose one that is there."
					.formatted((wanted != null) ? wanted.getModule() : "software.amazon.awssdk:" + this.module));
	}

	private List<String> names(List<S> services) {
		return services.stream().map(this::nameOf).sorted().toList();
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
		if (proxy != null && implementation.takesProxy()) {
			implementation.use(proxy, builder);
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
