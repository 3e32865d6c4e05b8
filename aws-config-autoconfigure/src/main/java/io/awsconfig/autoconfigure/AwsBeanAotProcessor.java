package io.awsconfig.autoconfigure;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.javapoet.CodeBlock;

/**
 * Keeps what the generated code of the beans that are made here would lose: what
 * {@link AwsBeanFactoryPostProcessor} says of them, and that one has no destroy method,
 * without which Spring finds one.
 */
final class AwsBeanAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		BeanDefinition definition = registeredBean.getBeanFactory().getBeanDefinition(registeredBean.getBeanName());
		return AwsBeanFactoryPostProcessor.isMadeHere(definition) ? BeanRegistrationAotContribution
			.withCustomCodeFragments((fragments) -> new AwsBeanCodeFragments(fragments, definition)) : null;
	}

	private static final class AwsBeanCodeFragments extends BeanRegistrationCodeFragmentsDecorator {

		private final boolean withoutDestroyMethod;

		AwsBeanCodeFragments(BeanRegistrationCodeFragments delegate, BeanDefinition definition) {
			super(delegate);
			this.withoutDestroyMethod = "".equals(definition.getDestroyMethodName());
		}

		@Override
		public CodeBlock generateSetBeanDefinitionPropertiesCode(GenerationContext generationContext,
				BeanRegistrationCode beanRegistrationCode, RootBeanDefinition beanDefinition,
				Predicate<String> attributeFilter) {
			CodeBlock.Builder code = CodeBlock.builder();
			code.add(super.generateSetBeanDefinitionPropertiesCode(generationContext, beanRegistrationCode,
					beanDefinition, attributeFilter.or(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE::equals)));
			if (this.withoutDestroyMethod) {
				code.addStatement("$L.setDestroyMethodName($S)", BEAN_DEFINITION_VARIABLE, "");
			}
			return code.build();
		}

	}

}
