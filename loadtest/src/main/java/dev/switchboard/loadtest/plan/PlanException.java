package dev.switchboard.loadtest.plan;

/** The input of a plan is wrong; the message tells a person what to change. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }
}
