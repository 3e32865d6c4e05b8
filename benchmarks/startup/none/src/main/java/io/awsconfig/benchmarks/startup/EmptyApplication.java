package io.awsconfig.benchmarks.startup;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application without anything of its own, but a bean that a client of the SDK is
 * injected into, if it is told the type of one. Once its context is refreshed it prints
 * how many milliseconds that took, how many of them the thread was running, and how many
 * milliseconds of processor time the whole process took.
 */
@SpringBootApplication
public class EmptyApplication {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/**
	 * Start the application and stop it again.
	 * @param args the type of a client to inject, or none; and {@code created} if there
	 * is no bean of it, but it is created as the AWS SDK does it by itself
	 * @throws ReflectiveOperationException if there is no such type
	 */
	public static void main(String[] args) throws ReflectiveOperationException {
		Stopwatch stopwatch = new Stopwatch(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
		SpringApplication application = new SpringApplication(EmptyApplication.class);
		application.addListeners(stopwatch);
		if (args.length > 0) {
			Class<?> type = Class.forName(args[0], false, EmptyApplication.class.getClassLoader());
			// Not by reflection, which would load the class of each request and response
			MethodHandle create = MethodHandles.publicLookup().findStatic(type, "create", MethodType.methodType(type));
			application.addInitializers((context) -> ((GenericApplicationContext) context).registerBean("user",
					User.class,
					() -> new User((args.length > 1) ? invoke(create) : context.getBeanProvider(type).getObject())));
		}
		try (ConfigurableApplicationContext context = application.run()) {
			context.getEnvironment();
		}
	}

	private static Object invoke(MethodHandle create) {
		try {
			return create.invoke();
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A bean with a client.
	 *
	 * @param client the client
	 */
	record User(Object client) {

	}

	private record Stopwatch(long start, long startOfThread) implements ApplicationListener<ContextRefreshedEvent> {

		@Override
		public void onApplicationEvent(ContextRefreshedEvent event) {
			long refreshed = System.nanoTime();
			long refreshedOfThread = THREADS.getCurrentThreadCpuTime();
			long processorTime = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
			System.out.printf(Locale.ROOT, "%nMEASURED %.3f %.3f %.3f%n", (refreshed - this.start) / 1e6,
					(refreshedOfThread - this.startOfThread) / 1e6, processorTime / 1e6);
		}

	}

}
