package io.awsconfig.autoconfigure;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;

import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.doctor.DoctorReport;
import io.awsconfig.doctor.Verdict;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.NativeDetector;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Calls the doctor at start, if {@code aws.doctor} says so: in place of the application,
 * in the background when it has started, or when it could not.
 */
final class DoctorRunListener implements SpringApplicationRunListener, Ordered {

	/**
	 * What a system of bootstrap contexts adds to the environment of such a context,
	 * which is not the application's.
	 */
	private static final String BOOTSTRAP = "bootstrap";

	private static final Log logger = LogFactory.getLog(AwsDoctor.class);

	private final SpringApplication application;

	private final PrintStream out;

	private final IntConsumer exit;

	private @Nullable ConfigurableEnvironment environment;

	// The only public one is what Spring Boot calls
	public DoctorRunListener(SpringApplication application, String[] arguments) {
		this(application, System.out, System::exit);
	}

	/**
	 * Create a listener.
	 * @param application the application
	 * @param out takes the report of {@code only}
	 * @param exit ends the JVM
	 */
	DoctorRunListener(SpringApplication application, PrintStream out, IntConsumer exit) {
		this.application = application;
		this.out = out;
		this.exit = exit;
	}

	/**
	 * After whoever prepares the environment.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		this.environment = environment;
		if (isMode("only", environment) && !environment.getPropertySources().contains(BOOTSTRAP)
				&& !environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false)) {
			this.exit.accept(examineOnly(environment));
		}
	}

	private int examineOnly(ConfigurableEnvironment environment) {
		if (NativeDetector.inNativeImage()) {
			this.out.println(
					"AWS doctor: a native image has no beans but those of the application. Ask its endpoint: POST /actuator/aws/doctor, or set 'aws.doctor' to always.");
			return 2;
		}
		DoctorReport report = StandaloneDoctor.examine(environment, this.application.getClassLoader());
		this.out.print(report.toText());
		this.out.flush();
		return report.isHealthy() ? 0 : 1;
	}

	@Override
	public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		if (isMode("always", context.getEnvironment())) {
			Thread thread = new Thread(() -> tell(context), "aws-doctor");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static void tell(ConfigurableApplicationContext context) {
		try {
			AwsDoctor doctor = context.getBeanProvider(AwsDoctor.class).getIfAvailable();
			if (doctor != null) {
				tell(doctor.examine());
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The application was closed before the doctor had finished", ex);
		}
	}

	private static void tell(DoctorReport report) {
		if (report.verdict() == Verdict.OK) {
			logger.info(report.toLine());
		}
		else {
			logger.warn(report.toText().stripTrailing());
		}
	}

	/**
	 * Nobody waits for this start any more.
	 */
	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		ConfigurableEnvironment environment = this.environment;
		if (environment == null || NativeDetector.inNativeImage() || !isOfAws(exception)
				|| !(isMode("on-failure", environment) || isMode("always", environment))) {
			return;
		}
		try {
			tell(StandaloneDoctor.examine(environment, this.application.getClassLoader()));
		}
		catch (RuntimeException ex) {
			logger.debug("The doctor itself failed", ex);
		}
	}

	private static boolean isOfAws(Throwable exception) {
		for (Throwable each = exception; each != null; each = each.getCause()) {
			String name = each.getClass().getName();
			if (name.startsWith("io.awsconfig.") || name.startsWith("software.amazon.awssdk.")
					|| name.startsWith("io.awspring.cloud.")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Look without the settings, which may be what is wrong.
	 */
	private static boolean isMode(String mode, ConfigurableEnvironment environment) {
		String value = environment.getProperty(SettingCatalog.DOCTOR.getPropertyName());
		return value != null && uniform(value).equals(uniform(mode));
	}

	private static String uniform(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
	}

}
