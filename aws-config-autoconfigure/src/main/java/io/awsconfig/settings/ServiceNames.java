package io.awsconfig.settings;

import java.util.Map;
import java.util.Set;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What people call the services, and whether the application can call one at all. The SDK
 * names the packages of its services after their identifiers, so that no list of them has
 * to be kept, and looking for one loads no class.
 *
 * @since 0.1.0
 */
@Internal
public final class ServiceNames {

	/**
	 * Where the packages of the SDK's services are, for a class loader.
	 */
	public static final String PACKAGES = "software/amazon/awssdk/services/";

	/**
	 * Names of services that are not their identifiers: those of products, of endpoints,
	 * of other libraries, and short ones.
	 */
	private static final Map<String, String> OTHER_NAMES = Map.ofEntries(Map.entry("dynamo", "dynamodb"),
			Map.entry("ddb", "dynamodb"), Map.entry("secretmanager", "secretsmanager"),
			Map.entry("secrets", "secretsmanager"), Map.entry("parameterstore", "ssm"), Map.entry("paramstore", "ssm"),
			Map.entry("systemsmanager", "ssm"), Map.entry("cognito", "cognitoidentityprovider"),
			Map.entry("cognitoidp", "cognitoidentityprovider"), Map.entry("stepfunctions", "sfn"),
			Map.entry("stepfunction", "sfn"), Map.entry("states", "sfn"), Map.entry("logs", "cloudwatchlogs"),
			Map.entry("cwlogs", "cloudwatchlogs"), Map.entry("cw", "cloudwatch"), Map.entry("metrics", "cloudwatch"),
			Map.entry("events", "eventbridge"), Map.entry("email", "ses"), Map.entry("simpleemail", "ses"),
			Map.entry("simplequeue", "sqs"), Map.entry("simplenotification", "sns"), Map.entry("simplestorage", "s3"),
			Map.entry("kinesisfirehose", "firehose"), Map.entry("bedrock", "bedrockruntime"));

	/**
	 * Services in the module of another.
	 */
	private static final Map<String, String> WITHIN = Map.of("dynamodbstreams", "dynamodb", "wafregional", "waf");

	/**
	 * Other names that are those of modules as well.
	 */
	private static final Set<String> MODULES = Set.of("bedrock");

	private ServiceNames() {
	}

	/**
	 * Return the module of the SDK that a service is in, whether it is on the class path
	 * or not: it is called after the service, but for those that are in the module of
	 * another.
	 * @param service the service, under any of its names
	 * @return the name of the module, as Maven knows it
	 */
	public static String moduleOf(ServiceId service) {
		String id = identifierOf(service);
		return WITHIN.getOrDefault(id, id);
	}

	/**
	 * Return the identifier of a service that somebody may call by another name.
	 * @param service the service, under any of its names
	 * @return the identifier
	 */
	public static String identifierOf(ServiceId service) {
		String id = service.toString();
		return MODULES.contains(id) ? id : OTHER_NAMES.getOrDefault(id, id);
	}

	/**
	 * Return whether a service has a package on the class path.
	 * @param id the identifier, as the SDK names its package
	 * @param classLoader the class loader of the application
	 * @return whether it has
	 */
	public static boolean isPresent(String id, ClassLoader classLoader) {
		return classLoader.getResource(PACKAGES + id + "/") != null;
	}

	/**
	 * Find the service that a name means.
	 * @param name the name in any spelling
	 * @param classLoader the class loader of the application
	 * @return the identifier, or {@code null} if it is the name of no service on the
	 * class path
	 */
	public static @Nullable String find(String name, ClassLoader classLoader) {
		if (!ServiceId.isValid(name)) {
			return null;
		}
		String id = ServiceId.of(name).toString();
		if (isPresent(id, classLoader)) {
			return id;
		}
		String other = OTHER_NAMES.get(id);
		return (other != null && isPresent(other, classLoader)) ? other : null;
	}

}
