package io.awsconfig.client.bean;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * What injection would make of the beans there are.
 */
final class BeanCandidates {

	private BeanCandidates() {
	}

	/**
	 * Return whether a bean is injected where nobody names it.
	 */
	static boolean isCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
		if (!beanFactory.containsBeanDefinition(name)) {
			return true;
		}
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(name);
		return !definition.isAbstract() && definition.isAutowireCandidate()
				&& (!(definition instanceof AbstractBeanDefinition candidate) || candidate.isDefaultCandidate());
	}

	/**
	 * Find what is injected by its type, of all beans but ours. Looked at once, since
	 * asking for each of many types would look at every bean as often.
	 * @return the names of the interfaces below the packages of the SDK
	 */
	static Set<String> interfacesOfOthers(ConfigurableListableBeanFactory beanFactory) {
		Set<String> interfaces = new HashSet<>();
		for (ConfigurableListableBeanFactory factory = beanFactory; factory != null; factory = parentOf(factory)) {
			Set<String> names = new LinkedHashSet<>(Arrays.asList(factory.getBeanDefinitionNames()));
			names.addAll(Arrays.asList(factory.getSingletonNames()));
			for (String name : names) {
				boolean ours = factory == beanFactory && ClientBeans.isOurs(factory, name);
				if (!ours && isCandidate(factory, name)) {
					addInterfaces(typeOf(factory, name), interfaces);
				}
			}
		}
		return interfaces;
	}

	/**
	 * Find the interfaces of one bean below the packages of the SDK.
	 */
	static Set<String> interfacesOf(ConfigurableListableBeanFactory beanFactory, String name) {
		Set<String> interfaces = new HashSet<>();
		addInterfaces(typeOf(beanFactory, name), interfaces);
		return interfaces;
	}

	static @Nullable ConfigurableListableBeanFactory parentOf(ConfigurableListableBeanFactory beanFactory) {
		BeanFactory parent = beanFactory.getParentBeanFactory();
		if (parent instanceof ConfigurableApplicationContext context) {
			return context.getBeanFactory();
		}
		return (parent instanceof ConfigurableListableBeanFactory factory) ? factory : null;
	}

	private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			return beanFactory.getType(behindProxy(beanFactory, name), false);
		}
		catch (BeansException | LinkageError ex) {
			// It will say so itself when it is made
			return null;
		}
	}

	/**
	 * Find the bean that a scoped proxy stands for, since a proxy does not tell its type.
	 */
	private static String behindProxy(ConfigurableListableBeanFactory beanFactory, String name) {
		BeanDefinition definition = beanFactory.containsBeanDefinition(name) ? beanFactory.getMergedBeanDefinition(name)
				: null;
		BeanDefinitionHolder decorated = (definition instanceof RootBeanDefinition root) ? root.getDecoratedDefinition()
				: null;
		return (decorated != null) ? decorated.getBeanName() : name;
	}

	private static void addInterfaces(@Nullable Class<?> type, Set<String> interfaces) {
		if (type == null || type.isPrimitive() || type.isArray()) {
			return;
		}
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			if (candidate.getName().startsWith(ClientTypes.SDK)) {
				interfaces.add(candidate.getName());
			}
		}
	}

}
