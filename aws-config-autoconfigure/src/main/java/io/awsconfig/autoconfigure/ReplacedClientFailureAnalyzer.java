package io.awsconfig.autoconfigure;

import java.util.List;

import io.awsconfig.startup.StartupFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * {@link AbstractFailureAnalyzer} for a client of the application that asks for the
 * client whose place it takes. Before the one of Spring Boot, which sees a cycle.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReplacedClientFailureAnalyzer extends AbstractFailureAnalyzer<BeanCurrentlyInCreationException> {

	private static final String SDK = "software.amazon.awssdk.";

	private final @Nullable BeanFactory beanFactory;

	private final @Nullable Environment environment;

	ReplacedClientFailureAnalyzer(@Nullable BeanFactory beanFactory, @Nullable Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCurrentlyInCreationException cause) {
		String name = cause.getBeanName();
		UnsatisfiedDependencyException asking = findAsking(rootFailure, cause);
		InjectionPoint point = (asking != null) ? asking.getInjectionPoint() : null;
		MethodParameter parameter = (point != null) ? point.getMethodParameter() : null;
		if (name == null || asking == null || parameter == null || !name.equals(asking.getBeanName())) {
			return null;
		}
		Class<?> client = parameter.getParameterType();
		if (!client.isInterface() || !client.getName().startsWith(SDK) || !isOfType(name, client)) {
			return null;
		}
		Qualifier qualifier = parameter.getParameterAnnotation(Qualifier.class);
		String resource = asking.getResourceDescription();
		return (qualifier != null) ? analyzeNamed(name, client, qualifier.value(), resource, cause)
				: analyze(name, client, resource, cause);
	}

	private FailureAnalysis analyze(String name, Class<?> client, @Nullable String resource, Throwable cause) {
		return new StartupFailure(this.environment).analyze(
				"The bean '%s'%s asks for the %s that it is itself: as the application's own, it takes the place of the one of aws-config, which is not there then."
					.formatted(name, in(resource), client.getSimpleName()),
				"Let it ask for an AwsClientConfigurer, and build what it wraps by 'configurer.configure(%s.builder()).build()'. Or let a BeanPostProcessor wrap the one of aws-config, and remove this bean."
					.formatted(client.getSimpleName()),
				List.of(), cause);
	}

	private FailureAnalysis analyzeNamed(String name, Class<?> client, String qualifier, @Nullable String resource,
			Throwable cause) {
		return new StartupFailure(this.environment).analyze(
				"The bean '%s'%s asks for the %s '%s' that it is itself: as the application's own, it takes the place of the one of aws-config, which is not there then."
					.formatted(name, in(resource), client.getSimpleName(), qualifier),
				"Give it another name, by '@Bean(name = \"…\", defaultCandidate = false)', and the qualifier, by '@Qualifier(\"%s\")'. It is then injected where '%s' is asked for, and the one of aws-config into it."
					.formatted(qualifier, qualifier),
				List.of(), cause);
	}

	private static String in(@Nullable String resource) {
		return (resource != null) ? ", defined in " + resource + "," : "";
	}

	private boolean isOfType(String name, Class<?> client) {
		return this.beanFactory != null && this.beanFactory.containsBean(name)
				&& this.beanFactory.isTypeMatch(name, client);
	}

	/**
	 * Find who asked for the bean that was being made.
	 */
	private static @Nullable UnsatisfiedDependencyException findAsking(Throwable failure, Throwable cause) {
		UnsatisfiedDependencyException asking = null;
		for (Throwable ex = failure; ex != null && ex != cause; ex = ex.getCause()) {
			asking = (ex instanceof UnsatisfiedDependencyException unsatisfied) ? unsatisfied : asking;
		}
		return asking;
	}

}
