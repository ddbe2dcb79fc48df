/**
 * The contract between clients and servers: frames, size limits, error codes and close codes.
 *
 * <p>Knows nothing of either side and nothing of the transport. It may import the generated types in {@code
 * dev.switchboard.protocol.v1} and the Protobuf runtime only. Everything here is stateless or immutable and may be used
 * on any thread. Start reading at {@link dev.switchboard.protocol.ProtocolVersion}.
 */
@NullMarked
package dev.switchboard.protocol;

import org.jspecify.annotations.NullMarked;
