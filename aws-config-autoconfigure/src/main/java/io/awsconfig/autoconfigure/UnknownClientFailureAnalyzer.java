package io.awsconfig.autoconfigure;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.ClientName;
import io.awsconfig.sharedconfig.NearestName;

/**
 * {@link AbstractInjectionFailureAnalyzer} for a client of the SDK that is asked for by a
 * name that none has. Before the one of Spring Boot, which knows no names.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final @Nullable Environment environment;

	UnknownClientFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType type = cause.getResolvableType();
		Class<?> client = (type != null) ? type.resolve() : null;
		String wanted = findQualifier(rootFailure);
		AwsEnvironment aws = (this.environment instanceof ConfigurableEnvironment configurable)
				? AwsEnvironment.getAttached(configurable) : null;
		if (client == null || wanted == null || aws == null || !isClient(client)) {
			return null;
		}
		Collection<String> names = aws.getClientNames();
		boolean known = isOneOf(wanted, names);
		String who = (description != null) ? description : "Somebody";
		return new FailureAnalysis(
				"%s asks for the %s named '%s', but %s.".formatted(who, client.getSimpleName(), wanted,
						known ? "the client of that name is one of another service" : "no client has that name"),
				known ? "Ask for a client of the service that 'aws.clients.%s.service' names.".formatted(wanted)
						: advise(wanted, client, NearestName.sort(wanted, names)),
				cause);
	}

	private static String advise(String wanted, Class<?> client, List<String> names) {
		String define = "set 'aws.clients.%s.service' to the service of %s".formatted(wanted, client.getSimpleName());
		return names.isEmpty() ? "To have such a client, %s.".formatted(define)
				: "Use the name of one of the clients there are: %s. Or %s.".formatted(String.join(", ", names),
						define);
	}

	private static boolean isOneOf(String wanted, Collection<String> names) {
		return wanted.chars().anyMatch(Character::isLetterOrDigit)
				&& names.stream().map(ClientName::of).anyMatch(ClientName.of(wanted)::equals);
	}

	private static boolean isClient(Class<?> type) {
		return SdkClient.class.isAssignableFrom(type) || SdkPresigner.class.isAssignableFrom(type);
	}

	private static @Nullable String findQualifier(Throwable failure) {
		String found = null;
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			InjectionPoint point = (ex instanceof UnsatisfiedDependencyException unsatisfied)
					? unsatisfied.getInjectionPoint() : null;
			Qualifier qualifier = (point != null) ? point.getAnnotation(Qualifier.class) : null;
			found = (qualifier != null) ? qualifier.value() : found;
		}
		return found;
	}

}
