package io.awsconfig.client.bean;

import java.util.HashSet;
import java.util.Set;

import io.awsconfig.settings.AwsConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says in the log why a client cannot be made, and what to do, once the application has
 * started. Before that, Spring Boot's failure analysis says it. Whoever logs the
 * exception shows no more than what is wrong.
 */
final class LateFailures {

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	/**
	 * What is said of clients that are made at run time comes from outside.
	 */
	static final int MOST = 100;

	private final Set<String> told = new HashSet<>();

	private volatile boolean started;

	/**
	 * Begin, since nobody analyzes failures from now on.
	 */
	void start() {
		this.started = true;
	}

	/**
	 * Say why a client cannot be made, unless that has been said.
	 * @param client the client, for people to read
	 * @param failure why it cannot be made
	 * @return the failure
	 */
	<X extends AwsConfigurationException> X tell(String client, X failure) {
		if (this.started && isNew(failure)) {
			logger.error("""
					%s cannot be made.

					Description:

					%s

					Action:

					%s
					""".formatted(client, failure.getMessage(), failure.getAction()));
		}
		return failure;
	}

	private boolean isNew(AwsConfigurationException failure) {
		synchronized (this.told) {
			return this.told.size() < MOST && this.told.add(failure.getMessage() + "\n" + failure.getAction());
		}
	}

}
