package io.awsconfig.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.SettingSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The connection details that an application has, as the place that comes before all
 * others in which settings can stand.
 *
 * @since 0.1.0
 */
@Internal
public final class AwsConnections {

	private final Map<Object, ConnectionSettingSource> connections = new LinkedHashMap<>();

	private AwsConnections() {
	}

	/**
	 * Return where settings can stand: in the beans of type {@link AwsConnectionDetails},
	 * and below them in other places. A bean that is marked as a fallback yields to any
	 * other for the same services.
	 * @param beanFactory has the beans
	 * @param others the other places
	 * @return the places, the one that counts first
	 * @throws AwsConfigurationException if there are two details for the same service, or
	 * if some are not complete
	 */
	public static List<SettingSource> before(ListableBeanFactory beanFactory, List<SettingSource> others) {
		String[] names = beanFactory.getBeanNamesForType(AwsConnectionDetails.class);
		if (names.length == 0) {
			return others;
		}
		AwsConnections connections = new AwsConnections();
		for (boolean fallback : new boolean[] { false, true }) {
			for (String name : names) {
				if (isFallback(beanFactory, name) == fallback
						&& !beanFactory.isTypeMatch(name, PropertiesAwsConnectionDetails.class)) {
					connections.add("bean '" + name + "'", beanFactory.getBean(name, AwsConnectionDetails.class),
							fallback);
				}
			}
		}
		return connections.before(others);
	}

	/**
	 * Return where settings can stand: in some details, and below them in other places.
	 * @param name what the details are called
	 * @param details the details
	 * @param others the other places
	 * @return the places, the one that counts first
	 * @throws AwsConfigurationException if the details are not complete
	 */
	public static List<SettingSource> before(String name, AwsConnectionDetails details, List<SettingSource> others) {
		AwsConnections connections = new AwsConnections();
		connections.add(name, details, false);
		return connections.before(others);
	}

	private static boolean isFallback(ListableBeanFactory beanFactory, String name) {
		return beanFactory instanceof ConfigurableListableBeanFactory configurable
				&& configurable.containsBeanDefinition(name) && configurable.getMergedBeanDefinition(name).isFallback();
	}

	private void add(String name, AwsConnectionDetails details, boolean fallback) {
		ConnectionSettingSource added = new ConnectionSettingSource(name, details);
		List<Object> keys = new ArrayList<>(added.getServices());
		if (keys.isEmpty()) {
			keys.add("all services");
		}
		if (fallback && keys.removeIf(this.connections::containsKey)) {
			// Without any it would be one of all services
			if (!keys.isEmpty()) {
				ConnectionSettingSource rest = added.of(keys);
				keys.forEach((key) -> this.connections.put(key, rest));
			}
			return;
		}
		for (Object key : keys) {
			ConnectionSettingSource other = this.connections.get(key);
			if (other != null) {
				throw new AwsConfigurationException(
						Problem.of("There are two AWS connections for %s.".formatted(key))
							.line("One", other.getOrigin())
							.line("Another", added.getOrigin()),
						"Remove one of them, mark one as @Fallback, or let each name services of its own.");
			}
		}
		keys.forEach((key) -> this.connections.put(key, added));
	}

	private List<SettingSource> before(List<SettingSource> others) {
		List<SettingSource> sources = new ArrayList<>();
		for (SettingSource connection : this.connections.values()) {
			if (!sources.contains(connection)) {
				sources.add(connection);
			}
		}
		sources.addAll(others);
		return sources;
	}

}
