package dev.switchboard.client;

/**
 * Threads that many clients share: a few for sockets and a few for callbacks, all daemon threads. A client takes no
 * thread of its own, so thousands fit into one process.
 *
 * <p>Clients built without one share a default (one socket thread, as many callback threads as processors, at least two)
 * that exists while any of them is open. Make your own to choose the numbers. Not meant to be implemented by users of the
 * library.
 */
public interface SharedResources extends AutoCloseable {

    /**
     * Starts threads for clients; they end with {@link #close()}.
     *
     * @param socketThreads threads for sockets, 1–64. One carries thousands of clients.
     * @param callbackThreads threads for callbacks, 1–1,024. More than one help only if callbacks take long.
     * @return the resources; the caller closes them after the last client that uses them
     * @throws IllegalArgumentException if a number is out of its range
     */
    static SharedResources create(int socketThreads, int callbackThreads) {
        return NettyResources.create(socketThreads, callbackThreads);
    }

    /**
     * Ends the threads. Clients that still use them are cut off: their calls complete no more, so close them before.
     * Returns at once; a second call does nothing.
     */
    @Override
    void close();
}
