import { EmptyState } from '../components/index.js';
import { useSelect } from '../context.js';
import { focusedChat, panesInView } from '../state/panes.js';
import { ChatList } from './ChatList.js';
import { ChatPane } from './ChatPane.js';
import { QueueStrip } from './QueueStrip.js';
import { WrapUps } from './WrapUps.js';

/** The list beside as many chats as there is room for; on narrow screens one or the other. */
export function ChatsPage() {
    const focused = useSelect(focusedChat);
    const alone = useSelect((state) => state.room === 1);
    return (
        <div class={`chats${focused === undefined ? '' : ' chats-open'}`}>
            <h1 class="unseen">Chats</h1>
            <div class="chats-side">
                <ChatList />
                <WrapUps />
                <QueueStrip />
            </div>
            <div class="panes">
                <Panes focused={focused} alone={alone} />
            </div>
        </div>
    );
}

function Panes({ focused, alone }: { focused: string | undefined; alone: boolean }) {
    // Compared by content: the list is made anew at each look.
    const keys = useSelect((state) => JSON.stringify(panesInView(state)));
    const panes = JSON.parse(keys) as ReturnType<typeof panesInView>;
    const any = useSelect((state) => state.book.size > 0);
    if (panes.length === 0) {
        return any ?
                <EmptyState icon="chat" title="Choose a chat">
                    On the left, or with Alt+J.
                </EmptyState>
            :   <EmptyState icon="chat" title="Nothing to do just now">
                    When a customer is offered to you, you see and hear it here.
                </EmptyState>;
    }
    return (
        <>
            {panes.map(({ chat, pinned }) => (
                <ChatPane key={chat} chat={chat} pinned={pinned} focused={chat === focused} alone={alone} />
            ))}
        </>
    );
}
