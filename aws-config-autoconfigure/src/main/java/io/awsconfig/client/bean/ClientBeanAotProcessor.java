package io.awsconfig.client.bean;

import java.util.Objects;
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
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.javapoet.ClassName;
import org.springframework.javapoet.CodeBlock;

/**
 * Writes the definitions of clients as code that calls the builders, so that a compiled
 * application looks for no class and calls no method by its name.
 */
final class ClientBeanAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		RootBeanDefinition definition = registeredBean.getMergedBeanDefinition();
		return (definition.getAttribute(ClientBeans.MARK) instanceof String name) ? BeanRegistrationAotContribution
			.withCustomCodeFragments((fragments) -> new ClientCodeFragments(fragments, create(definition, name)))
				: null;
	}

	private static CodeBlock create(RootBeanDefinition definition, String name) {
		Class<?> type = definition.getTargetType();
		// Of such a client, Spring takes what the method returns for its type
		if (type == null || ClientBeans.FAIL.equals(definition.getFactoryMethodName())) {
			ValueHolder missing = definition.getConstructorArgumentValues().getIndexedArgumentValue(0, String.class);
			return CodeBlock.of("fail($S)", Objects.requireNonNull(missing).getValue());
		}
		boolean named = !name.isEmpty();
		if (LibraryClients.supports(type)) {
			return named ? CodeBlock.of("createNamed($T.class, $S)", type, name)
					: CodeBlock.of("create($T.class)", type);
		}
		return CodeBlock.of("create($T.class, $L, $T::builder)", type,
				named ? CodeBlock.of("$S", name) : CodeBlock.of("null"), type);
	}

	private static final class ClientCodeFragments extends BeanRegistrationCodeFragmentsDecorator {

		private static final Set<String> ATTRIBUTES = Set.of(ClientBeans.MARK,
				AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);

		private final CodeBlock create;

		ClientCodeFragments(BeanRegistrationCodeFragments delegate, CodeBlock create) {
			super(delegate);
			this.create = create;
		}

		/**
		 * The code stands beside the class that makes the clients.
		 */
		@Override
		public ClassName getTarget(RegisteredBean registeredBean) {
			return ClassName.get(AwsClients.class);
		}

		@Override
		public CodeBlock generateSetBeanDefinitionPropertiesCode(GenerationContext generationContext,
				BeanRegistrationCode beanRegistrationCode, RootBeanDefinition beanDefinition,
				Predicate<String> attributeFilter) {
			RootBeanDefinition withoutArguments = beanDefinition.cloneBeanDefinition();
			withoutArguments.getConstructorArgumentValues().clear();
			CodeBlock.Builder code = CodeBlock.builder();
			code.add(super.generateSetBeanDefinitionPropertiesCode(generationContext, beanRegistrationCode,
					withoutArguments, attributeFilter.or(ATTRIBUTES::contains)));
			// That there is none gets lost, and then one is found
			code.addStatement("$L.setDestroyMethodName($S)", BEAN_DEFINITION_VARIABLE, "");
			return code.build();
		}

		@Override
		public CodeBlock generateInstanceSupplierCode(GenerationContext generationContext,
				BeanRegistrationCode beanRegistrationCode, boolean allowDirectSupplierShortcut) {
			return CodeBlock.of("$T.of((bean) -> bean.getBeanFactory().getBean($S, $T.class).$L)",
					InstanceSupplier.class, ClientBeans.CLIENTS, AwsClients.class, this.create);
		}

	}

}
