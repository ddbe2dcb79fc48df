package dev.switchboard.loadtest.raw;

/** Gets what a connection receives. */
public interface FrameListener {

    /** The bytes of one server frame; the array is used again after the call. */
    void frame(byte[] bytes, int offset, int length);
}
