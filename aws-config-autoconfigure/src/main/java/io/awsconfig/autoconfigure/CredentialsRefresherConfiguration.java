package io.awsconfig.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.awsconfig.credentials.CredentialsRefresher;

/**
 * Threads that refresh credentials. Imported by {@link AwsCredentialsAutoConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
class CredentialsRefresherConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.PLATFORM)
	CredentialsRefresher awsCredentialsRefresher() {
		return new CredentialsRefresher(Clock.systemUTC(), System::nanoTime);
	}

	@Bean("awsCredentialsRefresher")
	@ConditionalOnMissingBean
	@ConditionalOnThreading(Threading.VIRTUAL)
	CredentialsRefresher awsCredentialsRefresherOnVirtualThreads() {
		return new CredentialsRefresher(Clock.systemUTC(), System::nanoTime,
				new VirtualThreadTaskExecutor("aws-credentials-").getVirtualThreadFactory());
	}

}
