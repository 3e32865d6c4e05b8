package io.awsconfig.samples.accounts.local;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local in the place of an account. It keeps the tables of each access key and
 * Region apart, as AWS does with accounts and Regions, and writes into the log who asks
 * for what.
 */
final class LocalAccount {

	private final URI endpoint;

	private final Server server;

	private LocalAccount(URI endpoint, Server server) {
		this.endpoint = endpoint;
		this.server = server;
	}

	/**
	 * Start DynamoDB Local without its own main class, which listens on every network
	 * interface and reports its use to AWS.
	 */
	static LocalAccount start(URI endpoint) {
		try {
			Server server = new Server(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
			server.setHandler(new RequestLog(endpoint, new LocalDynamoDBServerHandler(
					new LocalDynamoDBRequestHandler(0, true, null, false, false), null)));
			server.start();
			return new LocalAccount(endpoint, server);
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local does not start at " + endpoint, ex);
		}
	}

	void stop() {
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local does not stop at " + this.endpoint, ex);
		}
	}

	/**
	 * Writes each request into the log before it is answered.
	 */
	private static final class RequestLog extends Handler.Wrapper {

		private static final Logger logger = LoggerFactory.getLogger(LocalAccount.class);

		/**
		 * Of an access key only the last four characters, as everywhere.
		 */
		private static final Pattern SIGNATURE = Pattern.compile("Credential=\\w*(\\w{4})/\\d+/([^/]+)/dynamodb/");

		private final URI endpoint;

		RequestLog(URI endpoint, Handler handler) {
			super(handler);
			this.endpoint = endpoint;
		}

		@Override
		public boolean handle(Request request, Response response, Callback callback) throws Exception {
			String target = String.valueOf(request.getHeaders().get("X-Amz-Target"));
			Matcher signature = SIGNATURE.matcher(String.valueOf(request.getHeaders().get("Authorization")));
			if (signature.find()) {
				logger.info("{} at {}, signed with ****{} for {}", target.substring(target.indexOf('.') + 1),
						this.endpoint, signature.group(1), signature.group(2));
			}
			return super.handle(request, response, callback);
		}

	}

}
