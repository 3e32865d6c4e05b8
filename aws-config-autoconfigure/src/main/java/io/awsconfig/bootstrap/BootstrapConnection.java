package io.awsconfig.bootstrap;

import io.awsconfig.connection.AwsConnectionDetails;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.bootstrap.BootstrapContextClosedEvent;
import org.springframework.context.ApplicationListener;

/**
 * The connection details that somebody registers before there are beans. They become one,
 * unless there are others.
 */
final class BootstrapConnection implements ApplicationListener<BootstrapContextClosedEvent> {

	private static final String BEAN_NAME = "awsBootstrapConnectionDetails";

	@Override
	public void onApplicationEvent(BootstrapContextClosedEvent event) {
		ConfigurableListableBeanFactory beanFactory = event.getApplicationContext().getBeanFactory();
		if (beanFactory instanceof BeanDefinitionRegistry registry && !beanFactory.containsBean(BEAN_NAME)) {
			RootBeanDefinition definition = new RootBeanDefinition(AwsConnectionDetails.class,
					() -> event.getBootstrapContext().get(AwsConnectionDetails.class));
			definition.setFallback(true);
			registry.registerBeanDefinition(BEAN_NAME, definition);
		}
	}

}
