package io.awsconfig.trespass.environment;

public final class LawfulSource {

	private final Object machine = System.getenv();

}
