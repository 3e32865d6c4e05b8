package io.awsconfig.samples.accounts.local;

/**
 * The clients, and where the endpoint of each is set.
 */
enum LocalClient {

	LIVE("the client 'live'", "'aws.clients.live.endpoint-url' in application.yml"),

	ARCHIVE("the client 'archive'", "'aws.clients.archive.endpoint-url' in application.yml"),

	APPLICATION("the client without a name", "the 'endpoint_url' of 's3', section [services local] of aws/config");

	private final String title;

	private final String place;

	LocalClient(String title, String place) {
		this.title = title;
		this.place = place;
	}

	String place() {
		return this.place;
	}

	@Override
	public String toString() {
		return this.title;
	}

}
