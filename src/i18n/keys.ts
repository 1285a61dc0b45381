/** The names of all sentences, taken from the English files, so that a misspelt key does not compile. */
import type briefing from '../../locales/en/briefing.json'
import type charts from '../../locales/en/charts.json'
import type chat from '../../locales/en/chat.json'
import type commands from '../../locales/en/commands.json'
import type delivery from '../../locales/en/delivery.json'
import type discord from '../../locales/en/discord.json'
import type doctor from '../../locales/en/doctor.json'
import type errors from '../../locales/en/errors.json'
import type glossary from '../../locales/en/glossary.json'
import type preview from '../../locales/en/preview.json'
import type schedules from '../../locales/en/schedules.json'
import type settings from '../../locales/en/settings.json'
import type telegram from '../../locales/en/telegram.json'
import type thread from '../../locales/en/thread.json'

type Briefing = typeof briefing

/** `funding.turnedNegative.text`; areas but `briefing` are named: `errors:missing.gap`. */
export type WordKey =
  | Paths<Briefing>
  | `charts:${Paths<typeof charts>}`
  | `chat:${Paths<typeof chat>}`
  | `commands:${Paths<typeof commands>}`
  | `delivery:${Paths<typeof delivery>}`
  | `discord:${Paths<typeof discord>}`
  | `doctor:${Paths<typeof doctor>}`
  | `errors:${Paths<typeof errors>}`
  | `glossary:${Paths<typeof glossary>}`
  | `preview:${Paths<typeof preview>}`
  | `schedules:${Paths<typeof schedules>}`
  | `settings:${Paths<typeof settings>}`
  | `telegram:${Paths<typeof telegram>}`
  | `thread:${Paths<typeof thread>}`

/** The statements that a section may make: `funding.turnedNegative`. */
export type StatementKey = {
  [Area in keyof Briefing & string]: {
    [Key in keyof Briefing[Area] & string]: Briefing[Area][Key] extends { text: string }
      ? `${Area}.${Key}`
      : never
  }[keyof Briefing[Area] & string]
}[keyof Briefing & string]

/** The sentences of the thread: `price.down`, `entry.mark`, `view.added`. */
export type ThreadKey = {
  [Area in keyof typeof thread & string]: {
    [Key in keyof (typeof thread)[Area] & string]: (typeof thread)[Area][Key] extends { text: string }
      ? `${Area}.${Key}`
      : (typeof thread)[Area][Key] extends { [Side: string]: { text: string } }
        ? `${Area}.${Key}.${keyof (typeof thread)[Area][Key] & string}`
        : never
  }[keyof (typeof thread)[Area] & string]
}[keyof typeof thread & string]

/** Dotted paths to every sentence; the suffix of a second wording is not part of a key. */
type Paths<T> = {
  [Key in keyof T & string]: T[Key] extends string
    ? Key extends `${string}_otherwise`
      ? never
      : Key
    : `${Key}.${Paths<T[Key]>}`
}[keyof T & string]
