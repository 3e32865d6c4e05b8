package io.awsconfig.autoconfigure;

import io.awsconfig.reload.SettingsReloader;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the refresh of Spring Cloud:
 * when it has changed the {@code Environment}, the settings are reloaded, before the
 * beans in refresh scope are made anew.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
public final class AwsSpringCloudAutoConfiguration {

	@Bean
	EnvironmentChangeListener awsEnvironmentChangeListener(ObjectProvider<SettingsReloader> reloader) {
		return new EnvironmentChangeListener(reloader);
	}

	/**
	 * First among those who listen: others may make clients.
	 */
	static final class EnvironmentChangeListener implements ApplicationListener<EnvironmentChangeEvent>, Ordered {

		private final ObjectProvider<SettingsReloader> reloader;

		EnvironmentChangeListener(ObjectProvider<SettingsReloader> reloader) {
			this.reloader = reloader;
		}

		@Override
		public void onApplicationEvent(EnvironmentChangeEvent event) {
			// Whatever has changed: settings may refer to it by placeholders
			this.reloader.getObject().reload("a refresh of Spring Cloud");
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
