package io.awsconfig.samples.accounts.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts a server for each endpoint that the clients have, and creates what the accounts
 * would already have: the buckets.
 */
@Component
class LocalAccounts implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(LocalAccounts.class);

	private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

	private final S3Client application;

	private final S3Client live;

	private final S3Client archive;

	private final List<LocalAccount> accounts = new ArrayList<>();

	LocalAccounts(S3Client application, @Qualifier("live") S3Client live, @Qualifier("archive") S3Client archive) {
		this.application = application;
		this.live = live;
		this.archive = archive;
	}

	@Override
	public int getPhase() {
		return 0; // long before the web server
	}

	@Override
	public void start() {
		Set<URI> endpoints = new LinkedHashSet<>();
		endpoints.add(localEndpoint(LocalClient.LIVE, this.live));
		endpoints.add(localEndpoint(LocalClient.ARCHIVE, this.archive));
		endpoints.add(localEndpoint(LocalClient.APPLICATION, this.application));
		for (URI endpoint : endpoints) {
			this.accounts.add(LocalAccount.start(endpoint));
			logger.info("Stand-in for S3 at {}", endpoint);
		}
		this.live.createBucket((request) -> request.bucket("orders"));
		this.archive.createBucket((request) -> request.bucket("orders"));
		this.application.createBucket((request) -> request.bucket("journal"));
	}

	private static URI localEndpoint(LocalClient name, S3Client client) {
		URI endpoint = client.serviceClientConfiguration().endpointOverride().orElse(null);
		if (endpoint == null || !LOCAL_HOSTS.contains(endpoint.getHost())) {
			throw LocalAccountException.notLocal(name, endpoint);
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
			return endpoint;
		}
		catch (IOException ex) {
			throw LocalAccountException.portInUse(name, endpoint, ex);
		}
	}

	@Override
	public void stop() {
		this.accounts.forEach(LocalAccount::stop);
		this.accounts.clear();
	}

	@Override
	public boolean isRunning() {
		return !this.accounts.isEmpty();
	}

}
