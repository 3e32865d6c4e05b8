package io.awsconfig.actuate;

import java.util.Set;

import io.awsconfig.actuate.AwsEndpoint.AwsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.DoctorDescriptor;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeTypeUtils;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of the {@link AwsEndpoint}: knows
 * who asks, and answers 404 for what there is not.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = AwsEndpoint.class)
public class AwsEndpointWebExtension {

	/**
	 * The request is right, and what the settings say now is not.
	 */
	private static final int STATUS_CONFLICT = 409;

	private final AwsEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show the values that are no secrets
	 * @param roles the roles of users to whom values are shown
	 */
	public AwsEndpointWebExtension(AwsEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Return what applies, at a glance.
	 * @param securityContext who asks
	 * @return the summary
	 */
	@ReadOperation
	public AwsDescriptor aws(SecurityContext securityContext) {
		return this.delegate.getAws(isShown(securityContext));
	}

	/**
	 * Return the settings that are set, the services that have settings of their own or
	 * clients, the named clients, or the credentials.
	 * @param securityContext who asks
	 * @param part {@code settings}, {@code services}, {@code clients} or
	 * {@code credentials}
	 * @param all whether to return what is not set as well: anything but {@code false},
	 * also nothing at all
	 * @return the part, or 404 with the names of those there are
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> part(SecurityContext securityContext, @Selector String part,
			@Nullable String all) {
		return found(this.delegate.getPart(part, scope(securityContext, all)));
	}

	/**
	 * Return one setting, or the clients and the settings of one service or named client.
	 * @param securityContext who asks
	 * @param part {@code settings}, {@code services} or {@code clients}
	 * @param name the setting under any of its names, the service, or the client
	 * @param all whether to return what is not set as well: anything but {@code false},
	 * also nothing at all
	 * @return the setting, service or client, or 404 with the names that are most alike
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> entry(SecurityContext securityContext, @Selector String part,
			@Selector String name, @Nullable String all) {
		return found(this.delegate.getEntry(part, name, scope(securityContext, all)));
	}

	/**
	 * Refresh the credentials, reload the settings, or try out whether the application
	 * can work with AWS, and wait until that is done.
	 * @param part {@code credentials}, {@code reload} or {@code doctor}
	 * @return how fresh the credentials are then, what the reload has changed or what the
	 * doctor has found; 409 if something is wrong with the settings, which stay as they
	 * were; else 404
	 */
	@WriteOperation(produces = { AwsEndpoint.ACTUATOR_V3, AwsEndpoint.ACTUATOR_V2, AwsEndpoint.JSON, AwsEndpoint.ANY })
	public WebEndpointResponse<OperationResponseBody> refresh(@Selector String part) {
		return respond(perform(part));
	}

	/**
	 * Do the same for a terminal. A parameter that tells what whoever asks wants to read
	 * would ask for a body of the request.
	 * @param part {@code credentials}, {@code reload} or {@code doctor}
	 * @return what the doctor has found as text, or JSON in the other cases
	 */
	@WriteOperation(produces = "text/plain;charset=UTF-8")
	public WebEndpointResponse<Object> text(@Selector String part) {
		OperationResponseBody body = perform(part);
		if (body instanceof DoctorDescriptor doctor) {
			return new WebEndpointResponse<>(doctor.report().toText());
		}
		return respond(body);
	}

	private Scope scope(SecurityContext securityContext, @Nullable String all) {
		return new Scope(isShown(securityContext), AwsEndpoint.isWanted(all));
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

	private static WebEndpointResponse<OperationResponseBody> found(OperationResponseBody body) {
		return new WebEndpointResponse<>(body, (body instanceof NotFoundDescriptor)
				? WebEndpointResponse.STATUS_NOT_FOUND : WebEndpointResponse.STATUS_OK);
	}

	/**
	 * To know who asks, an operation that writes would want a body of the request.
	 */
	private @Nullable OperationResponseBody perform(String part) {
		return this.delegate.refresh(part, this.showValues.isShown(false));
	}

	/**
	 * Respond with JSON, also to a browser that would rather have something else.
	 */
	private static <T> WebEndpointResponse<T> respond(@Nullable T body) {
		if (body == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		boolean refused = body instanceof ReloadDescriptor reload && reload.description() != null;
		return new WebEndpointResponse<>(body, refused ? STATUS_CONFLICT : WebEndpointResponse.STATUS_OK,
				MimeTypeUtils.APPLICATION_JSON);
	}

}
