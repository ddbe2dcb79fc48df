package dev.switchboard.loadtest.actor;

/** Texts that are unique in a run: who wrote which line of which chat, filled up to a length. */
final class Texts {

    private static final String FILLER =
            " I would like to know when my parcel will arrive and what I have to do if it does not.";

    private Texts() {}

    static String line(int chat, String sender, int turn, int chars) {
        StringBuilder text = new StringBuilder(chars)
                .append('#')
                .append(chat)
                .append('-')
                .append(sender)
                .append('-')
                .append(turn);
        while (text.length() < chars) {
            text.append(FILLER, 0, Math.min(FILLER.length(), chars - text.length()));
        }
        return text.toString();
    }
}
