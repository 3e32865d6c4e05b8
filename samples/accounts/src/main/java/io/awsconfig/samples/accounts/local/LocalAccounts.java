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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts a server for each endpoint that the clients have, and creates what the accounts
 * would already have: the tables.
 */
@Component
class LocalAccounts implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(LocalAccounts.class);

	private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");

	private final DynamoDbClient application;

	private final DynamoDbClient live;

	private final DynamoDbClient archive;

	private final List<LocalAccount> accounts = new ArrayList<>();

	LocalAccounts(DynamoDbClient application, @Qualifier("live") DynamoDbClient live,
			@Qualifier("archive") DynamoDbClient archive) {
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
			logger.info("Embedded DynamoDB at {}", endpoint);
		}
		createTable(this.live, "orders");
		createTable(this.archive, "orders");
		createTable(this.application, "journal");
	}

	private static URI localEndpoint(LocalClient name, DynamoDbClient client) {
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

	private static void createTable(DynamoDbClient dynamoDb, String name) {
		dynamoDb.createTable((request) -> request.tableName(name)
			.keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
			.attributeDefinitions(
					AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S).build())
			.billingMode(BillingMode.PAY_PER_REQUEST));
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
