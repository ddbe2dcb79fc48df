/** What travels between Switchboard's clients and servers: frames, limits and codes. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Protobuf has no module descriptor
module dev.switchboard.protocol {
    requires transitive com.google.protobuf;
    requires com.google.protobuf.util;
    requires static org.jspecify;

    exports dev.switchboard.protocol;
    exports dev.switchboard.protocol.v1;
}
