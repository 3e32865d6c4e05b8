package io.awsconfig.trespass.sharedconfig;

public final class LawfulFiles {

}
