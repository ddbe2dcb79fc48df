/**
 * Java client of the Switchboard live chat server, for customers and for agents.
 *
 * <p>Only {@link dev.switchboard.client} is public; everything else may change without notice.
 */
module dev.switchboard.client {
    requires dev.switchboard.protocol;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.resolver;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.switchboard.client;
}
