package dev.switchboard.loadtest.simulate.check;

/** What must never happen, whatever the scenario. */
public enum Invariant {
    ONE_OWNER("no chat is given to two agents, or after its end"),
    CAPACITY("no agent has more units than his capacity"),
    SKILL("nobody gets a chat of a queue that he does not serve, or without the skills"),
    STEP("no chat gives up a skill, or asks agents of other queues, while somebody with room may have it without that"),
    LIMITS(
            "no queue takes, keeps or gives away more chats than its limits say, and none goes to another queue without need"),
    ORDER("no chat is served before an older one of its class and queue"),
    AGE("no chat is served before one of greater effective age that the agent could have had"),
    NO_IDLE_WAIT("no chat waits beside an agent with room who may have it");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    /** {@return what is promised} */
    public String text() {
        return text;
    }
}
