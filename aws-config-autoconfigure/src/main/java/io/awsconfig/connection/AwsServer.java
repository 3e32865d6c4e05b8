package io.awsconfig.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import org.springframework.util.StringUtils;

/**
 * A server that takes the place of AWS, by the names of its image and connection: where
 * it listens, which services it has, and whom it lets in.
 */
@Internal
public enum AwsServer {

	/**
	 * LocalStack. Its connection stands for any other server of all services as well.
	 */
	LOCALSTACK(4566, Set.of(), List.of("localstack", "localstack/localstack", "localstack/localstack-pro", "aws"),
			Keys.ofAws(), List.of("DEFAULT_REGION", "AWS_DEFAULT_REGION", "AWS_REGION")),

	FLOCI(4566, Set.of(), List.of("floci", "floci/floci"), Keys.ofAws(),
			List.of("FLOCI_DEFAULT_REGION", "DEFAULT_REGION", "AWS_DEFAULT_REGION", "AWS_REGION")),

	MOTO(5000, Set.of(), List.of("moto", "motoserver/moto"), Keys.ofAws(), List.of("AWS_DEFAULT_REGION", "AWS_REGION")),

	MINIO(9000, Set.of("s3"), List.of("minio", "minio/minio"),
			new Keys("MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD", "minioadmin"),
			List.of("MINIO_SITE_REGION", "MINIO_REGION")),

	ELASTICMQ(9324, Set.of("sqs"), List.of("elasticmq", "softwaremill/elasticmq", "softwaremill/elasticmq-native"),
			Keys.ofAws(), List.of("AWS_DEFAULT_REGION", "AWS_REGION")),

	DYNAMODB_LOCAL(8000, Set.of("dynamodb", "dynamodb-streams"), List.of("dynamodb-local", "amazon/dynamodb-local"),
			Keys.ofAws(), List.of("AWS_DEFAULT_REGION", "AWS_REGION"));

	private static final String DEFAULT_REGION = "us-east-1";

	private static final String LIBRARY = "library/";

	private final int port;

	private final Set<String> services;

	private final List<String> names;

	private final Keys keys;

	private final List<String> regionVariables;

	AwsServer(int port, Set<String> services, List<String> names, Keys keys, List<String> regionVariables) {
		this.port = port;
		this.services = services;
		this.names = names;
		this.keys = keys;
		this.regionVariables = regionVariables;
	}

	/**
	 * Find a server by the name of its image, without registry and tag, or of its
	 * connection.
	 */
	public static @Nullable AwsServer find(String name) {
		String bare = name.toLowerCase(Locale.ROOT);
		bare = bare.startsWith(LIBRARY) ? bare.substring(LIBRARY.length()) : bare;
		for (AwsServer server : values()) {
			if (server.names.contains(bare)) {
				return server;
			}
		}
		return null;
	}

	public int getPort() {
		return this.port;
	}

	public Set<String> getServices() {
		return this.services;
	}

	public List<String> getNames() {
		return this.names;
	}

	public static URI endpoint(String host, int port) {
		try {
			return new URI("http", null, host, port, null, null, null);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("'" + host + "' is not the name of a host", ex);
		}
	}

	/**
	 * Return the Region of a container that has some variables.
	 */
	public String region(Map<String, ? extends @Nullable String> variables) {
		for (String name : this.regionVariables) {
			String region = variables.get(name);
			if (StringUtils.hasText(region)) {
				return region;
			}
		}
		return DEFAULT_REGION;
	}

	/**
	 * Return the credentials of a container that has some variables. They are a unit:
	 * without one of the variables, the defaults apply.
	 */
	public AwsCredentials credentials(Map<String, ? extends @Nullable String> variables) {
		String key = variables.get(this.keys.keyVariable());
		String secret = variables.get(this.keys.secretVariable());
		return (StringUtils.hasText(key) && StringUtils.hasText(secret)) ? AwsBasicCredentials.create(key, secret)
				: AwsBasicCredentials.create(this.keys.standard(), this.keys.standard());
	}

	/**
	 * Whom a server lets in.
	 *
	 * @param keyVariable the variable with the access key id
	 * @param secretVariable the variable with the secret access key
	 * @param standard both of them, if the variables are not set
	 */
	private record Keys(String keyVariable, String secretVariable, String standard) {

		static Keys ofAws() {
			return new Keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "test");
		}

	}

}
