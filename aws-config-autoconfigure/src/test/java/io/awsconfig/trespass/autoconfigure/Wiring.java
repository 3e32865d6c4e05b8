package io.awsconfig.trespass.autoconfigure;

public final class Wiring {

}
