package io.awsconfig.autoconfigure;

import io.awsconfig.settings.catalog.SettingCatalog;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if there is an {@code sso-session}, in the profile or in any other source. What
 * is decided while the application is built has to hold on every machine, so that it
 * always matches then.
 */
final class OnSsoSessionCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("AWS sso-session");
		Environment environment = context.getEnvironment();
		String property = SettingCatalog.SSO_SESSION.getPropertyName();
		try {
			if (StringUtils.hasText(environment.getProperty(property))) {
				return ConditionOutcome.match(message.found("property").items(property));
			}
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that nothing resolves; the settings say which, and where
			return ConditionOutcome.match(message.because("its value cannot be read"));
		}
		if (Boolean.parseBoolean(environment.getProperty(AbstractAotProcessor.AOT_PROCESSING))) {
			return ConditionOutcome.match(message.because("it is not known before the application runs"));
		}
		return ConditionOutcome.noMatch(message.didNotFind("property").items(property));
	}

}
