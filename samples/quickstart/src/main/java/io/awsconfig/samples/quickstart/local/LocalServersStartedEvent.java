package io.awsconfig.samples.quickstart.local;

import org.springframework.context.ApplicationEvent;

/**
 * Says that the embedded servers can be used.
 */
public class LocalServersStartedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	LocalServersStartedEvent(LocalServers source) {
		super(source);
	}

}
