package io.awsconfig.trespass.credentials.refresh;

import io.awsconfig.trespass.credentials.fetch.LawfulFetcher;

public final class SourceKnower {

	private final LawfulFetcher fetcher = new LawfulFetcher();

}
