package io.awsconfig.trespass.retry.method;

import io.awsconfig.trespass.retry.LawfulRetry;

public final class LawfulTemplate {

	private final LawfulRetry retry = new LawfulRetry();

}
