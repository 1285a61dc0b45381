/** Each setting by its field's name, and its value in words. */
import type { ChatSettings } from '#src/chat/memory.ts'
import { formatCity } from '#src/i18n/dates.ts'
import type { CommandContext } from '#src/bot/command.ts'
import { printedHours } from './quiet.ts'

/** What a setting is called, by its key in `settings:fields`. */
export const FIELDS = {
  language: 'language',
  zone: 'zone',
  theme: 'theme',
  colors: 'colors',
  currency: 'currency',
  coin: 'coin',
  private: 'answers',
  privateCommands: 'commands',
  allowedChats: 'chats',
  managerRole: 'role',
  logChannel: 'log',
  reviewChannel: 'review',
  twoPeople: 'twoPeople',
  quiet: 'quiet',
} as const satisfies Readonly<Record<keyof ChatSettings, string>>

export type FieldName = (typeof FIELDS)[keyof ChatSettings]

/** Settings whose values are chats or a role: their names are asked of the platform. */
type ById = 'allowedChats' | 'logChannel' | 'managerRole' | 'reviewChannel'

export type Named = Exclude<keyof ChatSettings, ById>

type Reader = Pick<CommandContext, 'words' | 'history'>

export const PRINTED: {
  readonly [Name in Named]: (value: NonNullable<ChatSettings[Name]>, reader: Reader) => string
} = {
  language: (language, { words }) => words.say(`settings:languages.${language}`),
  zone: (zone, { words }) => formatCity(zone, words.locale),
  theme: (theme, { words }) => words.say(`schedules:themes.${theme}`),
  colors: (colors, { words }) => words.say(`schedules:colors.${colors}`),
  currency: (currency, { words }) => words.say(`schedules:currencies.${currency}`),
  coin: (id, { history }) => history.asset(id)?.symbol ?? id,
  private: (alone, { words }) => words.say(`settings:answers.${alone ? 'private' : 'public'}`),
  privateCommands: (list, { words }) =>
    list.map((name) => `/${name}`).join(' ') || words.say('settings:none'),
  twoPeople: (isOn, { words }) => words.say(`settings:twoPeople.${isOn ? 'on' : 'off'}`),
  quiet: (hours, { words }) => words.say('settings:quiet.hours', printedHours(hours)),
}
