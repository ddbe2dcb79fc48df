package dev.switchboard.server.auth;

import dev.switchboard.server.routing.model.SiteId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may get tokens for, as proved once and kept behind a renewal token. An agent's role is not part of it: it is
 * read anew at each renewal.
 *
 * @param site of a customer, else null
 * @param name display name of an identified customer, else empty
 * @param via id of the app key whose assertion proved it, 0 for none; a deleted key renews nothing
 * @param sinceMs UTC time of the proof
 */
record Grant(TokenSubject subject, @Nullable SiteId site, String name, long via, long sinceMs) {
    private static final int FIELDS = 5;

    static Grant customer(TokenSubject subject, SiteId site, String name, long via, long sinceMs) {
        return new Grant(subject, site, name, via, sinceMs);
    }

    static Grant staff(TokenSubject subject, long via, long sinceMs) {
        return new Grant(subject, null, "", via, sinceMs);
    }

    /** One line per field; the name has no line breaks, because control characters are refused. */
    String encode() {
        return String.join(
                "\n",
                List.of(
                        subject.text(),
                        site == null ? "" : Integer.toString(site.value()),
                        Long.toString(via),
                        Long.toString(sinceMs),
                        name));
    }

    static @Nullable Grant decode(String text) {
        String[] fields = text.split("\n", -1);
        TokenSubject subject = fields.length == FIELDS ? TokenSubject.parse(fields[0]) : null;
        if (subject == null) {
            return null;
        }
        SiteId site = fields[1].isEmpty() ? null : new SiteId(Integer.parseInt(fields[1]));
        return new Grant(subject, site, fields[4], Long.parseLong(fields[2]), Long.parseLong(fields[3]));
    }
}
