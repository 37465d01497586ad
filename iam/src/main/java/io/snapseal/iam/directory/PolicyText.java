package io.snapseal.iam.directory;

/**
 * A policy's document by the name a decision gives it.
 *
 * @param name the ARN of a managed policy; for an inline policy as the policy simulator names it,
 *     {@code user_alice_mine}
 */
public record PolicyText(String name, String document) {}
