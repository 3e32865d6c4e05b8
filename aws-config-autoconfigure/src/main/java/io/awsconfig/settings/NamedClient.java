package io.awsconfig.settings;

import io.awsconfig.AwsClientId;
import io.awsconfig.settings.catalog.WrittenValue;

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
	 * Return which client this is.
	 * @return its identity
	 */
	public AwsClientId id() {
		return new AwsClientId(this.service.toString(), this.name);
	}

}
