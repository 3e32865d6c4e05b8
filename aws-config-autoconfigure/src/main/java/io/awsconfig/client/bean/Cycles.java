package io.awsconfig.client.bean;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Tells beans that need a client which cannot be made without them, from beans that
 * cannot be made at all.
 */
final class Cycles {

	private Cycles() {
	}

	/**
	 * Return whether a bean could not be made because it needs one that is being made,
	 * and that is waiting for it.
	 * @param failure why the bean could not be made
	 * @param beanFactory makes the beans
	 */
	static boolean isOneOfThoseWhoAsk(BeanCreationException failure, ConfigurableBeanFactory beanFactory) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BeanCurrentlyInCreationException cycle) {
				String name = cycle.getBeanName();
				// A circle of others is not being made any more when its failure arrives
				// here
				return name != null && beanFactory.isCurrentlyInCreation(name);
			}
		}
		return false;
	}

}
