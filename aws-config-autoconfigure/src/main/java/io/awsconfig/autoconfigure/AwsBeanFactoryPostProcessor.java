package io.awsconfig.autoconfigure;

import io.awsconfig.environment.AwsEnvironment;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.MethodMetadata;

/**
 * Puts the shared files below all property sources, also those that configuration classes
 * add. And says of the beans that are made here that none listens to events: whoever
 * looks for that loads every class that one of their methods names.
 */
final class AwsBeanFactoryPostProcessor implements BeanFactoryPostProcessor {

	private static final String PACKAGE = AwsBeanFactoryPostProcessor.class.getPackageName() + ".";

	private final ConfigurableEnvironment environment;

	AwsBeanFactoryPostProcessor(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		AwsEnvironment.attachTo(this.environment).moveFilesToEnd();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			if (isMadeHere(definition)) {
				definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
			}
		}
	}

	/**
	 * Return whether a bean is made by a method of one of the auto-configurations.
	 */
	static boolean isMadeHere(BeanDefinition definition) {
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return method != null && method.getDeclaringClassName().startsWith(PACKAGE);
	}

}
