package dev.switchboard.server.gateway;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Sent;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.ConnectionEvents;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands for the session layer: writes down what it is told, welcomes a hello as the role that its token names, and
 * answers each text with the frame's id.
 */
final class RecordingEvents implements ConnectionEvents {

    final List<String> seen = new CopyOnWriteArrayList<>();
    final List<Connection> connections = new CopyOnWriteArrayList<>();

    @Override
    public void opened(Connection connection, String origin) {
        connections.add(connection);
        seen.add("opened " + origin);
    }

    @Override
    public void frame(Connection connection, ClientFrame frame) {
        seen.add(frame.getBodyCase() + " " + frame.getId());
        ServerFrame.Builder reply = ServerFrame.newBuilder().setReplyTo(frame.getId());
        switch (frame.getBodyCase()) {
            case HELLO ->
                connection.send(reply.setWelcome(Welcome.newBuilder()
                                .setRole(role(frame.getHello().getToken())))
                        .build());
            case SEND ->
                connection.send(reply.setSent(Sent.newBuilder().setSequence(frame.getId()))
                        .build());
            default ->
                connection.send(
                        reply.setHeartbeat(Heartbeat.getDefaultInstance()).build());
        }
    }

    @Override
    public void closed(Connection connection) {
        seen.add("closed");
    }

    /** Damaged tokens are customers'. */
    private static Role role(String token) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(token))
                .findFirst()
                .orElse(Role.ROLE_CUSTOMER);
    }
}
