package io.awsconfig.trespass.client.bean;

import io.awsconfig.trespass.client.LawfulClientFactory;

public final class LawfulBeans {

	private final LawfulClientFactory factory = new LawfulClientFactory();

}
