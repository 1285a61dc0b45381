/**
 * The buttons of a posted recap, and what is kept for them. One record serves every chat that got the same post: it names
 * the edition that was posted, and no member. A click is answered in private.
 */
import { createHash } from 'node:crypto'
import type { SectionName } from '#src/briefing/section.ts'
import type { Additions } from '#src/chat/additions.ts'
import type { Actions, Button } from '#src/chat/action.ts'
import { type ActionRecord, EVERYWHERE } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { PlatformName } from '#src/chat/platform.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { Currency } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'

/** Where a post stands: `alone` where no other language is posted, `reader` the one who subscribed, or the many of a chat. */
export interface PostedTo {
  readonly alone: boolean
  readonly reader?: 'one' | 'many' | undefined
  /** Whether this bot keeps alerts: one is offered then. */
  readonly alerts?: boolean
}

/** The edition and how it was worded and drawn. */
export interface PostedLook {
  /** Its id. */
  readonly edition: string
  /** IANA zone of times of day. */
  readonly zone: string
  readonly theme: 'dark' | 'light'
  readonly colors: 'standard' | 'jp' | 'cvd'
  readonly currency: Currency
  readonly sections?: readonly string[] | undefined
  /** Of a topic: its command's arguments. */
  readonly options?: Readonly<Record<string, string>> | undefined
  /** What moderators had added to it. */
  readonly additions?: Additions | undefined
}

/** What a button asks for, in the language of the post that it stands under. */
export interface PostChoice {
  readonly kind: 'more' | 'short' | 'why' | 'about'
  readonly language: Locale
  /** Of `why`: one section alone. */
  readonly section?: SectionName
}

/** The record behind the buttons; the same post has the same id. `now` is in milliseconds since 1970. */
export function postRecord(
  look: PostedLook,
  platform: PlatformName,
  now: number,
  command: 'brief' | 'daily' | 'flash' | 'subscribe' = 'brief',
): ActionRecord {
  const { sections, options, additions = {}, ...rest } = look
  const args = {
    ...rest,
    ...(sections && { sections: sections.join(' ') }),
    ...(options && { options: JSON.stringify(options) }),
    ...(Object.keys(additions).length > 0 && { additions: JSON.stringify(additions) }),
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([platform, args]))
    .digest('base64url')
  return {
    id: hash.slice(0, 11),
    platform,
    chat: EVERYWHERE,
    asker: '',
    command,
    args,
    createdAt: now,
  }
}

export function lookOf({ args }: Pick<ActionRecord, 'args'>): PostedLook {
  const { edition = '', zone = 'UTC', theme, colors, currency, sections, additions } = args
  return {
    edition,
    zone,
    theme: theme === 'light' ? 'light' : 'dark',
    colors: colors === 'jp' || colors === 'cvd' ? colors : 'standard',
    currency: currency === 'jpy' || currency === 'both' ? currency : 'usd',
    ...(sections !== undefined && { sections: sections.split(' ') }),
    ...(additions !== undefined && { additions: JSON.parse(additions) as Additions }),
  }
}

/**
 * A post with its buttons, and each section of its thread with its evidence. `alone` where no other language is posted;
 * `page` is the edition's address on the public site, which takes the place of the whole text in chat.
 */
export function withPostButtons(
  message: Message,
  id: string,
  words: Words,
  to: PostedTo & { readonly page?: string | undefined },
): Message {
  const { thread } = message
  return {
    ...message,
    actions: postActions(id, words, to),
    ...(thread && {
      thread: {
        ...thread,
        messages: thread.messages.map((one) =>
          one.name === 'summary' ? one : { ...one, actions: evidenceOf(id, one.name, words) },
        ),
      },
    }),
  }
}

/** A daily, or a flash, with its buttons. */
export function withDailyButtons(
  message: Message,
  id: string,
  words: Words,
  { alone, ...to }: PostedTo,
): Message {
  const { locale } = words
  return {
    ...message,
    actions: {
      id,
      rows: [
        [
          ...othersOf(locale, alone),
          button(`why-${locale}`, words.say('chat:post.why')),
          button(`about-${locale}`, words.say('chat:post.about')),
        ],
        ...subscriptionRow(to, words),
      ],
    },
  }
}

/** What a choice means; undefined where it means nothing. */
export function choiceIn(choice: string): PostChoice | undefined {
  const [, kind, language, section] = /^(more|short|why|about)-([a-z]+)(?:-([a-z]+))?$/u.exec(choice) ?? []
  const locale = LOCALES.find((one) => one === language)
  if (kind === undefined || locale === undefined) return undefined
  return {
    kind: kind as PostChoice['kind'],
    language: locale,
    ...(section !== undefined && { section: section as SectionName }),
  }
}

function postActions(
  id: string,
  words: Words,
  { alone, page, ...to }: PostedTo & { readonly page?: string | undefined },
): Actions {
  const { locale } = words
  return {
    id,
    rows: [
      [
        page === undefined
          ? button(`more-${locale}`, words.say('chat:post.more'))
          : { kind: 'button', choice: 'web', label: words.say('chat:post.web'), url: page },
        ...othersOf(locale, alone),
        button(`why-${locale}`, words.say('chat:post.why')),
        button(`about-${locale}`, words.say('chat:post.about')),
      ],
      ...subscriptionRow(to, words),
    ],
  }
}

/** The same in each other language, where it is not posted beside. */
function othersOf(locale: Locale, alone: boolean): readonly Button[] {
  const others = alone ? LOCALES.filter((one) => one !== locale) : []
  return others.map((other) => button(`short-${other}`, grammarOf(other).ownName))
}

/** To get it oneself, or to stop what one gets; and to hear when its figure moves on. */
export function subscriptionRow(
  { reader, alerts }: Pick<PostedTo, 'reader' | 'alerts'>,
  words: Words,
): readonly (readonly Button[])[] {
  if (reader === undefined) return []
  const choice = reader === 'one' ? 'stopthese' : 'mine'
  return [
    [
      button(choice, words.say(`chat:post.${choice}`)),
      ...(alerts ? [button('alert', words.say('alerts:buttons.alert'))] : []),
    ],
  ]
}

function evidenceOf(id: string, section: string, words: Words): Actions {
  return { id, rows: [[button(`why-${words.locale}-${section}`, words.say('chat:post.evidence'))]] }
}

function button(choice: string, label: string): Button {
  return { kind: 'button', choice, label, privately: true }
}
