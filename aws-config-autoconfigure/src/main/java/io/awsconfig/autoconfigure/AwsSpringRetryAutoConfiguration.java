package io.awsconfig.autoconfigure;

import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.method.QuotaBackOffPolicy;
import io.awsconfig.retry.method.QuotaRetryPolicy;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.retry.RetryOperations;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;
import org.springframework.retry.support.RetryTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for methods of the application that
 * are retried with spring-retry. The beans are found by name only, so that nobody gets
 * them who asks for a template of any kind.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class)
@ConditionalOnClass(RetryTemplate.class)
public final class AwsSpringRetryAutoConfiguration {

	static final String TEMPLATE = "awsRetryTemplate";

	static final String INTERCEPTOR = "awsRetryInterceptor";

	@Bean(name = TEMPLATE, defaultCandidate = false)
	@Lazy
	@ConditionalOnMissingBean(name = TEMPLATE)
	RetryTemplate awsRetryTemplate(RetryStrategies retryStrategies, AwsSettings settings) {
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(
				new QuotaRetryPolicy(retryStrategies, TEMPLATE, settings.getValue(SettingCatalog.MAX_ATTEMPTS)));
		template.setBackOffPolicy(new QuotaBackOffPolicy());
		return template;
	}

	@Bean(name = INTERCEPTOR, defaultCandidate = false)
	@Lazy
	@ConditionalOnMissingBean(name = INTERCEPTOR)
	RetryOperationsInterceptor awsRetryInterceptor(@Qualifier(TEMPLATE) RetryOperations template) {
		RetryOperationsInterceptor interceptor = new RetryOperationsInterceptor();
		interceptor.setRetryOperations(template);
		return interceptor;
	}

}
