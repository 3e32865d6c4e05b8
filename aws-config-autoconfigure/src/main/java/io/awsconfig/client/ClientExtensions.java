package io.awsconfig.client;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * What the application adds to all clients, on top of the settings. Each client gets all
 * of it, after what its builder already has; nothing is added twice.
 *
 * @param customizers called last, in this order
 * @param interceptors called in this order
 * @param metricPublishers told what every call has measured
 * @param plugins called in this order when the client is built, after the customizers
 * @param retryStrategy gives the retry strategy of clients that have none of their own,
 * asked for each of them; with {@code null}, the settings apply
 * @param names the names of those that are beans, by the beans themselves
 * @since 0.1.0
 */
@Internal
public record ClientExtensions(List<AwsClientCustomizer<?>> customizers, List<ExecutionInterceptor> interceptors,
		List<MetricPublisher> metricPublishers, List<SdkPlugin> plugins,
		Supplier<@Nullable RetryStrategy> retryStrategy, Map<Object, String> names) {

	/**
	 * Create extensions.
	 */
	public ClientExtensions {
		customizers = List.copyOf(customizers);
		interceptors = List.copyOf(interceptors);
		metricPublishers = List.copyOf(metricPublishers);
		plugins = List.copyOf(plugins);
	}

	/**
	 * Create extensions that have no names.
	 */
	public ClientExtensions(List<AwsClientCustomizer<?>> customizers, List<ExecutionInterceptor> interceptors,
			List<MetricPublisher> metricPublishers, List<SdkPlugin> plugins,
			Supplier<@Nullable RetryStrategy> retryStrategy) {
		this(customizers, interceptors, metricPublishers, plugins, retryStrategy, Map.of());
	}

	/**
	 * Create extensions that are customizers alone.
	 * @param customizers called in this order
	 * @return the extensions
	 */
	public static ClientExtensions of(List<AwsClientCustomizer<?>> customizers) {
		return new ClientExtensions(customizers, List.of(), List.of(), List.of(), () -> null);
	}

	/**
	 * Return what there is besides customizers, in the words of people.
	 */
	List<String> describeMoreThanCustomizers() {
		return Stream.of(this.interceptors, this.metricPublishers, this.plugins)
			.flatMap(List::stream)
			.map((extension) -> extension.getClass().getName())
			.toList();
	}

	/**
	 * Return the name of a bean, or of the class of what is none.
	 */
	String nameOf(Object extension) {
		String name = this.names.get(extension);
		return (name != null) ? name : extension.getClass().getName();
	}

	void applyTo(ClientOverrideConfiguration.Builder override) {
		for (ExecutionInterceptor interceptor : this.interceptors) {
			if (!override.executionInterceptors().contains(interceptor)) {
				override.addExecutionInterceptor(interceptor);
			}
		}
		for (MetricPublisher publisher : this.metricPublishers) {
			if (!override.metricPublishers().contains(publisher)) {
				override.addMetricPublisher(publisher);
			}
		}
	}

	void applyTo(AwsClientBuilder<?, ?> builder) {
		for (SdkPlugin plugin : this.plugins) {
			if (!builder.plugins().contains(plugin)) {
				builder.addPlugin(plugin);
			}
		}
	}

}
