package io.snapseal.wire;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An operation asked for by name, with its parameters still undecoded: their types are not known
 * before the operation is.
 *
 * @param name as the client gives it
 * @param parameters turns an empty builder of the request into the request; throws {@link
 *     RefusedException}
 */
record OperationCall(String name, UnaryOperator<SdkPojo> parameters) {}
