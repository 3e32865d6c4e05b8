package io.awsconfig.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the health of the AWS credentials.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("management.health.aws-credentials")
public class AwsCredentialsHealthIndicatorProperties {

	/**
	 * How long before AWS credentials or the sign-in session behind them expire to show
	 * that as a detail of health.
	 */
	private Duration expiryWarningThreshold = Duration.ofMinutes(10);

	public Duration getExpiryWarningThreshold() {
		return this.expiryWarningThreshold;
	}

	public void setExpiryWarningThreshold(Duration expiryWarningThreshold) {
		this.expiryWarningThreshold = expiryWarningThreshold;
	}

}
