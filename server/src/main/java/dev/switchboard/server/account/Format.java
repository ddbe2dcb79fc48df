package dev.switchboard.server.account;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.switchboard.server.storage.StorageException;

/**
 * One kind of account object: how what is given becomes what is stored, and what is stored becomes what is shown.
 *
 * <p>The stored message is canonical: names in lower case, defaults filled in, references by id, the fields {@code id} and
 * {@code revision} empty because the store keeps them. So two messages that mean the same are equal.
 *
 * @param <M> the message of admin.proto
 */
public interface Format<M extends Message> {
    AccountStore.Kind kind();

    /** There are at most this many objects of the kind. */
    int countMax();

    Parser<M> parser();

    String idOf(M given);

    long revisionOf(M given);

    /** The name that is unique within the kind. */
    String uniqueName(M stored);

    /** Checks and makes canonical; the result means nothing when faults were added. */
    M canonical(M given, References references, Faults faults);

    /** Notes what may not change once the object exists. */
    default void checkChange(M before, M after, Faults faults) {}

    M shown(M stored, long id, long revision, References references);

    default M parse(AccountStore.Stored stored) {
        try {
            return parser().parseFrom(stored.value());
        } catch (InvalidProtocolBufferException e) {
            throw new StorageException(
                    StorageException.Reason.CORRUPT, "stored " + kind() + " " + stored.id() + " cannot be read", e);
        }
    }
}
