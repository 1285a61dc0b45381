/** Platforms for tests of deliveries: what they show is kept, and what goes wrong is scripted. */
import type { Message } from '#src/chat/message.ts'
import type { Destination, PostFault, Outcome, Posted, Poster, Prepared } from '#src/chat/posting.ts'
import type { LanguageCode } from '#src/chat/request.ts'

/** What happens to one call: `arrives` with the answer lost shows the message all the same. */
export type Happening =
  | Exclude<Outcome, { kind: 'sent' } | { kind: 'unknown' }>
  | { readonly kind: 'lost'; readonly arrives: boolean }
  | { readonly kind: 'moved'; readonly to: string }
  /** The call never ends. */
  | { readonly kind: 'hangs' }

export interface Shown {
  readonly target: string
  readonly text: string
  readonly nonce: string
  readonly language: LanguageCode
  readonly id: string
  /** Where it is not in the chat itself. */
  readonly thread?: string
}

export interface FakePoster extends Poster {
  /** What chats show, in the order of its coming. */
  readonly shown: Shown[]
  /** Every call. */
  readonly calls: Destination[]
  /** Happenings of the next calls; undefined lets one pass. */
  readonly script: (Happening | undefined)[]
  readonly prepared: Message[]
  /** Awaited before every turn. */
  gate: () => Promise<void>
  /** Whether a thread can be opened. */
  opens: boolean
}

interface FakePrepared extends Prepared {
  readonly texts: readonly string[]
  readonly language: LanguageCode
}

/** `parts` of every message; Discord remembers nonces, Telegram knows none. */
export function createFakePoster(platform: 'discord' | 'telegram', parts = 1): FakePoster {
  const byNonce = new Map<string, Posted>()
  let last = 0
  const show = (prepared: FakePrepared, part: number, to: Destination, target: string): Posted => {
    const known = platform === 'discord' ? byNonce.get(to.nonce) : undefined
    if (known) return known
    const id = String(++last)
    // A message's thread has its id.
    const opened = part === 0 && to.options.thread && poster.opens ? id : undefined
    const thread = to.thread ?? opened
    const posted: Posted = { id, ...(thread !== undefined && { thread }) }
    byNonce.set(to.nonce, posted)
    const { language } = prepared
    const text = prepared.texts[part] ?? ''
    const place = to.thread === undefined ? {} : { thread: to.thread }
    poster.shown.push({ target, text, nonce: to.nonce, language, id, ...place })
    return posted
  }
  const poster: FakePoster = {
    platform,
    shown: [],
    calls: [],
    script: [],
    prepared: [],
    gate: async () => {},
    opens: true,
    async prepare(message, language): Promise<FakePrepared> {
      poster.prepared.push(message)
      const body = message.blocks.map((block) => ('text' in block ? block.text : '')).join(' ')
      const text = `${message.title} ${body}`.trim()
      const texts = Array.from({ length: parts }, (_, index) => (parts === 1 ? text : `${text} ${index + 1}`))
      const following = (message.thread?.messages ?? []).map(({ name }) => name)
      return {
        texts: [...texts, ...following],
        language,
        parts: [
          ...texts.map(() => ({ weight: 1 })),
          ...following.map(() => ({ weight: 1, follows: true as const })),
        ],
      }
    },
    async waitForSlot(_target, _weight, signal) {
      await Promise.race([
        poster.gate(),
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      ])
    },
    repeats: async () => platform === 'discord',
    async find(_prepared, _part, { nonce }) {
      if (platform !== 'discord') return { kind: 'unknown', reason: 'nothing can be read' }
      const posted = byNonce.get(nonce)
      return posted ? { kind: 'there', messages: [posted] } : { kind: 'absent' }
    },
    async send(given, part, to): Promise<Outcome> {
      const prepared = given as FakePrepared
      poster.calls.push(to)
      const happening = poster.script.shift()
      if (happening === undefined) return { kind: 'sent', messages: [show(prepared, part, to, to.target)] }
      if (happening.kind === 'hangs') return new Promise(() => {})
      if (happening.kind === 'moved') {
        const messages = [show(prepared, part, to, happening.to)]
        return { kind: 'sent', messages, movedTo: happening.to }
      }
      if (happening.kind !== 'lost') return happening
      if (happening.arrives) show(prepared, part, to, to.target)
      return { kind: 'unknown', reason: 'the connection was reset', repeatable: platform === 'discord' }
    },
    finish: async (): Promise<readonly PostFault[]> => [],
    async edit(given, to, posted): Promise<Outcome> {
      const prepared = given as FakePrepared
      for (const [index, { id }] of posted.entries()) {
        const at = poster.shown.findIndex((one) => one.id === id)
        const known = poster.shown[at]
        if (known) poster.shown[at] = { ...known, text: prepared.texts[index] ?? '', target: to.target }
      }
      return { kind: 'sent', messages: posted }
    },
    check: async () => [],
    manages: async () => 'may',
    nameOf: async () => undefined,
    aloneWith: async (member) => (/^\d+$/.test(member) ? `${platform}:${member}` : undefined),
    linkOf: (target, { id }) => `https://example.test/${target}/${id}`,
  }
  return poster
}
