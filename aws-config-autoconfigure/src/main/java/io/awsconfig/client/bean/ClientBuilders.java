package io.awsconfig.client.bean;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkClient;

import org.springframework.util.ClassUtils;

/**
 * The builders of the clients and presigners of services, found by the conventions of the
 * SDK.
 */
final class ClientBuilders {

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private ClientBuilders() {
	}

	/**
	 * Return whether a type is the interface of a client or presigner of a service.
	 */
	static boolean exist(Class<?> type) {
		return type.getName().startsWith(SERVICES) && (SdkClient.class.isAssignableFrom(type) || isPresigner(type))
				&& ClassUtils.isPresent(builderOf(type), type.getClassLoader());
	}

	private static boolean isPresigner(Class<?> type) {
		return SdkPresigner.class.isAssignableFrom(type);
	}

	private static String builderOf(Class<?> type) {
		return type.getName() + (isPresigner(type) ? "$Builder" : "Builder");
	}

	/**
	 * Create a builder. By a method handle, because looking for a method among all of a
	 * client's would load the classes of every request and response.
	 * @param type the interface of a client or presigner
	 * @return the builder
	 */
	static Object create(Class<?> type) {
		try {
			Class<?> builder = ClassUtils.forName(builderOf(type), type.getClassLoader());
			MethodHandle factory = MethodHandles.publicLookup()
				.findStatic(type, "builder", MethodType.methodType(builder));
			return factory.invoke();
		}
		catch (Error | RuntimeException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Cannot get a builder of " + type.getName(), ex);
		}
	}

}
