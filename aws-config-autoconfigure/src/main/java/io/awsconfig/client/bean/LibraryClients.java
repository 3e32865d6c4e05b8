package io.awsconfig.client.bean;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.client.bean.ClientType.Kind;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The clients of the SDK's libraries, which are not clients of one service: those that
 * stand on the client of a service, and those of the instance metadata service. They are
 * known by their names, so that a library is loaded when one of its clients is asked for,
 * and not before.
 */
final class LibraryClients {

	private static final String TRANSFER_MANAGER = "software.amazon.awssdk.transfer.s3.S3TransferManager";

	private static final String ENHANCED = "software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient";

	private static final String ENHANCED_ASYNC = "software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient";

	private static final String METADATA = "software.amazon.awssdk.imds.Ec2MetadataClient";

	private static final String METADATA_ASYNC = "software.amazon.awssdk.imds.Ec2MetadataAsyncClient";

	private static final List<String> NAMES = List.of(TRANSFER_MANAGER, ENHANCED, ENHANCED_ASYNC, METADATA,
			METADATA_ASYNC);

	private static final Map<String, ServiceId> SERVICES = Map.of(TRANSFER_MANAGER, ServiceId.of("s3"), ENHANCED,
			ServiceId.of("dynamodb"), ENHANCED_ASYNC, ServiceId.of("dynamodb"));

	private final AwsClients clients;

	private final ConfigurableListableBeanFactory beanFactory;

	LibraryClients(AwsClients clients, ConfigurableListableBeanFactory beanFactory) {
		this.clients = clients;
		this.beanFactory = beanFactory;
	}

	/**
	 * Find those on the class path.
	 */
	static List<ClientType> on(ClassLoader classLoader) {
		List<ClientType> types = new ArrayList<>(0);
		for (String name : NAMES) {
			if (classLoader.getResource(name.replace('.', '/') + ".class") != null) {
				types.add(new ClientType(name, Kind.LIBRARY, SERVICES.get(name)));
			}
		}
		return types;
	}

	static boolean supports(Class<?> type) {
		return NAMES.contains(type.getName());
	}

	static @Nullable ServiceId serviceOf(Class<?> type) {
		return SERVICES.get(type.getName());
	}

	/**
	 * Make the client of a type.
	 * @param type a type that is supported
	 * @param client the named client that it stands on, or {@code null}
	 * @return the client
	 */
	Object create(Class<?> type, @Nullable NamedClient client) {
		return switch (type.getName()) {
			case TRANSFER_MANAGER -> TransferManagers.create(this, client);
			case ENHANCED -> EnhancedClients.create(this, client);
			case ENHANCED_ASYNC -> EnhancedClients.createAsync(this, client);
			case METADATA -> MetadataClients.create(this.clients.settings());
			case METADATA_ASYNC -> MetadataClients.createAsync(this.clients.settings());
			default -> throw new IllegalArgumentException("'type' is not supported: " + type.getName());
		};
	}

	AwsClients clients() {
		return this.clients;
	}

	/**
	 * Return the client of a service that another client stands on, as it would be
	 * injected.
	 * @param type its interface
	 * @param client the named client, or {@code null}
	 */
	<C> C getClient(Class<C> type, @Nullable NamedClient client) {
		return (client != null) ? BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, type, client.name())
				: this.beanFactory.getBean(type);
	}

}
