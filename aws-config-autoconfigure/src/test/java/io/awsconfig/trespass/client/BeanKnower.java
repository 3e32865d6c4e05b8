package io.awsconfig.trespass.client;

import io.awsconfig.trespass.client.bean.LawfulBeans;

public final class BeanKnower {

	private final LawfulBeans beans = new LawfulBeans();

}
