package io.awsconfig.client.bean;

import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import io.awsconfig.Internal;
import io.awsconfig.client.bean.ClientType.Kind;
import io.awsconfig.settings.ServiceId;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;

import org.springframework.util.ClassUtils;

/**
 * The services that an application can have clients of, and where the SDK calls them if
 * no setting says so. No client is made for that.
 */
@Internal
public final class ServiceEndpoints {

	private final ClassLoader classLoader;

	private final Map<ServiceId, String> clients = new TreeMap<>();

	private ServiceEndpoints(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	/**
	 * Find the services.
	 * @param classLoader the class loader of the application
	 */
	public static ServiceEndpoints on(ClassLoader classLoader) {
		ServiceEndpoints endpoints = new ServiceEndpoints(classLoader);
		for (ClientType type : ClientTypes.on(classLoader)) {
			if (type.service() != null && (type.kind() == Kind.SYNC || type.kind() == Kind.ASYNC)) {
				endpoints.clients.putIfAbsent(type.service(), type.className());
			}
		}
		return endpoints;
	}

	/**
	 * Return the services with a client on the class path.
	 */
	public Collection<ServiceId> getServices() {
		return this.clients.keySet();
	}

	/**
	 * Return where the SDK calls a service.
	 * @param service the service
	 * @param region the Region
	 * @param fips whether at its FIPS endpoint
	 * @param dualStack whether at its dual-stack endpoint
	 * @return scheme and host
	 * @throws IllegalArgumentException if there is no such endpoint
	 */
	public URI find(ServiceId service, Region region, boolean fips, boolean dualStack) {
		ServiceEndpointKey.Builder key = ServiceEndpointKey.builder().region(region);
		if (fips && dualStack) {
			key.tags(EndpointTag.FIPS, EndpointTag.DUALSTACK);
		}
		else if (fips) {
			key.tags(EndpointTag.FIPS);
		}
		else if (dualStack) {
			key.tags(EndpointTag.DUALSTACK);
		}
		try {
			return URI.create("https://" + ServiceMetadata.of(prefixOf(service)).endpointFor(key.build()));
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Return what the SDK calls a service in its endpoints. It stands in each client; the
	 * name of the service is the same for most.
	 */
	private String prefixOf(ServiceId service) {
		String client = this.clients.get(service);
		try {
			Class<?> type = (client != null) ? ClassUtils.forName(client, this.classLoader) : null;
			return (type == null) ? service.toString()
					: (String) MethodHandles.publicLookup()
						.findStaticGetter(type, "SERVICE_METADATA_ID", String.class)
						.invoke();
		}
		catch (Throwable ex) {
			return service.toString();
		}
	}

}
