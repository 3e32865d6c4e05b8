package io.awsconfig.libraries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http2.Http2Protocol;

/**
 * A server of this machine with a port for each service. Speaks HTTP/1.1, and HTTP/2 to
 * those clients that begin with it, as the ones of Bedrock and Kinesis do.
 */
final class LocalServer {

	private final Tomcat tomcat = new Tomcat();

	private final Map<Integer, LocalService> services = new ConcurrentHashMap<>();

	LocalServer(Path directory) {
		this.tomcat.setBaseDir(directory.toString());
		this.tomcat.addContext("", null).getPipeline().addValve(new Services());
		try {
			this.tomcat.start();
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Give a service a port.
	 * @param name the name of the service
	 * @return the service
	 */
	LocalService add(String name) {
		Connector connector = new Connector();
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		connector.addUpgradeProtocol(new Http2Protocol());
		this.tomcat.getService().addConnector(connector);
		LocalService service = new LocalService(name, connector.getLocalPort());
		this.services.put(connector.getLocalPort(), service);
		return service;
	}

	void stop() {
		try {
			this.tomcat.stop();
			this.tomcat.destroy();
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class Services extends ValveBase {

		@Override
		public void invoke(Request request, Response response) throws IOException {
			Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (String name : Collections.list(request.getHeaderNames())) {
				headers.put(name, Collections.list(request.getHeaders(name)));
			}
			LocalService service = Objects.requireNonNull(LocalServer.this.services.get(request.getLocalPort()));
			String authority = request.getServerName() + ":" + request.getServerPort();
			Answer answer = service.answer(authority, request.getProtocol(), request.getMethod(),
					request.getRequestURI(), headers, request.getInputStream().readAllBytes());
			response.setStatus(answer.status());
			answer.headers().forEach(response::setHeader);
			response.setContentLength(answer.body().length);
			response.getOutputStream().write(answer.body());
		}

	}

}
