package io.awsconfig.trespass.retry;

import io.awsconfig.trespass.retry.method.LawfulTemplate;

public final class TemplateOwner {

	private final LawfulTemplate template = new LawfulTemplate();

}
