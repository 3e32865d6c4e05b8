package io.awsconfig.client;

import io.awsconfig.Internal;

/**
 * The clients that there are, and the beans of the application that have to do with them.
 *
 * @param built the clients that have been built
 * @param beans the beans of the application
 */
@Internal
public record ClientsInUse(BuiltClients built, ApplicationBeans beans) {

	/**
	 * Return an application without any.
	 */
	public static ClientsInUse none() {
		return new ClientsInUse(new BuiltClients(), ApplicationBeans.NONE);
	}

}
