/** What the bot says of itself where it is new: who it is, what to ask, in which language it answers, and what comes next. */
import type { Button } from '#src/chat/action.ts'
import { parseAddress } from '#src/chat/address.ts'
import type { Block } from '#src/chat/message.ts'
import { can } from '#src/chat/platform.ts'
import { DEFAULT_LOCALE, LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { MessageAnswer } from '#src/bot/command.ts'
import type { ChatScope } from '#src/bot/request/scope.ts'

/** A chat that the bot is new in. */
export interface WelcomedChat extends ChatScope {
  readonly kind: 'group' | 'guild' | 'channel'
  /** What people call it; named where it is shown elsewhere. */
  readonly title?: string | undefined
  /** The language of its answers. */
  readonly language: Locale
  /** Of the bot, where a link opens a private chat with it. */
  readonly botName?: string | undefined
  /** Shown to one reader, in their own language, instead of to the chat. */
  readonly isAlone?: boolean
}

/** What a link to the private chat carries to open the menus of a chat; rights are asked for when it is opened. */
export function chatPayload(owner: string): string {
  return `chat_${parseAddress(owner).chat}`
}

/** The id of a chat that a link to the private chat carries; undefined for any other link. */
export function chatInPayload(payload: string): string | undefined {
  return /^chat_(-?\d{1,16})$/u.exec(payload)?.[1]
}

/** Who the bot is, for a whole chat: with the way to its menus, and one button that changes its language. */
export function chatWelcome(chat: WelcomedChat, words: Words): MessageAnswer {
  const { kind, owner, target, title, botName, language, isAlone = false } = chat
  const here = kind === 'channel' ? 'welcome:channel' : (`welcome:${kind}` as const)
  const lines = [
    words.say('welcome:what'),
    words.say(here, { title }),
    words.say(`welcome:language.${kind}`, { language: words.say(`settings:languages.${language}`) }),
  ]
  const configure = configureButton(chat, words)
  return {
    kind: 'message',
    message: {
      title: words.say('welcome:title'),
      blocks: lines.map((text): Block => ({ kind: 'paragraph', text })),
      images: [],
      footer: [],
      commands: ['/funding', '/brief', '/help'].map((text) => ({ text })),
    },
    guide: {
      rows:
        kind === 'guild' ? [[configure, ...switchButtons(language)]] : [[configure], switchButtons(language)],
      state: {
        ...{ owner, target, kind },
        ...(title !== undefined && { title }),
        ...(botName !== undefined && { botName }),
        ...(isAlone && { alone: 'true' }),
      },
      command: 'start',
    },
  }
}

/** The weekly briefing that comes to a member's private chat. */
export interface WelcomedWeekly {
  /** Of its schedule. */
  readonly id: string
  /** What is said of it. */
  readonly line: string
  /** Set up just now: it can be taken back. */
  readonly isNew: boolean
}

/**
 * Who the bot is, for one member in their private chat: with a first answer one button away. Where the weekly briefing comes
 * to it, a line says so in the place of its button.
 */
export function privateWelcome(
  words: Words,
  { platform, botName }: { readonly platform: string; readonly botName?: string | undefined },
  weekly?: WelcomedWeekly,
): MessageAnswer {
  const isTyped = can(platform, 'typed')
  const button = (
    choice: string,
    name: 'funding' | 'weekly' | 'daily' | 'topic' | 'undo' | 'change',
  ): Button => ({
    ...{ kind: 'button', choice },
    label: words.say(`welcome:buttons.${name}`),
  })
  const add: Button[] =
    botName === undefined
      ? []
      : [
          {
            ...{ kind: 'button', choice: 'add', label: words.say('welcome:buttons.add') },
            url: `https://t.me/${botName}?startgroup=true`,
          },
        ]
  return {
    kind: 'message',
    message: {
      title: words.say('welcome:title'),
      blocks: [
        { kind: 'paragraph', text: words.say('welcome:what') },
        { kind: 'paragraph', text: words.say(isTyped ? 'welcome:private' : 'welcome:direct') },
        ...(weekly ? [{ kind: 'paragraph' as const, text: weekly.line }] : []),
      ],
      images: [],
      footer: [],
      commands: ['/funding', '/price', '/brief', '/help'].map((text) => ({ text })),
    },
    guide: {
      rows: [
        [{ ...button('ask.1', 'funding'), style: 'main' as const }],
        weekly
          ? [...(weekly.isNew ? [button('undo', 'undo')] : []), button('change', 'change')]
          : [button('weekly', 'weekly')],
        [button('mine=daily', 'daily'), button('mine=funding', 'topic')],
        add,
      ].filter((row) => row.length > 0),
      state: { 'ask.1': 'funding btc', ...(weekly && { weekly: weekly.id }) },
      command: 'start',
    },
  }
}

/** The chat as the message of its welcome kept it, in the language that it has now. */
export function welcomedIn(
  { owner = '', target = '', kind, title, botName, alone }: Readonly<Record<string, string>>,
  language: Locale,
): WelcomedChat {
  return {
    ...{ owner, target, title, botName, language },
    kind: kind === 'guild' || kind === 'channel' ? kind : 'group',
    ...(alone === 'true' && { isAlone: true }),
  }
}

/** A button for each language that is not the one of now, in that language's own words. */
export function switchButtons(language: Locale): Button[] {
  return LOCALES.filter((one) => one !== language).map((one) => ({
    ...{ kind: 'button', choice: `language=${one}` },
    label: createWords(one, 'UTC', 0).say('welcome:switch'),
  }))
}

/** The language that a choice of `switchButtons` stands for. */
export function languageIn(choice: string): Locale {
  return LOCALES.find((one) => choice === `language=${one}`) ?? DEFAULT_LOCALE
}

/** To the menus: a link from a group, which they would fill; the briefing's at once where a menu is for one reader. */
function configureButton({ kind, owner, botName }: WelcomedChat, words: Words): Button {
  if (kind === 'guild') {
    const label = words.say('welcome:buttons.briefing')
    return { kind: 'button', choice: 'briefing', label, style: 'main' }
  }
  const label = words.say('welcome:buttons.configure')
  if (kind === 'channel' || botName === undefined)
    return { kind: 'button', choice: 'open', label, style: 'main' }
  const url = `https://t.me/${botName}?start=${chatPayload(owner)}`
  return { kind: 'button', choice: 'open', label, url }
}
