package io.awsconfig.client;

import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.javapoet.CodeBlock;

/**
 * Writes the definitions of clients as code that calls the builders, so that a compiled
 * application looks for no class and calls no method by its name.
 */
final class ClientBeanAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		RootBeanDefinition definition = registeredBean.getMergedBeanDefinition();
		Class<?> type = definition.getTargetType();
		return (type != null && definition.getAttribute(ClientBeans.MARK) instanceof String name)
				? BeanRegistrationAotContribution
					.withCustomCodeFragments((fragments) -> new ClientCodeFragments(fragments, type, name))
				: null;
	}

	private static final class ClientCodeFragments extends BeanRegistrationCodeFragmentsDecorator {

		private static final Set<String> ATTRIBUTES = Set.of(ClientBeans.MARK,
				AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);

		private final Class<?> type;

		private final String name;

		ClientCodeFragments(BeanRegistrationCodeFragments delegate, Class<?> type, String name) {
			super(delegate);
			this.type = type;
			this.name = name;
		}

		@Override
		public CodeBlock generateSetBeanDefinitionPropertiesCode(GenerationContext generationContext,
				BeanRegistrationCode beanRegistrationCode, RootBeanDefinition beanDefinition,
				Predicate<String> attributeFilter) {
			RootBeanDefinition withoutArguments = beanDefinition.cloneBeanDefinition();
			withoutArguments.getConstructorArgumentValues().clear();
			return super.generateSetBeanDefinitionPropertiesCode(generationContext, beanRegistrationCode,
					withoutArguments, attributeFilter.or(ATTRIBUTES::contains));
		}

		@Override
		public CodeBlock generateInstanceSupplierCode(GenerationContext generationContext,
				BeanRegistrationCode beanRegistrationCode, boolean allowDirectSupplierShortcut) {
			return CodeBlock.of("$T.<$T>of((bean) -> $L.$L)", InstanceSupplier.class, this.type,
					CodeBlock.of("bean.getBeanFactory().getBean($S, $T.class)", ClientBeans.CLIENTS, AwsClients.class),
					create());
		}

		private CodeBlock create() {
			boolean named = !this.name.isEmpty();
			if (LibraryClients.supports(this.type)) {
				return named ? CodeBlock.of("createNamed($T.class, $S)", this.type, this.name)
						: CodeBlock.of("create($T.class)", this.type);
			}
			CodeBlock name = named ? CodeBlock.of("$S", this.name) : CodeBlock.of("null");
			return CodeBlock.of("create($T.class, $L, $T::builder)", this.type, name, this.type);
		}

	}

}
