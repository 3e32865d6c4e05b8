package io.awsconfig.samples.quickstart.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import org.eclipse.jetty.server.Server;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts ElasticMQ and DynamoDB Local where the clients expect SQS and DynamoDB: the
 * ports are those of the endpoint URLs in {@code aws/config}.
 */
@Component
class LocalServers implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(LocalServers.class);

	private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

	private final SqsClient sqs;

	private final DynamoDbClient dynamoDb;

	private final ApplicationEventPublisher events;

	private @Nullable SQSRestServer sqsServer;

	private @Nullable Server dynamoDbServer;

	LocalServers(SqsClient sqs, DynamoDbClient dynamoDb, ApplicationEventPublisher events) {
		this.sqs = sqs;
		this.dynamoDb = dynamoDb;
		this.events = events;
	}

	@Override
	public int getPhase() {
		return 0; // long before the web server and the listener
	}

	@Override
	public void start() {
		URI sqsEndpoint = localEndpoint("sqs", this.sqs.serviceClientConfiguration());
		URI dynamoDbEndpoint = localEndpoint("dynamodb", this.dynamoDb.serviceClientConfiguration());
		this.sqsServer = SQSRestServerBuilder.withInterface(sqsEndpoint.getHost())
			.withPort(sqsEndpoint.getPort())
			.withServerAddress(new NodeAddress("http", sqsEndpoint.getHost(), sqsEndpoint.getPort(), ""))
			.start();
		this.sqsServer.waitUntilStarted();
		this.dynamoDbServer = startDynamoDb(dynamoDbEndpoint);
		logger.info("Embedded SQS at {}, embedded DynamoDB at {}", sqsEndpoint, dynamoDbEndpoint);
		this.events.publishEvent(new LocalServersStartedEvent(this));
	}

	/**
	 * Start DynamoDB Local without its own main class, which listens on every network
	 * interface and reports its use to AWS.
	 */
	private static Server startDynamoDb(URI endpoint) {
		try {
			Server server = new Server(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
			server.setHandler(
					new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
			server.start();
			return server;
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local does not start at " + endpoint, ex);
		}
	}

	private static URI localEndpoint(String service, AwsServiceClientConfiguration configuration) {
		URI endpoint = configuration.endpointOverride().orElse(null);
		if (endpoint == null || !LOCAL_HOSTS.contains(endpoint.getHost())) {
			throw LocalServerException.notLocal(service, endpoint);
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
			return endpoint;
		}
		catch (IOException ex) {
			throw LocalServerException.portInUse(service, endpoint, ex);
		}
	}

	@Override
	public void stop() {
		if (this.sqsServer != null) {
			this.sqsServer.stopAndWait();
			this.sqsServer = null;
		}
		if (this.dynamoDbServer != null) {
			try {
				this.dynamoDbServer.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException("DynamoDB Local does not stop", ex);
			}
			this.dynamoDbServer = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.sqsServer != null || this.dynamoDbServer != null;
	}

}
