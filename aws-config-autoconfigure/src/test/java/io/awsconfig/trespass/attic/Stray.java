package io.awsconfig.trespass.attic;

public final class Stray {

}
