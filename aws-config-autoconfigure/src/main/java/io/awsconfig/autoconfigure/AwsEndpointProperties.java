package io.awsconfig.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the {@code aws} endpoint.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("management.endpoint.aws")
public class AwsEndpointProperties {

	/**
	 * When to show the values of settings that tell something about the application's
	 * surroundings. Region, profile, switches, numbers and choices are always shown,
	 * secrets never.
	 */
	private Show showValues = Show.NEVER;

	/**
	 * Roles used to determine whether a user is authorized to be shown values. When
	 * empty, all authenticated users are authorized.
	 */
	private final Set<String> roles = new HashSet<>();

	public Show getShowValues() {
		return this.showValues;
	}

	public void setShowValues(Show showValues) {
		this.showValues = showValues;
	}

	public Set<String> getRoles() {
		return this.roles;
	}

}
