package dev.switchboard.server.admin;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.AccountStore.Stored;
import dev.switchboard.server.account.Faults;
import dev.switchboard.server.account.Format;
import dev.switchboard.server.account.References;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.api.Fields;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, replaces, deletes and lists the objects of one kind in the account store.
 *
 * <p>A change that another one overtook is refused, with one exception: when what is stored is exactly what was asked for, the
 * call is a repeat of one whose answer was lost or that failed half-way, and is answered like the first.
 */
final class ObjectEditor<M extends Message> {
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 500;

    private final AccountStore store;
    private final Format<M> format;

    ObjectEditor(AccountStore store, Format<M> format) {
        this.store = store;
        this.format = format;
    }

    /**
     * What a put did.
     *
     * @param before the canonical object that was replaced; null for a new object and for a repeat
     * @param repeated nothing was changed: it was stored before
     */
    record Change<M>(long id, long revision, @Nullable M before, M after, boolean repeated, References references) {}

    M shown(Change<M> change) {
        return format.shown(change.after, change.id, change.revision, change.references);
    }

    CompletionStage<Change<M>> put(M given) {
        return References.load(store).thenCompose(references -> {
            Faults faults = new Faults();
            M wanted = format.canonical(given, references, faults);
            refuse(faults);
            if (format.idOf(given).isEmpty()) {
                if (format.revisionOf(given) != 0) {
                    throw Fields.invalid("revision", "0 for a new object");
                }
                return create(wanted, references);
            }
            return replace(Requests.id(format.idOf(given)), format.revisionOf(given), wanted, references);
        });
    }

    private CompletionStage<Change<M>> create(M wanted, References references) {
        String name = format.uniqueName(wanted);
        // Asked before an id is taken, because ids are counted; the store decides about a race.
        return store.byName(format.kind(), name).thenCompose(taken -> {
            if (taken != null) {
                return CompletableFuture.completedStage(repeatOrNameTaken(taken, wanted, references));
            }
            return newId().thenCompose(id -> onConflict(
                    store.put(format.kind(), id, name, 0, wanted.toByteArray()),
                    () -> store.byName(format.kind(), name)
                            .thenApply(winner -> repeatOrNameTaken(winner, wanted, references)),
                    revision -> new Change<>(id, revision, null, wanted, false, references)));
        });
    }

    /**
     * Puts back what a change replaced, or deletes what it made. Where another change came meanwhile, and where it was a repeat,
     * nothing is done.
     */
    CompletionStage<Void> undo(Change<M> change) {
        M before = change.before;
        if (change.repeated) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<Void> undone = before == null
                ? store.delete(format.kind(), change.id, change.revision)
                : store.put(format.kind(), change.id, format.uniqueName(before), change.revision, before.toByteArray())
                        .thenAccept(revision -> {});
        return undone.exceptionallyCompose(failure -> Failures.isConflict(failure)
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(failure));
    }

    /** Takes the next id; ids are never fewer than objects, so only a high one asks for a count. */
    CompletionStage<Long> newId() {
        return store.nextId(format.kind())
                .thenCompose(id -> id <= format.countMax()
                        ? CompletableFuture.completedStage(id)
                        : count(0, 0).thenApply(count -> {
                            if (count >= format.countMax()) {
                                throw new ApiException(ErrorCode.LIMIT_REACHED, "at most " + format.countMax());
                            }
                            return id;
                        }));
    }

    private CompletionStage<Integer> count(long after, int counted) {
        return store.list(format.kind(), after, PAGE_MAX).thenCompose(page -> {
            int sum = counted + page.size();
            return page.size() < PAGE_MAX
                    ? CompletableFuture.completedStage(sum)
                    : count(page.get(page.size() - 1).id(), sum);
        });
    }

    private CompletionStage<Change<M>> replace(long id, long revision, M wanted, References references) {
        return store.get(format.kind(), id).thenCompose(stored -> {
            if (stored == null) {
                throw notFound();
            }
            M before = format.parse(stored);
            if (stored.revision() != revision) {
                return CompletableFuture.completedStage(repeatOrConflict(stored, revision, wanted, references));
            }
            Faults faults = new Faults();
            format.checkChange(before, wanted, faults);
            refuse(faults);
            String name = format.uniqueName(wanted);
            return onConflict(
                    store.put(format.kind(), id, name, revision, wanted.toByteArray()),
                    () -> whyConflict(id, revision, wanted, references),
                    newRevision -> new Change<>(id, newRevision, before, wanted, false, references));
        });
    }

    private CompletionStage<Change<M>> whyConflict(long id, long revision, M wanted, References references) {
        return store.byName(format.kind(), format.uniqueName(wanted)).thenCompose(holder -> {
            if (holder != null && holder.id() != id) {
                throw new ApiException(ErrorCode.NAME_TAKEN, ErrorCode.NAME_TAKEN.text());
            }
            return store.get(format.kind(), id)
                    .thenApply(stored -> repeatOrConflict(stored, revision, wanted, references));
        });
    }

    private Change<M> repeatOrNameTaken(@Nullable Stored stored, M wanted, References references) {
        if (stored != null && format.parse(stored).equals(wanted)) {
            return new Change<>(stored.id(), stored.revision(), null, wanted, true, references);
        }
        throw new ApiException(
                stored == null ? ErrorCode.CONFLICT : ErrorCode.NAME_TAKEN,
                (stored == null ? ErrorCode.CONFLICT : ErrorCode.NAME_TAKEN).text());
    }

    private Change<M> repeatOrConflict(@Nullable Stored stored, long revision, M wanted, References references) {
        if (stored != null
                && stored.revision() == revision + 1
                && format.parse(stored).equals(wanted)) {
            return new Change<>(stored.id(), stored.revision(), null, wanted, true, references);
        }
        throw new ApiException(ErrorCode.CONFLICT, ErrorCode.CONFLICT.text());
    }

    /** The object as it is stored; fails with NOT_FOUND. */
    CompletionStage<M> get(long id) {
        return store.get(format.kind(), id).thenApply(stored -> {
            if (stored == null) {
                throw notFound();
            }
            return format.parse(stored);
        });
    }

    /** Deletes the object; when it is gone already, nothing happens and the answer is false. */
    CompletionStage<Boolean> delete(long id, long revision) {
        return store.get(format.kind(), id).thenCompose(stored -> {
            if (stored == null) {
                return CompletableFuture.completedStage(false);
            }
            if (stored.revision() != revision) {
                throw new ApiException(ErrorCode.CONFLICT, ErrorCode.CONFLICT.text());
            }
            return store.delete(format.kind(), id, revision).thenApply(done -> true);
        });
    }

    CompletionStage<Page<M>> list(ListRequest request) {
        long after = Requests.cursor(request.getCursor());
        int limit = Fields.limit(request.getLimit(), PAGE, PAGE_MAX);
        // One more than asked for, to know whether anything follows.
        return store.list(format.kind(), after, limit + 1)
                .thenCompose(stored -> References.load(store).thenApply(references -> {
                    List<Stored> page = stored.subList(0, Math.min(limit, stored.size()));
                    String next = stored.size() > limit
                            ? Long.toString(page.get(limit - 1).id())
                            : "";
                    return new Page<>(
                            page.stream()
                                    .map(one -> format.shown(format.parse(one), one.id(), one.revision(), references))
                                    .toList(),
                            next);
                }));
    }

    record Page<M>(List<M> items, String nextCursor) {}

    static void refuse(Faults faults) {
        if (!faults.isEmpty()) {
            throw Fields.refused(faults.code(), faults.byField());
        }
    }

    static ApiException notFound() {
        return new ApiException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.text());
    }

    private static <T, R> CompletionStage<R> onConflict(
            CompletionStage<T> put, Supplier<CompletionStage<R>> conflict, Function<T, R> done) {
        CompletableFuture<CompletionStage<R>> next = new CompletableFuture<>();
        var unused = put.whenComplete((value, failure) -> {
            if (failure == null) {
                next.complete(CompletableFuture.completedStage(done.apply(value)));
            } else if (Failures.isConflict(failure)) {
                next.complete(conflict.get());
            } else {
                next.completeExceptionally(Failures.cause(failure));
            }
        });
        return next.thenCompose(stage -> stage);
    }
}
