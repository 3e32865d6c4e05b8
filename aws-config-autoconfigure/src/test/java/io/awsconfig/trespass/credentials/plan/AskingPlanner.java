package io.awsconfig.trespass.credentials.plan;

import io.awsconfig.trespass.credentials.fetch.LawfulFetcher;

public final class AskingPlanner {

	private final LawfulFetcher fetcher = new LawfulFetcher();

}
