package io.awsconfig.autoconfigure;

import java.util.Collection;
import java.util.List;

import io.awsconfig.client.SdkServices;
import io.awsconfig.client.bean.ClientBeans;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.MissingProfile;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.startup.StartupFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * {@link AbstractInjectionFailureAnalyzer} for a client of the SDK that is asked for by a
 * name that none has. Before the one of Spring Boot, which knows no names.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final @Nullable BeanFactory beanFactory;

	private final @Nullable Environment environment;

	UnknownClientFailureAnalyzer(@Nullable BeanFactory beanFactory, @Nullable Environment environment) {
		this.beanFactory = beanFactory;
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
		String asks = "%s asks for the %s named '%s', but ".formatted(who, client.getSimpleName(), wanted);
		if (!known) {
			return analyze(asks + "no client has that name.", advise(wanted, client, names, aws), wanted, cause);
		}
		if (AotDetector.useGeneratedArtifacts() && !isBean(wanted)) {
			return analyze(asks
					+ "no client of that name was known when the application was built: which clients are beans was decided then.",
					"Set 'aws.clients.%s.service' in application.yml before the application is built, or run it without '-D%s=true'."
						.formatted(wanted, AotDetector.AOT_ENABLED),
					wanted, cause);
		}
		String spelling = findOtherSpelling(wanted, names);
		if (spelling != null) {
			return analyze(asks + "that name is spelled '%s' where it has its settings.".formatted(spelling),
					"Ask for '%s', or spell it '%s' in application.yml.".formatted(spelling, wanted), wanted, cause);
		}
		AwsConfigurationException reason = findReason(wanted, aws);
		if (reason != null) {
			return new StartupFailure(this.environment).analyze(reason);
		}
		return analyze(asks + "the client of that name is one of another service." + placeOfService(wanted, aws),
				"Ask for a client of the service that 'aws.clients.%s.service' names, or by another name, or set 'aws.clients.%s.service' to the service of %s; its other settings then count for that service."
					.formatted(wanted, wanted, client.getSimpleName()),
				wanted, cause);
	}

	/**
	 * Say which service the client is one of, and where that stands.
	 */
	private static String placeOfService(String name, AwsEnvironment aws) {
		try {
			NamedClient client = AwsSettings.resolve(aws.getSettingSources(), aws.getSharedConfig()).findClient(name);
			return (client == null) ? ""
					: "%n%n    Service: %s from %s".formatted(client.declaration().text(), client.declaration());
		}
		catch (AwsConfigurationException ex) {
			return "";
		}
	}

	private FailureAnalysis analyze(String description, String action, String wanted, Throwable cause) {
		return new StartupFailure(this.environment).analyze(description, action, List.of(wanted), cause);
	}

	/**
	 * Find why a client that has settings is no bean: whoever asked for it was just
	 * faster than whoever would have said so.
	 */
	private @Nullable AwsConfigurationException findReason(String name, AwsEnvironment aws) {
		ClassLoader classLoader = (this.beanFactory instanceof ConfigurableListableBeanFactory configurable)
				? configurable.getBeanClassLoader() : null;
		try {
			// Beans are gone by now
			NamedClient client = AwsSettings.resolve(aws.getSettingSources(), aws.getSharedConfig()).findClient(name);
			if (client != null && classLoader != null) {
				new SdkServices(classLoader).requireModule(client);
			}
			return null;
		}
		catch (AwsConfigurationException ex) {
			return ex;
		}
	}

	private boolean isBean(String client) {
		return this.beanFactory instanceof ConfigurableListableBeanFactory configurable
				&& ClientBeans.isNamed(configurable, client);
	}

	private static String advise(String wanted, Class<?> client, Collection<String> names, AwsEnvironment aws) {
		String define = "set 'aws.clients.%s.service' to the service of %s".formatted(wanted, client.getSimpleName());
		return names.isEmpty() ? "To have such a client, %s.".formatted(define)
				: "Use the name of one of the clients there are: %s. Or %s."
					.formatted(String.join(", ", describe(NearestName.sort(wanted, names), aws)), define);
	}

	/**
	 * Name the clients, and whose credentials they have.
	 */
	private static List<String> describe(List<String> names, AwsEnvironment aws) {
		try {
			AwsSettings settings = AwsSettings.resolve(aws.getSettingSources(), aws.getSharedConfig());
			return names.stream()
				.map((name) -> describe(name, settings.findClient(name), aws.getSharedConfig()))
				.toList();
		}
		catch (AwsConfigurationException ex) {
			return names;
		}
	}

	private static String describe(String name, @Nullable NamedClient client, SharedConfig config) {
		return (client != null && client.settings().hasOwnCredentials())
				? "%s (%s)".formatted(name, MissingProfile.describeCredentials(client.settings(), config)) : name;
	}

	/**
	 * Find how a name is spelled that differs in casing and separators only: bean names
	 * differ in those.
	 */
	private static @Nullable String findOtherSpelling(String wanted, Collection<String> names) {
		return names.contains(wanted) ? null
				: names.stream().filter((name) -> isOneOf(wanted, List.of(name))).findFirst().orElse(null);
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
