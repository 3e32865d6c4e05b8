package io.awsconfig.http;

import java.util.concurrent.atomic.AtomicReference;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Knows the name of the HTTP client that sent the last request.
 */
final class SentHttpClient implements ExecutionInterceptor {

	private final AtomicReference<String> userAgent = new AtomicReference<>("");

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		this.userAgent.set(context.httpRequest().firstMatchingHeader("User-Agent").orElse(""));
	}

	String name() {
		return this.userAgent.get().replaceFirst(".* md/http#(\\S+) .*", "$1");
	}

}
