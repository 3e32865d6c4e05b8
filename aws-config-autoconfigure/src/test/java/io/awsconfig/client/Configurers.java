package io.awsconfig.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Makes the {@link AwsClientConfigurer} that an application on a machine would have.
 */
final class Configurers {

	private Configurers() {
	}

	static AwsClientConfigurer onCommandLine(FakeMachine machine, String... properties) {
		return create(environment(machine, true, properties), List.of());
	}

	static AwsClientConfigurer create(FakeMachine machine, String... properties) {
		return create(environment(machine, false, properties), List.of());
	}

	static AwsClientConfigurer create(FakeMachine machine, List<AwsClientCustomizer<?>> customizers,
			String... properties) {
		return create(environment(machine, false, properties), customizers);
	}

	static AwsSettings settings(FakeMachine machine, String... properties) {
		return AwsSettings.resolve(environment(machine, false, properties).getSettingSources());
	}

	private static AwsEnvironment environment(FakeMachine machine, boolean onCommandLine, String... properties) {
		StandardEnvironment environment = machine.applyTo(new StandardEnvironment());
		Map<String, Object> map = new LinkedHashMap<>();
		Arrays.stream(properties).forEach((property) -> {
			int separator = property.indexOf('=');
			map.put(property.substring(0, separator), property.substring(separator + 1));
		});
		MapPropertySource source = new MapPropertySource("application", map);
		if (onCommandLine) {
			environment.getPropertySources().addFirst(source);
		}
		else {
			environment.getPropertySources().addLast(source);
		}
		ConfigurationPropertySources.attach(environment);
		return AwsEnvironment.attachTo(environment);
	}

	private static AwsClientConfigurer create(AwsEnvironment environment, List<AwsClientCustomizer<?>> customizers) {
		AwsSettings settings = AwsSettings.resolve(environment.getSettingSources());
		CredentialsChain credentials = CredentialsChain.of(StandaloneCredentials.contextOf(settings, environment));
		return new AwsClientConfigurer(settings, credentials, new SettingsRegionProvider(settings, () -> {
			throw SdkClientException.create("There is no instance metadata service");
		}), customizers);
	}

}
