package io.awsconfig.precedence;

import java.util.List;

import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Lets clients with each HTTP implementation make a request to each of the endpoints that
 * the system property {@value #ENDPOINTS} has, and says what came of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProxiedClients {

	static final String ENDPOINTS = "test.endpoints";

	static final List<String> SYNC = List.of("apache5", "apache", "url-connection");

	public static void main(String[] args) {
		for (String endpoint : System.getProperty(ENDPOINTS).split(",")) {
			for (String implementation : SYNC) {
				request(args, implementation, endpoint, (context) -> context.getBean(KmsClient.class).listKeys());
			}
			request(args, "netty", endpoint, (context) -> context.getBean(KmsAsyncClient.class).listKeys().join());
		}
	}

	private static void request(String[] args, String implementation, String endpoint, Request request) {
		SpringApplication application = new SpringApplication(ProxiedClients.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		String[] all = new String[args.length + 2];
		System.arraycopy(args, 0, all, 0, args.length);
		all[args.length] = "--aws.http." + (implementation.equals("netty") ? "async" : "sync") + "=" + implementation;
		all[args.length + 1] = "--aws.endpoint-url=" + endpoint;
		try (ConfigurableApplicationContext context = application.run(all)) {
			request.send(context);
			System.out.println("RESULT " + implementation + " " + endpoint + " ok");
		}
		catch (RuntimeException ex) {
			System.out.println("RESULT " + implementation + " " + endpoint + " " + ex);
		}
	}

	interface Request {

		void send(ConfigurableApplicationContext context);

	}

}
