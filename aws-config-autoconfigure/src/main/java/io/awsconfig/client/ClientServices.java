package io.awsconfig.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.awsconfig.Internal;
import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

/**
 * Tells the service of a client builder. The SDK names its classes after the identifiers
 * of the services, so that no list has to be kept.
 */
@Internal
public final class ClientServices {

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private static final String BUILDER = "Builder";

	private static final String SUFFIX = "ClientBuilder";

	private static final String ASYNC_SUFFIX = "AsyncClientBuilder";

	private static final String BASE_SUFFIX = "BaseClientBuilder";

	private ClientServices() {
	}

	static ServiceId serviceOf(AwsClientBuilder<?, ?> builder) {
		Class<?> type = findBuilderInterface(builder.getClass());
		if (type == null) {
			throw new IllegalArgumentException(
					"'builder' must be the builder of an SDK client: " + builder.getClass().getName());
		}
		return named(type.getSimpleName());
	}

	/**
	 * Tell the simple name of the interface of the client that a builder makes.
	 */
	static String typeOf(AwsClientBuilder<?, ?> builder) {
		Class<?> type = findBuilderInterface(builder.getClass());
		String name = (type != null) ? type.getSimpleName() : builder.getClass().getSimpleName();
		return name.endsWith(BUILDER) ? name.substring(0, name.length() - BUILDER.length()) : name;
	}

	private static ServiceId named(String builder) {
		String suffix = builder.endsWith(ASYNC_SUFFIX) ? ASYNC_SUFFIX : SUFFIX;
		return ServiceId.of(builder.substring(0, builder.length() - suffix.length()));
	}

	/**
	 * Tell the service of the interface of a client or a presigner.
	 */
	public static ServiceId serviceOf(String className, boolean presigner) {
		return presigner ? inPackage(className) : named(className.substring(className.lastIndexOf('.') + 1) + BUILDER);
	}

	/**
	 * Tell the service of a presigner's builder, which stands below the package of the
	 * service.
	 */
	static ServiceId serviceOf(SdkPresigner.Builder builder) {
		return inPackage(builder.getClass().getName());
	}

	private static ServiceId inPackage(String name) {
		int end = name.startsWith(SERVICES) ? name.indexOf('.', SERVICES.length()) : -1;
		if (end == -1) {
			throw new IllegalArgumentException("'builder' must be the builder of an SDK presigner: " + name);
		}
		return ServiceId.of(name.substring(SERVICES.length(), end));
	}

	private static @Nullable Class<?> findBuilderInterface(Class<?> implementation) {
		Deque<Class<?>> types = new ArrayDeque<>();
		for (Class<?> type = implementation; type != null; type = type.getSuperclass()) {
			types.addAll(Arrays.asList(type.getInterfaces()));
		}
		while (!types.isEmpty()) {
			Class<?> type = types.removeFirst();
			String name = type.getSimpleName();
			boolean ofService = type.getPackageName().startsWith(SERVICES);
			if (ofService && name.endsWith(SUFFIX) && !name.endsWith(BASE_SUFFIX)) {
				return type;
			}
			types.addAll(Arrays.asList(type.getInterfaces()));
		}
		return null;
	}

}
