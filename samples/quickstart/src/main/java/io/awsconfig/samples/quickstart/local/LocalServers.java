package io.awsconfig.samples.quickstart.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;

import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts ElasticMQ and S3Proxy where the clients expect SQS and S3: the ports are those
 * of the endpoint URLs in {@code aws/config}. Both keep everything in memory.
 */
@Component
class LocalServers implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(LocalServers.class);

	private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

	private final SqsClient sqs;

	private final S3Client s3;

	private final ApplicationEventPublisher events;

	private @Nullable SQSRestServer sqsServer;

	private @Nullable S3Proxy s3Server;

	LocalServers(SqsClient sqs, S3Client s3, ApplicationEventPublisher events) {
		this.sqs = sqs;
		this.s3 = s3;
		this.events = events;
	}

	@Override
	public int getPhase() {
		return 0; // long before the web server and the listener
	}

	@Override
	public void start() {
		URI sqsEndpoint = localEndpoint("sqs", this.sqs.serviceClientConfiguration());
		URI s3Endpoint = localEndpoint("s3", this.s3.serviceClientConfiguration());
		this.sqsServer = SQSRestServerBuilder.withInterface(sqsEndpoint.getHost())
			.withPort(sqsEndpoint.getPort())
			.withServerAddress(new NodeAddress("http", sqsEndpoint.getHost(), sqsEndpoint.getPort(), ""))
			.start();
		this.sqsServer.waitUntilStarted();
		this.s3Server = startS3(s3Endpoint);
		logger.info("Embedded SQS at {}, embedded S3 at {}", sqsEndpoint, s3Endpoint);
		this.events.publishEvent(new LocalServersStartedEvent(this));
	}

	private static S3Proxy startS3(URI endpoint) {
		try {
			S3Proxy server = S3Proxy.builder().endpoint(endpoint).blobStore(new TransientNio2BlobStore()).build();
			server.start();
			return server;
		}
		catch (Exception ex) {
			throw new IllegalStateException("S3Proxy does not start at " + endpoint, ex);
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
		if (this.s3Server != null) {
			try {
				this.s3Server.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException("S3Proxy does not stop", ex);
			}
			this.s3Server = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.sqsServer != null || this.s3Server != null;
	}

}
