package dev.switchboard.loadtest.simulate.engine;

/**
 * Told everything that happens to chats, in order, times in ns. A slot is a chat's number while it is there; it is given again
 * to a later chat.
 */
public interface Witness {
    /** A chat came into a queue: that of its class, or one that takes its overflow. */
    void arrived(int slot, long number, int chatClass, int queue, long nanos);

    /** A chat was refused because there was no room in its queue, nor in one that takes its overflow. */
    void blocked(int chatClass, long nanos);

    /** An agent got the chat. */
    void assigned(int slot, int agent, long nanos);

    /** The customer gave up waiting, or was sent away after the longest wait of the queue. */
    void abandoned(int slot, long nanos);

    /** The agent is done with it, wrap-up included. */
    void freed(int slot, long nanos);

    /** All consequences of what was told so far have been told. */
    void settled(long nanos);
}
