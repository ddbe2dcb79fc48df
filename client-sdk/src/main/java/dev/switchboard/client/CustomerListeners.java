package dev.switchboard.client;

import java.util.function.Consumer;

/** The callbacks of one customer's chat; set while it is being opened. */
final class CustomerListeners {
    Consumer<Message> message = any -> {};
    Consumer<Message> systemLine = any -> {};
    Consumer<Place> moved = any -> {};
    Consumer<Author> assigned = any -> {};
    Consumer<Typing> typing = any -> {};
    Runnable reset = () -> {};
    Consumer<CloseReason> closed = any -> {};
}
