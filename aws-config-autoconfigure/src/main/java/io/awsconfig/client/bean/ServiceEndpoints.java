package io.awsconfig.client.bean;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.awsconfig.Internal;
import io.awsconfig.client.bean.ClientType.Kind;
import io.awsconfig.settings.ServiceId;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.ClassUtils;

/**
 * The services that an application can have clients of, and where the SDK calls them if
 * no setting says so. No client is made for that.
 */
@Internal
public final class ServiceEndpoints {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

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
	 * Return where the SDK calls a service: by the rules that its module has, else as all
	 * services are called.
	 * @param service the service
	 * @param region the Region
	 * @param fips whether at its FIPS endpoint
	 * @param dualStack whether at its dual-stack endpoint
	 * @return scheme and host
	 * @throws IllegalArgumentException if there is no such endpoint, or only a request
	 * tells
	 */
	public URI find(ServiceId service, Region region, boolean fips, boolean dualStack) {
		String client = this.clients.get(service);
		if (client != null) {
			try {
				return byRules(client, region, fips, dualStack);
			}
			catch (InvocationTargetException | CompletionException ex) {
				throw new IllegalArgumentException(NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
			}
			catch (ReflectiveOperationException | LinkageError ex) {
				logger.debug("The rules of the endpoints of '%s' cannot be read".formatted(service), ex);
			}
		}
		return byPattern(service, region, fips, dualStack);
	}

	/**
	 * The rules of each service are public, but have no type in common.
	 */
	private URI byRules(String client, Region region, boolean fips, boolean dualStack)
			throws ReflectiveOperationException {
		int name = client.lastIndexOf('.') + 1;
		String prefix = client.substring(0, name) + "endpoints."
				+ client.substring(name).replaceFirst("(Async)?Client$", "") + "Endpoint";
		Class<?> provider = ClassUtils.forName(prefix + "Provider", this.classLoader);
		Class<?> parameters = ClassUtils.forName(prefix + "Params", this.classLoader);
		Class<?> builderType = ClassUtils.forName(prefix + "Params$Builder", this.classLoader);
		Object builder = parameters.getMethod("builder").invoke(null);
		set(builderType, builder, "region", Region.class, region);
		set(builderType, builder, "useFips", Boolean.class, fips);
		set(builderType, builder, "useDualStack", Boolean.class, dualStack);
		Object rules = provider.getMethod("defaultProvider").invoke(null);
		Object endpoint = provider.getMethod("resolveEndpoint", parameters)
			.invoke(rules, builderType.getMethod("build").invoke(builder));
		return ((Endpoint) ((CompletableFuture<?>) endpoint).join()).endpointUrl().toUri();
	}

	private static void set(Class<?> type, Object builder, String name, Class<?> valueType, Object value)
			throws ReflectiveOperationException {
		try {
			type.getMethod(name, valueType).invoke(builder, value);
		}
		catch (NoSuchMethodException ex) {
			// A service that is the same everywhere does not ask for it
		}
	}

	private static URI byPattern(ServiceId service, Region region, boolean fips, boolean dualStack) {
		List<EndpointTag> tags = new ArrayList<>(2);
		if (fips) {
			tags.add(EndpointTag.FIPS);
		}
		if (dualStack) {
			tags.add(EndpointTag.DUALSTACK);
		}
		URI host = ServiceMetadata.of(service.toString())
			.endpointFor(ServiceEndpointKey.builder().region(region).tags(tags.toArray(EndpointTag[]::new)).build());
		return URI.create("https://" + host);
	}

}
