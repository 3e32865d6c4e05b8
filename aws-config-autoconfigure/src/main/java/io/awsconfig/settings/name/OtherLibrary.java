package io.awsconfig.settings.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A library that configures clients of AWS by properties of its own.
 *
 * @since 0.1.0
 */
@Internal
public enum OtherLibrary {

	/**
	 * Version 3 and later.
	 */
	SPRING_CLOUD_AWS("Spring Cloud AWS", "spring.cloud.aws", "io/awspring/cloud/autoconfigure/core/AwsProperties.class",
			false, Set.of("sts")),

	/**
	 * Versions 1 and 2.
	 */
	SPRING_CLOUD_AWS_2("Spring Cloud AWS 2", "cloud.aws", "io/awspring/cloud/core/env/ResourceIdResolver.class", false,
			Set.of()),

	/**
	 * Its extensions for services of AWS.
	 */
	QUARKUS("Quarkus", "quarkus", "io/quarkus/runtime/Quarkus.class", true, Set.of("aws", "static-provider")),

	/**
	 * Its components for services of AWS.
	 */
	CAMEL("Apache Camel", "camel.component", "org/apache/camel/CamelContext.class", true, Set.of()),

	/**
	 * Its templates for services of AWS.
	 */
	CAMEL_KAMELET("Apache Camel", "camel.kamelet", "org/apache/camel/CamelContext.class", true, Set.of()),

	/**
	 * The names that examples with the first SDK have.
	 */
	AMAZON("examples for the AWS SDK for Java 1", "amazon", "com/amazonaws/AmazonWebServiceClient.class", false,
			Set.of("aws")),

	/**
	 * Its JVM system properties.
	 */
	SDK_1("the AWS SDK for Java 1", "com.amazonaws", "com/amazonaws/AmazonWebServiceClient.class", false, Set.of());

	private final String title;

	private final String prefix;

	private final String marker;

	private final boolean serviceFirst;

	private final Set<String> stripped;

	OtherLibrary(String title, String prefix, String marker, boolean serviceFirst, Set<String> stripped) {
		this.title = title;
		this.prefix = prefix;
		this.marker = marker;
		this.serviceFirst = serviceFirst;
		this.stripped = stripped;
	}

	/**
	 * Return what the library is called.
	 * @return its name, for a message
	 */
	public String getTitle() {
		return this.title;
	}

	/**
	 * Return what its properties begin with.
	 * @return the prefix
	 */
	public String getPrefix() {
		return this.prefix;
	}

	/**
	 * Return what tells whether it is there.
	 * @return the path of a class
	 */
	public String getMarker() {
		return this.marker;
	}

	/**
	 * Return whether its properties are its own, since it is there.
	 * @param classLoader the class loader of the application
	 * @return whether it is on the class path
	 */
	public boolean isPresent(@Nullable ClassLoader classLoader) {
		return classLoader != null && classLoader.getResource(this.marker) != null;
	}

	/**
	 * Return whether its properties begin with a service, so that nothing else below its
	 * prefix has to do with AWS.
	 * @return whether they do
	 */
	public boolean isServiceFirst() {
		return this.serviceFirst;
	}

	/**
	 * Return the words that say which service and which setting.
	 * @param words what stands behind the prefix
	 * @return the words that matter
	 */
	public List<String> strip(List<String> words) {
		List<String> result = new ArrayList<>(words);
		if (this.serviceFirst && this != QUARKUS) {
			String service = words.get(0);
			if (!service.startsWith("aws")) {
				return List.of();
			}
			// aws2-s3, aws-s3-source
			result.set(0, service.substring(service.indexOf('-') + 1).replaceFirst("-(source|sink)$", ""));
		}
		String first = result.get(0);
		result.subList(1, result.size()).removeIf(this.stripped::contains);
		if (this == AMAZON && this.stripped.contains(first)) {
			result.remove(0);
		}
		return result;
	}

}
