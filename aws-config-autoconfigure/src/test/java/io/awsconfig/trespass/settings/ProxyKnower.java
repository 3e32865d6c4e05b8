package io.awsconfig.trespass.settings;

import io.awsconfig.trespass.settings.proxy.LawfulProxy;

public final class ProxyKnower {

	private final LawfulProxy known = new LawfulProxy();

}
