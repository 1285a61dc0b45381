/**
 * Both loopback platforms, and the moderators who are told of troubles, in a process of their own: what the test does beside them
 * must not keep them from seeing when a message arrives. `fork`ed, and asked by messages.
 */
import { systemClock } from '#src/clock.ts'
import { startLoopback as startDiscord } from '../support/discord/server.ts'
import { DOCUMENTED } from '../support/telegram/flood.ts'
import { startLoopback as startTelegram } from '../support/telegram/server.ts'
import { channelsOf } from './channels.ts'

export interface PlatformsSettings {
  /** Of each platform. */
  readonly channels: number
  /** Enforces the documented limits so many times over; 0: none. */
  readonly limits: number
  /** Milliseconds that every answer takes. */
  readonly latency: number
}

export interface Addresses {
  readonly discord: string
  readonly telegram: string
}

/** What the platforms have seen so far. */
export interface Seen {
  /** Targets that show one message, and more than one. */
  readonly once: readonly string[]
  readonly more: readonly string[]
  /** What moderators read of deliveries, as often as they read it. */
  readonly reports: readonly { readonly id: string; readonly state: string; readonly platform: string }[]
  readonly problems: readonly string[]
  /** Refusals for too many messages. */
  readonly refused: { readonly discord: number; readonly telegram: number }
  /** The most messages that arrived on Telegram within a second. */
  readonly most: number
  readonly uploads: number
  /** Milliseconds between the first and the last request with one nonce, where nobody looked in between whether it had arrived. */
  readonly longestNonce: number
  /** `[shard, shards]` of every session on Discord's gateway. */
  readonly shards: readonly (readonly [number, number])[]
  /** Milliseconds of the longest time in which this process saw to nothing. */
  readonly stall: number
}

/** `seen` answers with what was seen; `lose` takes lost answers: whether what was asked was done; after `keep` none are lost. */
export type Asked = { readonly kind: 'seen' | 'keep' } | { readonly kind: 'lose'; readonly accepted: boolean }

const { channels, limits, latency } = JSON.parse(process.argv[2] ?? '{}') as PlatformsSettings
const { discord: ids, telegram: chats, logs } = channelsOf(channels)
const buckets = { limit: 5, window: 5, global: 50 * limits }
const flood = { ...DOCUMENTED, perSecond: DOCUMENTED.perSecond * limits }
const discord = await startDiscord({ clock: systemClock, latency, ...(limits > 0 && { buckets }) })
const telegram = await startTelegram({
  clock: systemClock,
  forgetful: true,
  latency,
  ...(limits > 0 && { limits: flood }),
})
for (const id of [...ids, ...logs.discord]) discord.channels.add({ id, type: 0 })
for (const id of [...chats, ...logs.telegram]) telegram.chats.add({ id, type: 'channel' })

const addresses: Addresses = { discord: discord.api, telegram: telegram.root }
process.send?.(addresses)

const TURN = 10
let [stall, turned] = [0, performance.now()]
setInterval(() => {
  const now = performance.now()
  stall = Math.max(stall, now - turned - TURN)
  turned = now
}, TURN)

process.on('message', (asked: Asked) => {
  switch (asked.kind) {
    case 'seen':
      process.send?.(seen())
      break
    case 'keep':
      telegram.faults.clear()
      discord.faults.clear()
      break
    case 'lose': {
      const fault = { kind: 'reset', accepted: asked.accepted } as const
      telegram.faults.add(/^send(?:Photo|Message|RichMessage)$/, fault)
      discord.faults.add('POST', /\/messages$/, fault)
    }
  }
})
// The parent process is gone.
process.on('disconnect', () => process.exit(0))

function seen(): Seen {
  const shown = [
    ...ids.map((id) => [`discord:${id}`, discord.channels.get(id)?.messages.length ?? 0] as const),
    ...chats.map((id) => [`telegram:${id}`, telegram.chats.get(id)?.messages.length ?? 0] as const),
  ]
  return {
    once: shown.filter(([, count]) => count === 1).map(([target]) => target),
    more: shown.filter(([, count]) => count > 1).map(([target]) => target),
    reports: reports(),
    problems: [...discord.problems, ...telegram.problems],
    refused: { discord: discord.refused, telegram: telegram.refused.get(429) ?? 0 },
    most: telegram.flood.most,
    uploads: telegram.files.uploads.length,
    longestNonce: longestUseOfANonce(),
    shards: discord.gateway.identified,
    stall,
  }
}

/** What stands in the chats of the moderators. */
function reports(): Seen['reports'] {
  const shown = [
    ...logs.discord.map(
      (id) => ['discord', discord.channels.get(id)?.messages.map(({ body }) => body)] as const,
    ),
    ...logs.telegram.map(
      (id) => ['telegram', telegram.chats.get(id)?.messages.map(({ text }) => text)] as const,
    ),
  ]
  return shown.flatMap(([platform, said]) => {
    // Discord's Markdown writes signs with a backslash.
    const text = JSON.stringify(said ?? [])
      .replaceAll('\\n', ' ')
      .replaceAll('\\', '')
    return [...text.matchAll(/([0-9a-f-]{36}) (\w+)/g)].map(([, id = '', state = '']) => ({
      id,
      state,
      platform,
    }))
  })
}

function longestUseOfANonce(): number {
  /** When the nonce of a channel's post was first used, by channel: each gets one post. */
  const first = new Map<string, number>()
  let longest = 0
  for (const { method, path, at } of discord.requests) {
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1]
    if (channel === undefined || logs.discord.includes(channel)) continue
    // Who has looked, and sends then, has seen that nothing is there: the use begins anew.
    if (method === 'GET') first.delete(channel)
    if (method !== 'POST') continue
    const began = first.get(channel) ?? at
    first.set(channel, began)
    longest = Math.max(longest, at - began)
  }
  return longest
}
