/** The page as a place that schedules post to, so that a schedule that is made there is carried out there. */
import { printAddress } from '#src/chat/address.ts'
import type { Message } from '#src/chat/message.ts'
import type { Outcome, Poster, Prepared } from '#src/chat/posting.ts'
import type { Posts } from './posts.ts'

interface PagePrepared extends Prepared {
  readonly message: Message
}

export function createPagePoster(posts: Posts): Poster {
  return {
    platform: 'preview',
    async prepare(message): Promise<PagePrepared> {
      return { parts: [{ weight: 1 }], message }
    },
    async waitForSlot() {},
    repeats: async () => false,
    find: async () => ({ kind: 'unknown', reason: 'the page keeps nothing' }),
    async send(prepared, _part, { target }): Promise<Outcome> {
      return { kind: 'sent', messages: [{ id: posts.add(target, messageOf(prepared)) }] }
    },
    finish: async () => [],
    async edit(prepared, { target }, posted): Promise<Outcome> {
      const [first] = posted
      if (first && posts.replace(target, first.id, messageOf(prepared)))
        return { kind: 'sent', messages: [first] }
      return { kind: 'refused', reason: 'gone', code: 'the page keeps it no longer' }
    },
    check: async () => [],
    // A page has one member, whose channel it is.
    manages: async (target, member) => (target === chatOf(member) ? 'may' : 'mayNot'),
    nameOf: async () => undefined,
    aloneWith: async (member) => chatOf(member),
    linkOf: () => undefined,
  }
}

/** The chat of a page, by the name of its channel. */
export function chatOf(channel: string): string {
  return printAddress({ platform: 'preview', chat: channel })
}

function messageOf(prepared: Prepared): Message {
  return (prepared as PagePrepared).message
}
