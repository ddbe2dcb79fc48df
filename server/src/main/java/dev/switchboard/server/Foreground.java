package dev.switchboard.server;

/** Keeps the process up while its node serves, and drains the node when the process is asked to end. */
final class Foreground {

    private Foreground() {}

    /** Blocks until the node has ended; gives the exit code. */
    static int run(Launcher.Running node) throws InterruptedException {
        Thread onSignal = new Thread(node::stop, "sb-shutdown");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return node.await();
        } finally {
            boolean unused = forget(onSignal);
        }
    }

    /** {@return false when the process is ending because of the very signal, and the hook at work} */
    private static boolean forget(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}
