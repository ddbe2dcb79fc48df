package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.AcceptOffer;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.CloseReason;
import dev.switchboard.protocol.v1.ServerFrame;

/** An agent who accepts each offer at once and ends the chat when told to. */
final class Clerk {

    private final Watch watch;
    private final Talker talker;

    /** Is told of offers and chats. */
    interface Watch {
        void offered(String customer);

        void accepted(Runnable end);
    }

    Clerk(RawClient client, Watch watch) {
        this.watch = watch;
        talker = new Talker(client, this::pushed);
    }

    private void pushed(ServerFrame push) {
        if (!push.hasOffer()) {
            return;
        }
        watch.offered(push.getOffer().getChat().getCustomer().getId());
        talker.ask(
                ClientFrame.newBuilder()
                        .setAcceptOffer(AcceptOffer.newBuilder()
                                .setOffer(push.getOffer().getId())),
                reply -> watch.accepted(() -> end(reply.getChatReply().getChat())));
    }

    private void end(Chat chat) {
        CloseChat close = CloseChat.newBuilder()
                .setChat(chat.getId())
                .setReason(CloseReason.CLOSE_REASON_SOLVED)
                .setAssignment(chat.getAssignment())
                .build();
        talker.ask(ClientFrame.newBuilder().setCloseChat(close), reply -> {});
    }
}
