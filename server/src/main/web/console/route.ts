/** Where in the console somebody is: the address behind the hash. */
export type Route =
    | { readonly page: 'chats'; readonly chat: string | undefined }
    | { readonly page: 'waiting'; readonly queue: string | undefined }
    | { readonly page: 'messages'; readonly answered: boolean; readonly message: string | undefined }
    | { readonly page: 'admin'; readonly path: readonly string[] };

export const home: Route = { page: 'chats', chat: undefined };

/** A hash that is no path is the code of a one-time link. */
export function linkCode(hash: string): string | undefined {
    const code = hash.replace(/^#/, '');
    return code === '' || code.startsWith('/') ? undefined : code;
}

export function parseRoute(hash: string): Route {
    const [page, ...rest] = hash.replace(/^#?\/?/, '').split('/').map(decode);
    switch (page) {
        case 'waiting':
            return { page, queue: rest[0] };
        case 'messages':
            return { page, answered: rest[0] === 'answered', message: rest[1] };
        case 'admin':
            return { page, path: rest.filter((part) => part !== '') };
        default:
            return { page: 'chats', chat: page === 'chats' ? rest[0] : undefined };
    }
}

export function hrefOf(route: Route): string {
    const parts =
        route.page === 'chats' ? [route.chat]
        : route.page === 'waiting' ? [route.queue]
        : route.page === 'messages' ? [route.answered ? 'answered' : 'open', route.message]
        : route.path;
    return ['#', route.page, ...parts.filter((part) => part !== undefined).map(encodeURIComponent)].join('/');
}

function decode(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
