package io.awsconfig.client.bean;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.ClientExtensions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.retries.api.RetryStrategy;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The beans that the application adds to all clients, looked up with the first client. An
 * interceptor, metric publisher or plugin may need a client itself, as one that publishes
 * to CloudWatch does. That client cannot have it, and is made without it.
 *
 * @since 0.1.0
 */
@Internal
public final class ExtensionBeans implements Supplier<ClientExtensions> {

	private final DefaultListableBeanFactory beanFactory;

	private volatile @Nullable ClientExtensions extensions;

	/**
	 * Create an instance.
	 * @param beanFactory has the beans
	 */
	public ExtensionBeans(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public ClientExtensions get() {
		ClientExtensions extensions = this.extensions;
		return (extensions != null) ? extensions : find();
	}

	private ClientExtensions find() {
		Map<Object, String> names = new IdentityHashMap<>();
		Found<ExecutionInterceptor> interceptors = find(ExecutionInterceptor.class, names);
		Found<MetricPublisher> publishers = find(MetricPublisher.class, names);
		Found<SdkPlugin> plugins = find(SdkPlugin.class, names);
		@SuppressWarnings("rawtypes")
		Found<AwsClientCustomizer> customizers = find(AwsClientCustomizer.class, names);
		ClientExtensions extensions = new ClientExtensions(typed(customizers.beans()), interceptors.beans(),
				publishers.beans(), plugins.beans(), this.beanFactory.getBeanProvider(RetryStrategy.class)::getIfUnique,
				names);
		if (interceptors.complete() && publishers.complete() && plugins.complete() && customizers.complete()) {
			this.extensions = extensions;
		}
		return extensions;
	}

	@SuppressWarnings("rawtypes")
	private static List<AwsClientCustomizer<?>> typed(List<AwsClientCustomizer> customizers) {
		List<AwsClientCustomizer<?>> typed = new ArrayList<>();
		customizers.forEach(typed::add);
		return typed;
	}

	private <T> Found<T> find(Class<T> type, Map<Object, String> names) {
		record Ordered<T>(T bean, int order) {
		}
		boolean complete = true;
		List<Ordered<T>> found = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type)) {
			if (BeanCandidates.isCandidate(this.beanFactory, name)) {
				try {
					T bean = this.beanFactory.getBean(name, type);
					found.add(new Ordered<>(bean, this.beanFactory.getOrder(name, bean)));
					names.put(bean, name);
				}
				catch (BeanCreationException ex) {
					if (!Cycles.isOneOfThoseWhoAsk(ex, this.beanFactory)) {
						throw ex;
					}
					complete = false;
				}
			}
		}
		found.sort(Comparator.comparingInt(Ordered::order));
		return new Found<>(found.stream().map(Ordered::bean).toList(), complete);
	}

	private record Found<T>(List<T> beans, boolean complete) {

	}

}
