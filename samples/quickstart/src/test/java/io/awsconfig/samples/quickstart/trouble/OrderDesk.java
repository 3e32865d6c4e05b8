package io.awsconfig.samples.quickstart.trouble;

import java.util.List;

import io.awsconfig.samples.quickstart.QuickstartApplication;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The application as it runs on AWS: without the servers that stand in for AWS, and
 * without the thread that waits for orders, which would say all a second time.
 */
public final class OrderDesk {

	/**
	 * The JVM system property with the name of a class that somebody has added.
	 */
	static final String CODE = "trouble.code";

	private OrderDesk() {
	}

	/**
	 * Start it in a JVM of its own.
	 * @param args the command line
	 * @throws ClassNotFoundException if there is no such class as somebody has added
	 */
	public static void main(String[] args) throws ClassNotFoundException {
		String code = System.getProperty(CODE);
		application((code != null) ? Class.forName(code) : null).run(args);
	}

	static SpringApplication application(@Nullable Class<?> code) {
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		if (code != null) {
			application.addPrimarySources(List.of(code));
		}
		application.addInitializers(OrderDesk::takeServersAway);
		return application;
	}

	private static void takeServersAway(ConfigurableApplicationContext context) {
		GenericApplicationContext beans = (GenericApplicationContext) context;
		context.addBeanFactoryPostProcessor((factory) -> List.of("localServers", "orderListener", "orderResources")
			.forEach(beans::removeBeanDefinition));
	}

}
