package io.awsconfig.client.bean;

import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The interface of a client or presigner, known by its name alone: the class need not be
 * loaded, and need not be one that can be.
 *
 * @param className the name of the interface
 * @param kind what it is
 * @param service the service that it calls, or that the client calls on which it stands;
 * {@code null} if there is none
 */
record ClientType(String className, Kind kind, @Nullable ServiceId service) {

	/**
	 * Return the name without the package.
	 */
	String simpleName() {
		return this.className.substring(this.className.lastIndexOf('.') + 1);
	}

	/**
	 * Return whether it calls a service, or stands on a client that does.
	 */
	boolean calls(ServiceId service) {
		return this.service != null && this.service.equals(service);
	}

	/**
	 * Return the name of the bean, as a person would give it.
	 */
	String beanName() {
		return StringUtils.uncapitalize(simpleName());
	}

	/**
	 * Return the name of the bean of a named client.
	 * @param name the name of the client
	 * @param main whether this is the client that has the name to itself
	 */
	String beanName(String name, boolean main) {
		return main ? name : name + simpleName();
	}

	/**
	 * What a client is.
	 */
	enum Kind {

		SYNC, ASYNC, PRESIGNER, LIBRARY

	}

}
