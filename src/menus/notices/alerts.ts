/** Alerts for operators about the program itself: one when trouble begins, one when it is over. */
import { memberSettings, parseAddress, platformOf } from '#src/chat/address.ts'
import type { Memory } from '#src/chat/memory.ts'
import { type Message, type Paragraph, withInstants } from '#src/chat/message.ts'
import { type PlatformName, PLATFORMS } from '#src/chat/platform.ts'
import type { Poster } from '#src/chat/posting.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { Log } from '#src/log.ts'
import { createActionId } from '#src/bot/answer/controls.ts'

/** `since` is when it began, milliseconds since 1970. */
export type Alarm = { readonly since: number } & (
  | {
      /** An exchange or a data service does not answer what it is asked. */
      readonly kind: 'silent'
      readonly name: string
      readonly fault: string
      /** Whether it still answers other questions. */
      readonly partly: boolean
      /** For each table that it fails to fill: how many suppliers fill it now, of how many that should. */
      readonly tables: readonly { readonly table: string; readonly answering: number; readonly all: number }[]
    }
  | { readonly kind: 'away'; readonly platform: PlatformName }
  | { readonly kind: 'late'; readonly count: number }
  | { readonly kind: 'lost'; readonly count: number; readonly all: number }
)

export interface Alert {
  readonly began: readonly Alarm[]
  readonly over: readonly Alarm[]
  /** No supplier answers. */
  readonly allSilent: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface AlertParts {
  readonly memory: Pick<Memory, 'settings'>
  /** `discord:<user>`, `telegram:<user>`: notified in private. */
  readonly owners: readonly string[]
  /** `discord:<channel>`, `telegram:<chat>`. */
  readonly chats: readonly string[]
  readonly poster: (platform: string) => Poster | undefined
  readonly log: Log
}

/** Resolves with whether anybody was notified. Never rejects; gives up when `signal` fires. */
export type NotifyOfAlert = (alert: Alert, signal?: AbortSignal) => Promise<boolean>

/** In the language of each owner and chat; in both where they have not said which. */
export function createAlerts({ memory, owners, chats, poster, log }: AlertParts): NotifyOfAlert {
  return async (alert, signal) => {
    const sent = await Promise.all([
      ...owners.map((owner) => attempt(owner, () => notifyOwner(owner, alert, signal))),
      ...chats.map((chat) => attempt(chat, () => notifyIn(chat, chat, alert, signal))),
    ])
    return sent.includes(true)
  }

  async function notifyOwner(owner: string, alert: Alert, signal?: AbortSignal): Promise<boolean> {
    const { platform, chat: member = '' } = parseAddress(owner)
    const chat = await poster(platform)?.aloneWith(member)
    if (chat === undefined) return false
    return notifyIn(chat, memberSettings({ platform, member }), alert, signal)
  }

  async function notifyIn(
    chat: string,
    settingsOf: string,
    alert: Alert,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const through = poster(platformOf(chat))
    if (!through) return false
    const { language, zone } = await memory.settings(settingsOf)
    for (const locale of language ? [language] : LOCALES) {
      const message = alertMessage(alert, locale, zone)
      const prepared = await through.prepare(message, locale)
      const id = createActionId()
      for (const [part, { weight }] of prepared.parts.entries()) {
        await through.waitForSlot(chat, weight, signal)
        const to = { target: chat, options: {}, title: message.title, nonce: `${id}.${part}` }
        const outcome = await through.send(prepared, part, to)
        // What may have arrived is not reported twice.
        if (outcome.kind !== 'sent' && outcome.kind !== 'unknown') {
          log.warn(`${chat} could not be told of trouble: ${outcome.kind}`)
          return false
        }
      }
    }
    return true
  }

  async function attempt(whom: string, tell: () => Promise<boolean>): Promise<boolean> {
    return tell().catch((error: unknown) => {
      log.warn(`${whom} could not be told of trouble: ${String(error)}`)
      return false
    })
  }
}

export function alertMessage(alert: Alert, locale: Locale, zone?: string): Message {
  const clock = zone ?? grammarOf(locale).zone
  const { words, instants } = recordInstants(createWords(locale, clock, alert.now))
  const { began, over, allSilent, now } = alert
  const message: Message = {
    title: words.say(began.length > 0 ? 'chat:alerts.began' : 'chat:alerts.over'),
    blocks: [
      ...(allSilent ? [{ kind: 'paragraph' as const, text: words.say('chat:alerts.allSilent') }] : []),
      ...began.map((alarm) => ({ kind: 'paragraph' as const, text: formatBegun(alarm, now, words) })),
      ...formatLeft(began, words),
      ...over.map((alarm) => ({ kind: 'paragraph' as const, text: formatOver(alarm, now, words) })),
    ],
    images: [],
    footer: [words.say('chat:alerts.footer', { time: now })],
  }
  return withInstants(message, instants())
}

function formatBegun(alarm: Alarm, now: number, words: Words): string {
  const lasting = formatLasting(now - alarm.since, words)
  if (alarm.kind === 'away') {
    return words.say('chat:alerts.away', { platform: PLATFORMS[alarm.platform].label, lasting })
  }
  if (alarm.kind === 'late') return words.say('chat:alerts.late', { count: alarm.count, lasting })
  if (alarm.kind === 'lost') return words.say('chat:alerts.lost', { count: alarm.count, all: alarm.all })
  const { name, fault, partly } = alarm
  const why = words.find(`commands:status.faults.${fault}`) ?? fault
  const says = { name, lasting, why }
  if (partly) return words.say('chat:alerts.partly', says)
  return words.say(ANSWERS_WRONGLY.has(fault) ? 'chat:alerts.unusable' : 'chat:alerts.silent', says)
}

/** What is left of all tables that the silent suppliers should fill, each once. */
function formatLeft(began: readonly Alarm[], words: Words): Paragraph[] {
  const tables = new Map(
    began.flatMap((alarm) =>
      alarm.kind === 'silent' ? alarm.tables.map((one) => [one.table, one] as const) : [],
    ),
  )
  // Tables without a name of their own are parts of others that have one.
  const named = [...tables.values()].flatMap((one) => {
    const what = words.find(`commands:sources.tables.${one.table}`)
    return what === undefined ? [] : { ...one, what }
  })
  const { gap: join, comma: and } = words.grammar
  const none = named.filter(({ answering }) => answering === 0).map(({ what }) => what)
  const sentences = [
    ...named
      .filter(({ answering }) => answering > 0)
      .map(({ what, answering, all }) => words.say('chat:alerts.some', { what, answering, all })),
    ...(none.length > 0 ? [words.say('chat:alerts.none', { what: none.join(and) })] : []),
  ]
  return sentences.length === 0 ? [] : [{ kind: 'paragraph', text: sentences.join(join) }]
}

function formatOver(alarm: Alarm, now: number, words: Words): string {
  const lasting = formatLasting(now - alarm.since, words)
  if (alarm.kind === 'silent') return words.say('chat:alerts.answers', { name: alarm.name, lasting })
  if (alarm.kind === 'away') {
    return words.say('chat:alerts.back', { platform: PLATFORMS[alarm.platform].label, lasting })
  }
  return words.say(alarm.kind === 'late' ? 'chat:alerts.onTime' : 'chat:alerts.arrive')
}

/** `45 minutes`, `3 hours`. */
function formatLasting(milliseconds: number, words: Words): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000))
  if (minutes < 120) return words.say('chat:alerts.minutes', { minutes })
  return words.say('chat:alerts.hours', { hours: Math.round(minutes / 60) })
}

/** Faults of those who answer, but not what can be used. */
const ANSWERS_WRONGLY: ReadonlySet<string> = new Set([
  'blocked',
  'denied',
  'malformed',
  'empty',
  'stale',
  'unknown',
])
