package io.awsconfig.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Makes the {@link AwsClientConfigurer} that an application on a machine would have.
 */
final class Configurers {

	private Configurers() {
	}

	static AwsClientConfigurer onCommandLine(FakeMachine machine, String... properties) {
		machine.arguments(map(properties));
		return create(machine, List.of());
	}

	static AwsClientConfigurer create(FakeMachine machine, String... properties) {
		return create(machine, List.of(), properties);
	}

	static AwsClientConfigurer create(FakeMachine machine, List<AwsClientCustomizer<?>> customizers,
			String... properties) {
		AwsSetup setup = AwsSetup.on(machine.properties(map(properties)));
		return new AwsClientConfigurer(setup.settings(), setup.credentials(),
				new SettingsRegionProvider(setup.settings(), () -> {
					throw SdkClientException.create("There is no instance metadata service");
				}), customizers);
	}

	static AwsSettings settings(FakeMachine machine, String... properties) {
		return AwsSetup.on(machine.properties(map(properties))).settings();
	}

	private static Map<String, String> map(String[] properties) {
		Map<String, String> map = new LinkedHashMap<>();
		for (String property : properties) {
			int separator = property.indexOf('=');
			map.put(property.substring(0, separator), property.substring(separator + 1));
		}
		return map;
	}

}
