package io.awsconfig.settings;

import io.awsconfig.AwsClientId;

/**
 * A client that an application has beside the one of its service, for another account or
 * Region for example: {@code aws.clients.<name>.*}.
 *
 * @param name its name
 * @param service the service that it calls
 * @param declaration what names the service, with its place
 * @param settings its settings: its own, then those of the profile that it names, then
 * those of its service, then those of all services
 * @since 0.1.0
 */
public record NamedClient(String name, ServiceId service, WrittenValue declaration, AwsSettings settings) {

	/**
	 * What names the service, beside the settings; not one of the guide's.
	 */
	public static final AwsSetting<String> SERVICE = AwsSetting
		.of("service", SettingTypes.text("the identifier of a service", ".*[A-Za-z0-9].*", "has no letter or digit"),
				"Identifier of the service that the client calls, such as s3.", (setting) -> {
				})
		.notInFiles()
		.perClient()
		.section("Named clients")
		.reaches(SettingReach.STARTER);

	/**
	 * Return which client this is.
	 * @return its identity
	 */
	public AwsClientId id() {
		return new AwsClientId(this.service.toString(), this.name);
	}

}
