package io.awsconfig.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * {@link OperationInvokerAdvisor} that lets a parameter of a URL be there without a
 * value. Servlets give {@code ?all} an empty text, WebFlux gives it {@code null}, which
 * is what a parameter has that is not there.
 */
@Internal
public final class AwsEndpointInvokerAdvisor implements OperationInvokerAdvisor {

	private static final EndpointId ID = EndpointId.of("aws");

	private static final String ALL = "all";

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		// JMX has all arguments always, and no security context
		boolean ofWeb = parameters.stream().anyMatch((parameter) -> parameter.getType() == SecurityContext.class);
		return (endpointId.equals(ID) && operationType == OperationType.READ && ofWeb)
				? (context) -> invoker.invoke(withoutNull(context)) : invoker;
	}

	private static InvocationContext withoutNull(InvocationContext context) {
		Map<String, Object> arguments = context.getArguments();
		SecurityContext securityContext = context.resolveArgument(SecurityContext.class);
		if (securityContext == null || !arguments.containsKey(ALL) || arguments.get(ALL) != null) {
			return context;
		}
		Map<String, Object> changed = new LinkedHashMap<>(arguments);
		changed.put(ALL, "");
		return new InvocationContext(securityContext, changed, new Others(context));
	}

	/**
	 * What else the request has.
	 */
	private record Others(InvocationContext context) implements OperationArgumentResolver {

		@Override
		public boolean canResolve(Class<?> type) {
			return this.context.canResolve(type);
		}

		@Override
		public <T> @Nullable T resolve(Class<T> type) {
			return this.context.resolveArgument(type);
		}

	}

}
