package io.awsconfig.client.bean;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.awsconfig.Internal;
import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.ApplicationBeans;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientServices;
import io.awsconfig.client.ForeignClient;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the beans of the application that take the place of ours, or change clients, and
 * where they are defined. None of them is made for that.
 */
@Internal
public final class ApplicationBeanFinder {

	private static final String OURS = "io.awsconfig.autoconfigure.AwsAutoConfiguration";

	private final ConfigurableListableBeanFactory beanFactory;

	private ApplicationBeanFinder(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Find the beans.
	 * @param beanFactory has them
	 */
	public static ApplicationBeans find(ConfigurableListableBeanFactory beanFactory) {
		ApplicationBeanFinder finder = new ApplicationBeanFinder(beanFactory);
		return new ApplicationBeans(finder.findUnique(AwsCredentialsProvider.class),
				finder.findUnique(AwsRegionProvider.class), finder.findUnique(SdkHttpClient.class),
				finder.findUnique(SdkAsyncHttpClient.class), finder.findUnique(RetryStrategy.class),
				finder.findAll(AwsClientCustomizer.class), finder.findAll(SdkPlugin.class),
				finder.findAll(ExecutionInterceptor.class), finder.findForeignClients());
	}

	/**
	 * Find the clients that somebody has made without us. None that is lazy, since
	 * looking makes none.
	 */
	private List<ForeignClient> findForeignClients() {
		List<ForeignClient> clients = new ArrayList<>(0);
		for (String name : names(SdkClient.class)) {
			Object bean = this.beanFactory.containsSingleton(name) ? this.beanFactory.getSingleton(name) : null;
			if (!(bean instanceof SdkClient client) || ClientBeans.isOurs(this.beanFactory, name)) {
				continue;
			}
			Class<?> type = clientInterface(client.getClass());
			if (type != null && isWithoutSettings(client)) {
				clients.add(new ForeignClient(describe(name, type), ClientServices.serviceOf(type.getName(), false)));
			}
		}
		return clients;
	}

	private static @Nullable Class<?> clientInterface(Class<?> type) {
		for (Class<?> each : ClassUtils.getAllInterfacesForClass(type)) {
			if (SdkClient.class.isAssignableFrom(each) && ClientBuilders.exist(each)) {
				return each;
			}
		}
		return null;
	}

	/**
	 * Return whether a client is known to be made without the settings. Nothing can be
	 * told of mocks, nor of what stands on the AWS CRT.
	 */
	private static boolean isWithoutSettings(SdkClient client) {
		try {
			SdkServiceClientConfiguration configuration = client.serviceClientConfiguration();
			return configuration != null && !client.getClass().getName().contains("Crt")
					&& configuration.overrideConfiguration()
						.executionInterceptors()
						.stream()
						.noneMatch(BuiltClient.class::isInstance);
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private List<ApplicationBean> findAll(Class<?> type) {
		return names(type).stream().map((name) -> describe(name, type)).toList();
	}

	private @Nullable ApplicationBean findUnique(Class<?> type) {
		List<String> names = names(type);
		if (names.size() > 1) {
			List<String> primary = filter(names, BeanDefinition::isPrimary);
			names = !primary.isEmpty() ? primary : filter(names, (definition) -> !definition.isFallback());
		}
		return (names.size() == 1 && !isOurs(names.get(0))) ? describe(names.get(0), type) : null;
	}

	private List<String> names(Class<?> type) {
		List<String> names = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false)) {
			if (BeanCandidates.isCandidate(this.beanFactory, name)) {
				names.add(name);
			}
		}
		return names;
	}

	private List<String> filter(List<String> names, Predicate<BeanDefinition> wanted) {
		return names.stream().filter((name) -> {
			BeanDefinition definition = definitionOf(name);
			return definition != null && wanted.test(definition);
		}).toList();
	}

	private boolean isOurs(String name) {
		BeanDefinition definition = definitionOf(name);
		return definition != null && OURS.equals(definition.getFactoryBeanName());
	}

	private @Nullable BeanDefinition definitionOf(String name) {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		while (factory != null && !factory.containsBeanDefinition(name)) {
			factory = BeanCandidates.parentOf(factory);
		}
		return (factory != null) ? factory.getMergedBeanDefinition(name) : null;
	}

	private ApplicationBean describe(String name, Class<?> type) {
		Class<?> actual = this.beanFactory.getType(name, false);
		Class<?> shown = (actual != null && !actual.isHidden()) ? actual : type;
		return new ApplicationBean(name, shown.getName(), placeOf(definitionOf(name)),
				needsSettings(name, new HashSet<>()));
	}

	/**
	 * Return whether a bean was made with clients or settings of ours, or with what was
	 * made with these.
	 */
	private boolean needsSettings(String name, Set<String> seen) {
		for (String dependency : this.beanFactory.getDependenciesForBean(name)) {
			if (seen.add(dependency) && (ClientBeans.isOurs(this.beanFactory, dependency) || isOurs(dependency)
					|| needsSettings(dependency, seen))) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable String placeOf(@Nullable BeanDefinition definition) {
		if (definition == null) {
			return null;
		}
		String method = factoryMethodOf(definition);
		if (method != null) {
			return method;
		}
		String resource = definition.getResourceDescription();
		return StringUtils.hasText(resource) ? resource : definition.getBeanClassName();
	}

	private static @Nullable String factoryMethodOf(BeanDefinition definition) {
		MethodMetadata method = findFactoryMethod(definition);
		if (method != null) {
			return method.getDeclaringClassName() + "." + method.getMethodName() + "()";
		}
		if (definition instanceof RootBeanDefinition root && root.getResolvedFactoryMethod() != null) {
			return root.getResolvedFactoryMethod().getDeclaringClass().getName() + "."
					+ root.getResolvedFactoryMethod().getName() + "()";
		}
		return null;
	}

	/**
	 * Find the method of a configuration class, which the merged definition has lost.
	 */
	private static @Nullable MethodMetadata findFactoryMethod(BeanDefinition definition) {
		for (BeanDefinition origin = definition; origin != null; origin = origin.getOriginatingBeanDefinition()) {
			if (origin instanceof AnnotatedBeanDefinition annotated && annotated.getFactoryMethodMetadata() != null) {
				return annotated.getFactoryMethodMetadata();
			}
		}
		return null;
	}

}
