package io.awsconfig.settings.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Under which names the settings are known elsewhere: to other libraries, to earlier
 * SDKs, and to people who write from memory. None of them is read; whoever has one is
 * told the name that is. All names are without separators here.
 *
 * @since 0.1.0
 */
@Internal
public final class UsualNames {

	/**
	 * Words that stand before a setting and say nothing of it.
	 */
	private static final Set<String> FILLERS = Set.of("client", "clients", "config", "configuration", "sdk",
			"credentials", "credential", "default", "defaults", "common", "global", "general", "settings");

	/**
	 * What other libraries call the group of the settings of the HTTP clients.
	 */
	private static final Set<String> HTTP = Set.of("httpclient", "apacheclient", "nettyclient", "urlconnectionclient",
			"asyncclient", "syncclient", "crtclient");

	private static final String HTTP_GROUP = "http";

	/**
	 * What applications have several of.
	 */
	private static final Set<String> SEVERAL = Set.of("region", "profile", "endpoint", "url", "uri", "arn", "id", "key",
			"file", "session", "output", "host");

	private static final Set<String> OTHER_TOOLS = Set.of("AWS_DEFAULT_OUTPUT", "AWS_ACCOUNT", "AWS_REGIONS");

	private static final int SHORTEST_WITH_SLIP = 8;

	private static final Map<String, AwsSetting<?>> SETTINGS = new HashMap<>();

	private static final Map<String, AwsSetting<?>> BY_DASHED_NAME = new HashMap<>();

	private static final Map<String, AwsSetting<?>> EQUIVALENTS = new HashMap<>();

	/**
	 * Where the name of a setting means a thing of the service itself: the role that it
	 * is handed, the host of a database, a secret of an application.
	 */
	private static final Map<AwsSetting<?>, Set<String>> OF_SERVICES = Map.of(SettingCatalog.ROLE_ARN,
			Set.of("lambda", "firehose", "ecs", "batch", "glue", "scheduler", "eventbridge", "sfn", "mediaconvert",
					"rekognition", "transcribe", "textract", "iam", "sagemaker", "bedrockruntime", "cloudformation"),
			SettingCatalog.SECRET_ACCESS_KEY,
			Set.of("cognitoidentityprovider", "cognitoidentity", "lambda", "kms", "secretsmanager", "apigateway"),
			SettingCatalog.ENDPOINT_URL, Set.of("iot", "rds", "elasticache", "memorydb", "opensearch", "elasticsearch",
					"docdb", "neptune", "redshift", "kafka", "mq", "apigateway", "cloudfront", "sagemaker"));

	static {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			BY_DASHED_NAME.put(setting.getShortPropertyName().replace('.', '-'), setting);
			// Which form an output has and whose account it is, applications say as well
			if (setting != SettingCatalog.OUTPUT && setting != SettingCatalog.ACCOUNT_ID) {
				SETTINGS.put(UniformName.of(setting.getShortPropertyName()), setting);
				addForeignSpellings(setting);
			}
		}
		add(SettingCatalog.REGION, "regionstatic", "regionname", "awsregion", "signingregion");
		add(SettingCatalog.ENDPOINT_URL, "endpoint", "endpointuri", "endpointoverride", "serviceendpoint",
				"serviceendpointurl", "uriendpointoverride", "awsendpoint", "awsendpointurl");
		add(SettingCatalog.ACCESS_KEY_ID, "accesskey", "awsaccesskey", "awsaccesskeyid");
		add(SettingCatalog.SECRET_ACCESS_KEY, "secretkey", "awssecretkey", "awssecretaccesskey", "accesskeysecret",
				"accesssecretkey", "accesssecret", "secretaccess");
		add(SettingCatalog.SESSION_TOKEN, "securitytoken", "awssessiontoken", "awssecuritytoken");
		add(SettingCatalog.PROFILE, "profilename", "awsprofile", "regionprofilename", "profilecredentialsname");
		add(SettingCatalog.SHARED_CREDENTIALS_FILE, "profilepath", "credentialsfile", "credentialsfilepath",
				"sharedcredentialsfilename");
		add(SettingCatalog.CONFIG_FILE, "regionprofilepath", "configfilepath");
		add(SettingCatalog.ROLE_ARN, "assumerolearn", "assumedrolearn");
		add(SettingCatalog.USE_FIPS_ENDPOINT, "fipsenabled", "fips", "usefips");
		add(SettingCatalog.USE_DUALSTACK_ENDPOINT, "dualstackenabled", "dualstack", "usedualstack");
		add(SettingCatalog.S3_USE_ARN_REGION, "usearnregion", "usearnregionenabled");
		add(SettingCatalog.MAX_ATTEMPTS, "retrymaxattempts", "maxerrorretry");
		add(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT, "ec2metadataserviceendpointoverride");
		add(SettingCatalog.PATH_STYLE, "pathstyleaccess", "pathstyleaccessenabled", "pathstyleenabled",
				"forcepathstyle", "usepathstyle", "forcepathstyleenabled", "s3forcepathstyle", "enablepathstyleaccess",
				"enablepathstyle", "usepathstyleaccess", "usepathstyleendpoint", "s3usepathstyle", "addressingstyle",
				"pathstyleaddressing");
		add(SettingCatalog.ACCELERATE, "accelerateenabled", "acceleratemode", "acceleratemodeenabled",
				"useaccelerateendpoint", "accelerateendpoint", "useaccelerate", "transferacceleration",
				"transferaccelerationenabled", "acceleration", "accelerationenabled");
		add(SettingCatalog.CHUNKED_ENCODING, "chunkedencodingenabled", "chunkedencodingmode", "usechunkedencoding",
				"enablechunkedencoding");
		add(SettingCatalog.CROSS_REGION_ACCESS, "crossregion", "crossregionenabled", "crossregionaccessenabled",
				"enablecrossregion", "enablecrossregionaccess", "globalbucketaccess", "globalbucketaccessenabled",
				"forceglobalbucketaccess", "forceglobalbucketaccessenabled");
		add(SettingCatalog.MULTIPART, "multipartenabled", "usemultipart", "enablemultipart", "multipartupload",
				"multipartuploadenabled");
		addHttp(SettingCatalog.HTTP_CONNECTION_TIMEOUT, "connectiontimeout", "connecttimeout");
		addHttp(SettingCatalog.HTTP_READ_TIMEOUT, "readtimeout", "sockettimeout");
		addHttp(SettingCatalog.HTTP_WRITE_TIMEOUT, "writetimeout");
		addHttp(SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT, "connectionacquisitiontimeout",
				"connectionacquiretimeout");
		addHttp(SettingCatalog.HTTP_MAX_CONNECTIONS, "maxconnections");
		add(SettingCatalog.HTTP_MAX_CONNECTIONS, "httpmaxconcurrency");
		addHttp(SettingCatalog.HTTP_TCP_KEEPALIVE, "tcpkeepalive");
		addHttp(SettingCatalog.HTTP_PROXY_ENDPOINT, "proxyhost", "proxyport", "proxyendpoint", "proxyuri", "proxyurl");
		add(SettingCatalog.HTTP_PROXY_ENDPOINT, "httpproxy");
		addHttp(SettingCatalog.HTTP_PROXY_USERNAME, "proxyusername", "proxyuser");
		addHttp(SettingCatalog.HTTP_PROXY_PASSWORD, "proxypassword");
		addHttp(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS, "nonproxyhosts", "proxynonproxyhosts");
	}

	private UsualNames() {
	}

	/**
	 * Variables and JVM properties may be spelled otherwise than the property.
	 */
	private static void addForeignSpellings(AwsSetting<?> setting) {
		for (String name : setting.getSystemProperties()) {
			if (name.startsWith("aws.")) {
				add(setting, UniformName.of(name.substring("aws.".length())));
			}
		}
		for (String name : setting.getEnvironmentVariables()) {
			if (name.startsWith("AWS_")) {
				add(setting, UniformName.of(name.substring("AWS_".length())));
			}
		}
		setting.getFileKeys().forEach((name) -> add(setting, UniformName.of(name)));
	}

	private static void add(AwsSetting<?> setting, String... names) {
		for (String name : names) {
			EQUIVALENTS.putIfAbsent(name, setting);
		}
	}

	private static void addHttp(AwsSetting<?> setting, String... names) {
		for (String name : names) {
			add(setting, name, HTTP_GROUP + name);
		}
	}

	/**
	 * Return the words of a name without those in front that say nothing.
	 * @param words the words, lower case, with dashes
	 * @return the rest, and at least one word
	 */
	public static List<String> withoutFillers(List<String> words) {
		int start = 0;
		while (start < words.size() - 1 && FILLERS.contains(UniformName.of(words.get(start)))) {
			start++;
		}
		return words.subList(start, words.size());
	}

	/**
	 * Find the setting that some words mean, even with a slip.
	 * @param words the words, lower case, with dashes
	 * @return the setting, or {@code null} if they mean anything else
	 */
	public static @Nullable AwsSetting<?> find(List<String> words) {
		AwsSetting<?> setting = findWithoutSlip(words);
		List<String> rest = withoutFillers(words);
		// Of several words, the first one may name anything
		boolean oneName = rest.size() == 1 || rest.get(0).equals(HTTP_GROUP);
		return (setting == null && oneName) ? findSlip(String.join("-", rest)) : setting;
	}

	/**
	 * Find the setting that some words mean.
	 * @param words the words, lower case, with dashes
	 * @return the setting, or {@code null} if they mean anything else
	 */
	public static @Nullable AwsSetting<?> findWithoutSlip(List<String> words) {
		AwsSetting<?> setting = findExactly(words);
		List<String> rest = withoutFillers(words);
		return (setting == null && rest.size() < words.size()) ? findExactly(rest) : setting;
	}

	private static @Nullable AwsSetting<?> findExactly(List<String> words) {
		String first = UniformName.of(words.get(0));
		String name = UniformName.of(String.join("", words));
		if (words.size() > 1 && HTTP.contains(first)) {
			name = HTTP_GROUP + name.substring(first.length());
		}
		AwsSetting<?> setting = SETTINGS.get(name);
		return (setting != null) ? setting : EQUIVALENTS.get(name);
	}

	private static @Nullable AwsSetting<?> findSlip(String name) {
		String nearest = NearestName.find(name, BY_DASHED_NAME.keySet());
		if (nearest != null) {
			return (nearest.equals(name) || isExtended(name, nearest)) ? null : BY_DASHED_NAME.get(nearest);
		}
		String uniform = UniformName.of(name);
		if (uniform.length() >= SHORTEST_WITH_SLIP) {
			for (Map.Entry<String, AwsSetting<?>> entry : EQUIVALENTS.entrySet()) {
				if (Math.abs(entry.getKey().length() - uniform.length()) <= 1 && !isExtended(uniform, entry.getKey())
						&& NearestName.distance(uniform, entry.getKey()) == 1) {
					return entry.getValue();
				}
			}
		}
		return null;
	}

	/**
	 * Return whether a name is another one in the plural or with a number or word behind
	 * it: several Regions, profiles or endpoints are not a slip.
	 * @param name the name
	 * @param other the other one
	 * @return whether it is
	 */
	public static boolean isExtended(String name, String other) {
		if (name.length() <= other.length() || !name.regionMatches(true, 0, other, 0, other.length())
				|| SEVERAL.stream().noneMatch(UniformName.of(other)::endsWith)) {
			return false;
		}
		String rest = name.substring(other.length());
		return rest.matches("[sS]|[-_]?[0-9]+|[-_].*");
	}

	/**
	 * Return whether a variable is one of those that tools of other languages have, and
	 * that look like a setting.
	 * @param variable the name of the variable
	 * @return whether it is
	 */
	public static boolean isOfOtherTool(String variable) {
		return OTHER_TOOLS.contains(variable) || variable.endsWith("_REGION_NAME");
	}

	/**
	 * Return whether the name of a setting, below that of a service, means a thing of the
	 * service itself.
	 * @param setting the setting
	 * @param service the identifier of the service
	 * @return whether it does
	 */
	public static boolean isOfServiceItself(AwsSetting<?> setting, String service) {
		return OF_SERVICES.getOrDefault(setting, Set.of()).contains(service);
	}

	/**
	 * Return whether a flat name ends with a setting or what means one.
	 * @param name the name without separators
	 * @return the length of the longest such ending, or 0
	 */
	public static int lengthOfEnding(String name) {
		int longest = 0;
		for (Map<String, AwsSetting<?>> names : List.of(SETTINGS, EQUIVALENTS)) {
			for (String candidate : names.keySet()) {
				if (candidate.length() > longest && name.length() > candidate.length() && name.endsWith(candidate)) {
					longest = candidate.length();
				}
			}
		}
		return longest;
	}

}
