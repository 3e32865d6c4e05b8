package io.awsconfig.environment;

import io.awsconfig.settings.catalog.SettingCatalog;

/**
 * The one switch that the SDK reads for every client, that no builder has, and whose
 * blank it refuses: whether configured endpoints are ignored. Where it is blank, it gets
 * its default as a JVM system property, which the SDK reads first. To the settings, it is
 * still blank.
 */
final class BlankSwitch {

	/**
	 * Not the constant, to be told from what somebody else has set.
	 */
	@SuppressWarnings("StringOperationCanBeSimplified")
	private static final String DEFAULT = new String("false");

	private BlankSwitch() {
	}

	static void cover() {
		String property = SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS.getSystemProperties().get(0);
		String text = System.getProperty(property);
		if (text == null) {
			text = System.getenv(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS.getEnvironmentVariables().get(0));
		}
		if (text != null && text.isBlank()) {
			System.setProperty(property, DEFAULT);
		}
	}

	/**
	 * Return what somebody has set.
	 */
	static String uncover(Object value) {
		return (value == DEFAULT) ? "" : value.toString();
	}

}
