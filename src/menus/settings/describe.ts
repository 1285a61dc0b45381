/** The settings in words: each with the value that holds, and where it comes from. */
import { platformOf } from '#src/chat/address.ts'
import { PLATFORMS, type PlatformName } from '#src/chat/platform.ts'
import type { Block } from '#src/chat/message.ts'
import { formatCity } from '#src/i18n/dates.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { ModeratorContext } from '../moderator.ts'
import { inForce, type Levels } from './levels.ts'
import type { SettingNames } from './names.ts'
import { type FieldName, type Named, PRINTED } from './values.ts'

export async function describeSettings(
  levels: Levels,
  moderator: ModeratorContext,
  settingNames: SettingNames,
): Promise<Block> {
  const { context, personal, owner } = moderator
  const { words, history } = context
  const { community, isGuild, isPage, isAlone } = levels
  const platform = platformOf(owner) as PlatformName
  const field = (name: FieldName, value: string) => ({ name: words.say(`settings:fields.${name}`), value })
  /** A value of the settings, else what holds without one and why. */
  const held = <Name extends Named>(name: Name, preset: string, why: WordKey = 'settings:from.default') => {
    const found = inForce(levels, name)
    return found
      ? words.grammar.aside(PRINTED[name](found.value, context), words.say(sourceKey(found.from, isGuild)))
      : words.grammar.aside(preset, words.say(why))
  }
  const { chatLanguage } = personal.request
  const language = inForce(levels, 'language')?.value ?? chatLanguage
  const languageName = (one: Locale) => words.say(`settings:languages.${one}`)
  const { managerRole, allowedChats = [], logChannel } = community
  const names = await settingNames.chats(allowedChats)
  const [log] = logChannel === undefined ? [] : await settingNames.chats([logChannel])
  return {
    kind: 'fields',
    items: [
      field(
        'language',
        held(
          'language',
          chatLanguage
            ? languageName(chatLanguage)
            : words.say(isAlone ? 'settings:yours' : 'settings:askers'),
          chatLanguage ? 'settings:from.chatLanguage' : 'settings:from.default',
        ),
      ),
      field(
        'zone',
        held(
          'zone',
          formatCity(grammarOf(language ?? words.locale).zone, words.locale),
          'settings:from.language',
        ),
      ),
      field('theme', held('theme', words.say(`schedules:themes.${PLATFORMS[platform].theme}`))),
      field('colors', held('colors', words.say('schedules:colors.standard'))),
      field('currency', held('currency', words.say('schedules:currencies.usd'))),
      ...(personal.alerts === undefined
        ? []
        : [field('quiet', held('quiet', words.say('settings:quiet.off')))]),
      field('coin', held('coin', history.asset('bitcoin')?.symbol ?? 'BTC')),
      // Roles and answers for one reader are a server's; a page has no one else to report to.
      ...(isGuild
        ? [
            field('answers', held('private', words.say('settings:answers.public'))),
            field('commands', held('privateCommands', words.say('settings:none'))),
          ]
        : []),
      ...(isPage || isAlone
        ? []
        : [
            field(
              'chats',
              names.length === 0
                ? words.grammar.aside(words.say('settings:everywhere'), words.say('settings:from.default'))
                : names.join(words.grammar.comma),
            ),
          ]),
      ...(isGuild
        ? [
            field(
              'role',
              managerRole === undefined ? words.say('settings:noRole') : await settingNames.role(managerRole),
            ),
          ]
        : []),
      ...(isPage || isAlone ? [] : [field('log', log ?? words.say('settings:noLog'))]),
    ],
  }
}

/** `this channel`, `server`. */
export function sourceKey(from: 'chat' | 'all' | 'only', isGuild: boolean): WordKey {
  if (from === 'only') return 'settings:from.here'
  const part = from === 'chat' ? (isGuild ? 'channel' : 'topic') : isGuild ? 'server' : 'group'
  return `settings:from.${part}`
}
