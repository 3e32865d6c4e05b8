package io.awsconfig.client.bean;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.client.bean.ClientType.Kind;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.ServiceId;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * The definitions of the clients as beans: one for each client, presigner and client of a
 * library on the class path, lazy, typed by its interface and named as a person would
 * name it, such as {@code s3Client}. Making the bean builds the client.
 * <p>
 * A type that the application has a bean of gets none. Named clients have their name as
 * qualifier, and are injected where that is asked for only.
 *
 * @since 0.1.0
 */
@Internal
public final class ClientBeans {

	/**
	 * The name of the bean that makes the clients.
	 */
	public static final String CLIENTS = "awsClients";

	static final String MARK = ClientBeans.class.getName();

	/**
	 * The method that stands for a client that cannot be made.
	 */
	static final String FAIL = "fail";

	private static final Log logger = LogFactory.getLog(AwsClients.class);

	private final BeanDefinitionRegistry registry;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ClassLoader classLoader;

	private final Collection<ClientType> types;

	private final Set<String> interfacesOfOthers;

	private ClientBeans(BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beanFactory,
			ClassLoader classLoader) {
		this.registry = registry;
		this.beanFactory = beanFactory;
		this.classLoader = classLoader;
		this.types = ClientTypes.on(classLoader);
		this.interfacesOfOthers = BeanCandidates.interfacesOfOthers(beanFactory);
	}

	/**
	 * Register the definitions.
	 * @param registry where to
	 * @param beanFactory the beans that there are so far, in the same registry
	 * @param named the services of the named clients, by their names
	 */
	public static void register(BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beanFactory,
			Map<String, ServiceId> named) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		ClientBeans beans = new ClientBeans(registry, beanFactory,
				(classLoader != null) ? classLoader : ClientBeans.class.getClassLoader());
		named.forEach(beans::registerNamed);
		for (ClientType type : beans.types) {
			beans.register(type);
		}
	}

	private void registerNamed(String name, ServiceId service) {
		ClientType main = findMain(service);
		for (ClientType type : this.types) {
			if (type.calls(service)) {
				register(type, name, type.beanName(name, type == main));
			}
		}
	}

	/**
	 * Find the client that has the name to itself: the sync one, if there is one.
	 */
	private @Nullable ClientType findMain(ServiceId service) {
		ClientType main = null;
		for (ClientType type : this.types) {
			if (type.calls(service) && (type.kind() == Kind.SYNC || (type.kind() == Kind.ASYNC && main == null))) {
				main = type;
			}
		}
		return main;
	}

	private void register(ClientType type) {
		if (!this.interfacesOfOthers.contains(type.className())) {
			register(type, null, type.beanName());
		}
	}

	private void register(ClientType type, @Nullable String name, String beanName) {
		RootBeanDefinition definition = define(type, name);
		if (definition == null) {
			return;
		}
		if (name != null && isOfType(beanName, type)) {
			return;
		}
		if (!this.registry.isBeanNameInUse(beanName)) {
			this.registry.registerBeanDefinition(beanName, definition);
			return;
		}
		String other = (name != null) ? type.beanName(name, false) : type.className();
		if (!this.registry.isBeanNameInUse(other)) {
			this.registry.registerBeanDefinition(other, definition);
			logger.warn(
					"The %s is the bean '%s', since '%s' is another bean".formatted(type.className(), other, beanName));
		}
	}

	/**
	 * Return whether there is a bean of that name and type, here or in a parent.
	 */
	private boolean isOfType(String beanName, ClientType type) {
		return this.beanFactory.containsBean(beanName)
				&& BeanCandidates.interfacesOf(this.beanFactory, beanName).contains(type.className());
	}

	/**
	 * Define a client.
	 * @return the definition, or {@code null} if the class loader does not let anybody
	 * see its interface
	 */
	private @Nullable RootBeanDefinition define(ClientType type, @Nullable String name) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setFactoryBeanName(CLIENTS);
		try {
			Class<?> clientInterface = ClassUtils.forName(type.className(), this.classLoader);
			definition.setTargetType(clientInterface);
			definition.setFactoryMethodName((name != null) ? "createNamed" : "create");
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, clientInterface);
			if (name != null) {
				definition.getConstructorArgumentValues().addIndexedArgumentValue(1, name);
			}
		}
		catch (ClassNotFoundException ex) {
			return null;
		}
		catch (LinkageError ex) {
			// Nobody can ask for that type, and its client must not keep others from
			// theirs
			definition.setFactoryMethodName(FAIL);
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type.className());
		}
		definition.setLazyInit(true);
		definition.setDestroyMethodName("");
		definition.setResourceDescription("aws-config (%s is on the class path)".formatted(type.className()));
		// With overriding switched on, a later @Bean method of that name replaces it; of
		// the application's role it would stay, and the method be passed over
		definition.setRole(BeanDefinition.ROLE_SUPPORT);
		definition.setAttribute(MARK, (name != null) ? name : "");
		// Whoever looks for annotated methods in a client loads the classes of all its
		// requests and responses
		definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
		if (name != null) {
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
			definition.setDefaultCandidate(false);
			definition.setFallback(true);
		}
		return definition;
	}

	/**
	 * Remove the clients that somebody else has a bean of by now: a library, or a test. A
	 * client that a test has put its own object in place of stays, as that object.
	 * @param beanFactory the beans that there are
	 */
	public static void backOff(ConfigurableListableBeanFactory beanFactory) {
		if (!(beanFactory instanceof BeanDefinitionRegistry registry)) {
			return;
		}
		Set<String> interfacesOfOthers = BeanCandidates.interfacesOfOthers(beanFactory);
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (isUnnamed(beanFactory, name) && !beanFactory.containsSingleton(name)) {
				Class<?> type = beanFactory.getType(name, false);
				if (type != null && interfacesOfOthers.contains(type.getName())) {
					registry.removeBeanDefinition(name);
				}
			}
		}
	}

	/**
	 * Return whether there are beans of a named client.
	 * @param beanFactory where to look
	 * @param name the name of the client, in any spelling
	 * @return whether there is one at least
	 */
	public static boolean isNamed(ConfigurableListableBeanFactory beanFactory, String name) {
		ClientName wanted = ClientName.of(name);
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			if (beanFactory.getBeanDefinition(beanName).getAttribute(MARK) instanceof String found && !found.isEmpty()
					&& ClientName.of(found).equals(wanted)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a bean is one of the clients that are defined here.
	 */
	static boolean isOurs(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name) && beanFactory.getBeanDefinition(name).hasAttribute(MARK);
	}

	private static boolean isUnnamed(ConfigurableListableBeanFactory beanFactory, String name) {
		return Objects.equals("", beanFactory.getBeanDefinition(name).getAttribute(MARK));
	}

}
