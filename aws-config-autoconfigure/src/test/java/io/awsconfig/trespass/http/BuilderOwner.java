package io.awsconfig.trespass.http;

import io.awsconfig.trespass.retry.LawfulRetry;

public final class BuilderOwner {

	private final LawfulRetry retry = new LawfulRetry();

}
