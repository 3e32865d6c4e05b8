package io.awsconfig.precedence;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * An application that writes down what it was given and ends. It asks for neither
 * credentials nor a Region, so it calls nobody.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ChildApplication {

	static final String REPORT = "child.report";

	static final String ENVIRONMENT_PREFIX = "child.environment-prefix";

	@Value("${aws.region:none}")
	private String region = "";

	public static void main(String[] args) throws IOException {
		SpringApplication application = new SpringApplication(ChildApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironmentPrefix(System.getProperty(ENVIRONMENT_PREFIX));
		try (ConfigurableApplicationContext context = application.run(args);
				Writer writer = Files.newBufferedWriter(Path.of(System.getProperty(REPORT)))) {
			report(context).store(writer, null);
		}
	}

	private static Properties report(ConfigurableApplicationContext context) {
		Properties report = new Properties();
		AwsSettings settings = context.getBean(AwsSettings.class);
		settings.getValues().forEach((value) -> {
			report(report, value.getSetting().getName(), value);
			put(report, value.getSetting().getName() + ".property",
					shown(value.getSetting(), property(context.getEnvironment(), value.getSetting())));
		});
		Set<ServiceId> services = new TreeSet<>(settings.getServices());
		services.add(ServiceId.of("s3"));
		for (ServiceId service : services) {
			settings.forService(service)
				.getValues()
				.stream()
				.filter((value) -> value.getSetting().isPerClient())
				.forEach((value) -> report(report, service + "/" + value.getSetting().getName(), value));
		}
		put(report, "keys", describe(settings.getAccessKeys()));
		put(report, "profile-keys", describe(settings.getProfileAccessKeys()));
		put(report, "@Value", context.getBean(ChildApplication.class).region);
		return report;
	}

	private static <T> void report(Properties report, String name, SettingValue<T> settingValue) {
		AwsSetting<T> setting = settingValue.getSetting();
		T value = settingValue.getValue();
		put(report, name + ".value", (value != null) ? shown(setting, setting.getType().write(value)) : null);
		WrittenValue written = settingValue.getWritten();
		put(report, name + ".written", (written != null) ? describe(setting, written) : null);
		put(report, name + ".origin", (written != null) ? written.origin().toString() : null);
		put(report, name + ".shadowed",
				settingValue.getShadowed()
					.stream()
					.map((shadowed) -> describe(setting, shadowed))
					.collect(Collectors.joining("\n")));
	}

	private static @Nullable String property(Environment environment, AwsSetting<?> setting) {
		return environment.getProperty(setting.getPropertyName());
	}

	private static String describe(AwsSetting<?> setting, WrittenValue written) {
		return describe(setting, written.kind().name(), written.spelling(), written.text());
	}

	static String describe(AwsSetting<?> setting, String kind, String spelling, String text) {
		return kind + " " + spelling + "=" + shown(setting, text);
	}

	private static @Nullable String describe(@Nullable AccessKeys keys) {
		return (keys != null) ? keys.abbreviatedAccessKeyId() + " from " + keys.written().spelling() : null;
	}

	/**
	 * Return what a test may compare without seeing a secret.
	 */
	static @Nullable String shown(AwsSetting<?> setting, @Nullable String text) {
		if (text == null || !(setting.isSensitive() || setting == SettingCatalog.ACCESS_KEY_ID)) {
			return text;
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256:" + HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void put(Properties report, String name, @Nullable String value) {
		if (value != null) {
			report.setProperty(name, value);
		}
	}

}
