package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.doctor.DoctorReport;
import io.awsconfig.doctor.Finding;
import io.awsconfig.doctor.Verdict;
import io.awsconfig.settings.AwsConfigurationException;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A doctor for an application that is not started, or could not be: knows its
 * {@code Environment} and none of its beans.
 */
final class StandaloneDoctor {

	private static final Finding WITHOUT_BEANS = new Finding("beans", null, Verdict.SKIPPED,
			"the application itself was not started, so that beans of its own (providers, customizers, clients) are not in this report",
			Map.of(), null);

	private StandaloneDoctor() {
	}

	/**
	 * Examine an application.
	 * @param environment its environment
	 * @param classLoader its class loader
	 */
	static DoctorReport examine(ConfigurableEnvironment environment, ClassLoader classLoader) {
		Clock clock = Clock.systemUTC();
		Instant started = clock.instant();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setId("aws-doctor");
			context.setEnvironment(environment);
			context.setClassLoader(classLoader);
			context.register(Beans.class);
			context.refresh();
			return context.getBean(AwsDoctor.class).examine().and(WITHOUT_BEANS);
		}
		catch (RuntimeException ex) {
			for (Throwable each = ex; each != null; each = each.getCause()) {
				if (each instanceof AwsConfigurationException wrong) {
					return DoctorReport.of(wrong, started, Duration.between(started, clock.instant()));
				}
			}
			throw ex;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, AwsAutoConfiguration.class,
			AwsClientAutoConfiguration.class })
	static class Beans {

	}

}
