/** The bot's commands as Telegram lists them: one list for each kind of chat and language. */
import { canAll } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { DEFAULT_LOCALE, LOCALES } from '#src/i18n/locale.ts'
import {
  commandKey,
  type CommandTexts,
  type ListedCommand,
  needText,
} from '#src/platforms/layout/commands.ts'
import { COMMANDS } from '../limits.ts'

/** The parameters of one `setMyCommands`. */
export interface TelegramCommandList {
  readonly commands: readonly { readonly command: string; readonly description: string }[]
  readonly scope: { readonly type: TelegramScope }
  /** Left out: for every language without a list of its own. */
  readonly language_code?: LanguageCode
}

export type TelegramScope = 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators'

const SCOPES: readonly {
  readonly type: TelegramScope
  readonly place: 'private' | 'group'
  readonly manager: boolean
}[] = [
  // In a private chat a member is the one who decides.
  { type: 'all_private_chats', place: 'private', manager: true },
  { type: 'all_group_chats', place: 'group', manager: false },
  { type: 'all_chat_administrators', place: 'group', manager: true },
]

/** The default speaks to everybody for whom there is no list. */
const LANGUAGES: readonly (readonly [
  language: LanguageCode,
  code: { readonly language_code?: LanguageCode },
])[] = [
  [DEFAULT_LOCALE, {}],
  ...LOCALES.filter((one) => one !== DEFAULT_LOCALE).map((one) => [one, { language_code: one }] as const),
]

/**
 * Lists for members' menus: what is shown there, not what is allowed, which the bot asks at every use. Aliases are
 * understood when typed and not listed.
 *
 * Throws RangeError with everything that Telegram would refuse, one a line.
 */
export function telegramCommands(
  commands: readonly ListedCommand[],
  texts: CommandTexts,
): TelegramCommandList[] {
  const lists = SCOPES.flatMap(({ type, place, manager }) => {
    const shown = commands.filter(
      ({ places, permission, needs }) =>
        canAll('telegram', needs) &&
        permission !== 'owner' &&
        (!places || places.includes(place)) &&
        (manager || permission !== 'manager'),
    )
    return LANGUAGES.map(
      ([language, code]): TelegramCommandList => ({
        commands: shown.map(({ name }) => ({
          command: name,
          description: needText(texts, language, commandKey(name)),
        })),
        scope: { type },
        ...code,
      }),
    )
  })
  const problems = [...new Set(lists.flatMap(problemsIn))]
  if (problems.length > 0) throw new RangeError(problems.join('\n'))
  return lists
}

function problemsIn({ commands }: TelegramCommandList): string[] {
  return [
    ...(commands.length > COMMANDS.commands
      ? [`${commands.length} commands: at most ${COMMANDS.commands}`]
      : []),
    ...commands.flatMap(({ command, description }) => [
      ...(NAME.test(command) ? [] : [`/${command}: the name is none for Telegram`]),
      ...(description.length > COMMANDS.description
        ? [`/${command}: ${description.length} characters of description, at most ${COMMANDS.description}`]
        : []),
    ]),
  ]
}

const NAME = new RegExp(`^[a-z0-9_]{1,${COMMANDS.name}}$`)
