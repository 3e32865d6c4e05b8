package io.awsconfig.trespass.credentials;

public final class Credentials {

}
