/** Telegram's limits as its FAQ has them, enforced: a client that sends more is told to wait. */
import { Refusal } from './refusal.ts'

export interface FloodLimits {
  /** Messages a second, overall. */
  readonly perSecond: number
  readonly perChatSecond: number
  readonly perGroupMinute: number
}

export const DOCUMENTED: FloodLimits = { perSecond: 30, perChatSecond: 1, perGroupMinute: 20 }

export interface Flood {
  /** Counts messages that arrive; throws the refusal, and counts nothing, where they are too many. */
  accept(chat: string, weight: number, isGroup: boolean, now: number): void
  /** The most that arrived in any second. */
  readonly most: number
}

/** `limits` undefined: nothing is refused, all is counted. */
export function createFlood(limits: FloodLimits | undefined): Flood {
  const all = createWindow(1000)
  const chats = new Map<string, { readonly second: Window; readonly minute: Window }>()
  let most = 0
  return {
    accept(chat, weight, isGroup, now) {
      const own = chats.get(chat) ?? { second: createWindow(1000), minute: createWindow(60_000) }
      chats.set(chat, own)
      if (limits) {
        // An album is one act: it may fill a chat's second by itself, and a whole second where it is larger than one.
        const waits = [
          all.wait(now, weight, limits.perSecond),
          own.second.wait(now, weight, limits.perChatSecond),
          isGroup ? own.minute.wait(now, weight, limits.perGroupMinute) : 0,
        ]
        const wait = Math.ceil(Math.max(...waits) / 1000)
        if (wait > 0) throw new Refusal(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait })
      }
      all.add(now, weight)
      own.second.add(now, weight)
      if (isGroup) own.minute.add(now, weight)
      most = Math.max(most, all.sum)
    },
    get most() {
      return most
    },
  }
}

type Window = ReturnType<typeof createWindow>

function createWindow(length: number) {
  let arrived: { readonly at: number; readonly weight: number }[] = []
  let sum = 0
  const forget = (now: number) => {
    const kept = arrived.findIndex(({ at }) => at > now - length)
    const gone = kept < 0 ? arrived : arrived.slice(0, kept)
    for (const { weight } of gone) sum -= weight
    if (gone.length > 0) arrived = arrived.slice(gone.length)
  }
  return {
    /** Milliseconds until so many more fit; something larger than the limit fits where nothing else is. */
    wait(now: number, weight: number, limit: number): number {
      forget(now)
      if (sum === 0 || sum + weight <= limit) return 0
      let left = sum
      for (const one of arrived) {
        left -= one.weight
        if (left === 0 || left + weight <= limit) return one.at + length - now
      }
      return 0
    },
    add(now: number, weight: number) {
      forget(now)
      arrived.push({ at: now, weight })
      sum += weight
    },
    get sum() {
      return sum
    },
  }
}
