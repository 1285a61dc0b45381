/** Opens the private chats of members who set an alert, on platforms where they have an address of their own. */
import { createActionId } from '#src/bot/answer/controls.ts'
import type { Alerts } from '#src/chat/alertstore.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import type { Poster } from '#src/chat/posting.ts'
import { type Opened, type PrivateChats, TooManyOpenedError } from '#src/chat/privatechat.ts'
import type { Log } from '#src/log.ts'
import { HOUR, MINUTE } from '#src/market/time.ts'

/** Bots that opened more in a short time were taken for senders of unasked messages. */
const MOST = [
  { within: MINUTE, count: 10 },
  { within: HOUR, count: 100 },
] as const

/** Milliseconds for which none is opened after the platform said that there were too many; twice as long each further time. */
const HELD = 10 * MINUTE

export interface PrivateChatsParts {
  readonly memory: Pick<Memory, 'privateChat' | 'rememberPrivateChat' | 'openingsSince' | 'saveAction'>
  /** The box of a chat's alerts: one that refuses messages is tried with a first message again. */
  readonly box?: Alerts['box']
  readonly poster: (platform: string) => Poster | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly log: Log
}

export function createPrivateChats({ memory, poster, now, log, box }: PrivateChatsParts): PrivateChats {
  let held = { until: 0, times: 0 }
  return {
    async open({ platform, member }, first, language, { again = false } = {}): Promise<Opened> {
      const through = poster(platform)
      if (!through) return { kind: 'closed' }
      const of = { platform, member }
      const known = await memory.privateChat(of)
      if (known && !known.isClosed && !again && (await box?.(known.target))?.state !== 'blocked')
        return { kind: 'open', target: known.target }
      const opened = await memory.openingsSince(platform, now() - HOUR)
      const wait = Math.max(waitFor(opened, now()), held.until - now())
      if (wait > 0) return { kind: 'later', seconds: Math.ceil(wait / 1000) }
      try {
        const target = await through.aloneWith(member)
        if (target === undefined) return { kind: 'closed' }
        // Counted before it is tried: also an opening that nobody hears the end of is one.
        await memory.rememberPrivateChat(of, { target, isClosed: true, triedAt: now() })
        const { message, rows, command, state } = first
        const id = createActionId()
        await memory.saveAction({
          ...{
            id,
            platform: platform as PlatformName,
            chat: target,
            asker: member,
            command,
            args: state,
            createdAt: now(),
          },
        })
        const prepared = await through.prepare({ ...message, actions: { id, rows } }, language)
        const [part] = prepared.parts
        await through.waitForSlot(target, part?.weight ?? 1)
        const to = { target, options: {}, title: message.title, nonce: createActionId() }
        const outcome = await through.send(prepared, 0, to)
        if (outcome.kind === 'busy') return { kind: 'later', seconds: Math.ceil(outcome.retryAfter / 1000) }
        if (outcome.kind !== 'sent' && outcome.kind !== 'unknown') return { kind: 'closed', target }
        await memory.rememberPrivateChat(of, { target, isClosed: false, triedAt: now() })
        held = { until: 0, times: 0 }
        return { kind: 'open', target }
      } catch (error) {
        if (error instanceof TooManyOpenedError) {
          const length = HELD * 2 ** Math.min(held.times, 6)
          held = { until: now() + length, times: held.times + 1 }
          log.warn(`No private chats are opened for ${length / MINUTE} minutes: ${error.message}`)
          return { kind: 'later', seconds: length / 1000 }
        }
        log.warn(`The private chat of a member could not be opened: ${String(error)}`)
        return { kind: 'closed' }
      }
    },
  }
}

/** Milliseconds until one more may be opened. */
function waitFor(opened: readonly number[], now: number): number {
  return Math.max(
    0,
    ...MOST.map(({ within, count }) => {
      const last = opened.filter((at) => at > now - within)
      const oldest = last[last.length - count]
      return oldest === undefined ? 0 : oldest + within - now
    }),
  )
}
