/** The names of all sentences, taken from the English files, so that a misspelt key does not compile. */
import type alerts from '../../locales/en/alerts.json'
import type briefing from '../../locales/en/briefing.json'
import type charts from '../../locales/en/charts.json'
import type chat from '../../locales/en/chat.json'
import type commands from '../../locales/en/commands.json'
import type daily from '../../locales/en/daily.json'
import type delivery from '../../locales/en/delivery.json'
import type desk from '../../locales/en/desk.json'
import type discord from '../../locales/en/discord.json'
import type doctor from '../../locales/en/doctor.json'
import type errors from '../../locales/en/errors.json'
import type firings from '../../locales/en/firings.json'
import type flash from '../../locales/en/flash.json'
import type glossary from '../../locales/en/glossary.json'
import type preview from '../../locales/en/preview.json'
import type schedules from '../../locales/en/schedules.json'
import type settings from '../../locales/en/settings.json'
import type site from '../../locales/en/site.json'
import type telegram from '../../locales/en/telegram.json'
import type thread from '../../locales/en/thread.json'
import type assets from '../../locales/en/topics/assets.json'
import type correlation from '../../locales/en/topics/correlation.json'
import type funding from '../../locales/en/topics/funding.json'
import type macro from '../../locales/en/topics/macro.json'
import type marketcap from '../../locales/en/topics/marketcap.json'
import type movers from '../../locales/en/topics/movers.json'
import type openinterest from '../../locales/en/topics/openinterest.json'
import type sectors from '../../locales/en/topics/sectors.json'
import type volatility from '../../locales/en/topics/volatility.json'
import type volume from '../../locales/en/topics/volume.json'
import type welcome from '../../locales/en/welcome.json'
import type { Locale } from './locale.ts'
import type { Topic } from '#src/market/topic.ts'

/** The words of each topic; where they are laid is in `sentences.ts`. */
interface Topics {
  assets: typeof assets
  correlation: typeof correlation
  funding: typeof funding
  macro: typeof macro
  marketcap: typeof marketcap
  movers: typeof movers
  openinterest: typeof openinterest
  sectors: typeof sectors
  volatility: typeof volatility
  volume: typeof volume
}

/** Figures by which topics are followed from edition to edition. */
export type FollowedFigure = keyof (typeof site)['topics']['figures']

/** `funding.turnedNegative.text`; areas but `briefing` are named: `errors:missing.gap`. */
export type WordKey =
  | TopicKey
  | `${'schedules' | 'settings'}:languages.${Locale}`
  | Paths<typeof briefing>
  | `alerts:${Paths<typeof alerts>}`
  | `charts:${Paths<typeof charts>}`
  | `chat:${Paths<typeof chat>}`
  | `commands:${Paths<typeof commands>}`
  | `daily:${Paths<typeof daily>}`
  | `delivery:${Paths<typeof delivery>}`
  | `desk:${Paths<typeof desk>}`
  | `discord:${Paths<typeof discord>}`
  | `doctor:${Paths<typeof doctor>}`
  | `errors:${Paths<typeof errors>}`
  | `firings:${Paths<typeof firings>}`
  | `flash:${Paths<typeof flash>}`
  | `glossary:${Paths<typeof glossary>}`
  | `preview:${Paths<typeof preview>}`
  | `schedules:${Paths<typeof schedules>}`
  | `settings:${Paths<typeof settings>}`
  | `site:${Paths<typeof site>}`
  | `telegram:${Paths<typeof telegram>}`
  | `thread:${Paths<typeof thread>}`
  | `welcome:${Paths<typeof welcome>}`

/** Keys of the topics' words. */
type TopicKey = {
  [T in Topic]:
    | `headings.${T}`
    | `${T}.${Paths<Topics[T]['statements']>}`
    | `charts:${T}.${Paths<Topics[T]['chart']>}`
    | `commands:${T}.${Paths<Topics[T]['command']>}`
    | `glossary:terms.${T}.${Paths<Topics[T]['term']>}`
    | `glossary:figures.${Paths<Topics[T]['figures']>}`
}[Topic]

/** The statements that a section may make: `funding.turnedNegative`. */
export type StatementKey = Statements<typeof briefing> | Statements<{ [T in Topic]: Topics[T]['statements'] }>

type Statements<Areas> = {
  [Area in keyof Areas & string]: {
    [Key in keyof Areas[Area] & string]: Areas[Area][Key] extends { text: string } ? `${Area}.${Key}` : never
  }[keyof Areas[Area] & string]
}[keyof Areas & string]

/** The sentences of a daily: `items.move`, `figures.price`. */
export type DailyKey = Statements<Pick<typeof daily, 'items' | 'figures'>>

/** The sentences of a flash: `headline.crossedDown`, `sentences.settled`. */
export type FlashKey = Statements<Pick<typeof flash, 'headline' | 'sentences'>>

/** The terms of the glossary. */
export type TermKey = Topic | keyof (typeof glossary)['terms']

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
