/** The settings of a chat or a community, as a message with a button for each value. */
import type { Button, Control } from '#src/chat/action.ts'
import { chatBeside, isCommunity, platformOf } from '#src/chat/address.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import { can } from '#src/chat/platform.ts'
import { RequestError } from '#src/errors.ts'
import { OWN_LANGUAGES } from './own.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'
import type { ButtonClick, CommandContext, MessageAnswer } from '#src/bot/command.ts'
import { privateChatLink } from '../privatechatlink.ts'
import { type ChatScope, scopeOf } from '#src/bot/request/scope.ts'
import { type ModeratorContext, moderatorAt } from '../moderator.ts'
import { OFFERED_ZONES, readZone } from '#src/bot/arguments/zones.ts'

/** `chat` is the one it was asked in, `all` the community, where the two differ. */
type Reach = 'chat' | 'all'

/** Throws RequestError where the member manages nothing here. */
export async function askSettings(context: CommandContext): Promise<MessageAnswer> {
  const { request } = context.personal ?? {}
  if (!request) throw new TypeError('settings are asked for by somebody')
  const moderator = await moderatorAt(scopeOf(request), context)
  if (request.place === 'group') return privateChatLink('settings', moderator)
  return settingsOf(moderator, 'all', 'main')
}

/** Rights are asked for anew. Throws RequestError. */
export async function onSettingsClick(
  { choice, state, chosen }: ButtonClick,
  context: CommandContext,
): Promise<MessageAnswer> {
  const scope: ChatScope = { owner: state.owner ?? '', target: state.target ?? '' }
  const moderator = await moderatorAt(scope, context)
  const reach: Reach = state.reach === 'chat' ? 'chat' : 'all'
  const [name = '', value = ''] = choice.split('=')
  if (name === 'screen') return settingsOf(moderator, reach, value === 'team' ? 'team' : 'main')
  if (name === 'reach') return settingsOf(moderator, value === 'chat' ? 'chat' : 'all', 'main')
  const isTeam = name === 'role' || name === 'log' || name === 'norole' || name === 'nolog'
  // Who may configure and where troubles go is the community's to say.
  const key = isTeam ? scope.owner : keyOf(moderator, reach)
  const { memory } = moderator.personal
  await memory.saveSettings(key, changed(await memory.settings(key), name, value || chosen[0], moderator))
  return settingsOf(moderator, reach, isTeam ? 'team' : 'main')
}

export async function settingsOf(
  moderator: ModeratorContext,
  reach: Reach,
  screen: 'main' | 'team',
): Promise<MessageAnswer> {
  const { context, personal, owner, target } = moderator
  const { words } = context
  const { memory } = personal
  const [settings, community] = await Promise.all([
    memory.settings(keyOf(moderator, reach)),
    memory.settings(owner),
  ])
  const field = (name: FieldName, value: string | undefined) => ({
    name: words.say(`settings:fields.${name}`),
    value: value ?? words.say('settings:unset'),
  })
  const { language, zone, theme, colors, currency, private: alone } = settings
  const [isGuild, isPage] = [isCommunity(owner), can(platformOf(owner), 'singleReader')]
  return {
    kind: 'message',
    message: {
      title: words.say('settings:title'),
      subtitle: words.say(owner === target ? 'settings:reach.only' : `settings:reach.${reach}`),
      blocks: [
        {
          kind: 'fields',
          items: [
            field('language', language && words.say(`settings:languages.${language}`)),
            field('zone', zone),
            field('theme', theme && words.say(`schedules:themes.${theme}`)),
            field('colors', colors && words.say(`schedules:colors.${colors}`)),
            field('currency', currency && words.say(`schedules:currencies.${currency}`)),
            // Roles and answers for one reader are a server's; a page has no one else to report to.
            ...(isGuild
              ? [
                  field(
                    'answers',
                    alone === undefined
                      ? undefined
                      : words.say(`settings:answers.${alone ? 'private' : 'public'}`),
                  ),
                  field('role', community.managerRole && `@${community.managerRole}`),
                ]
              : []),
            ...(isPage ? [] : [field('log', community.logChannel)]),
          ],
        },
        ...(isPage ? [{ kind: 'paragraph' as const, text: words.say('settings:page') }] : []),
      ],
      images: [],
      footer: [words.say('settings:footer'), ...(owner === target ? [] : [words.say('settings:goesBefore')])],
    },
    guide: {
      rows:
        screen === 'team'
          ? teamRows(community, moderator, words)
          : mainRows(settings, reach, moderator, words),
      state: { owner, target, reach },
      command: 'settings',
    },
  }
}

function mainRows(
  { language, zone, theme, colors, currency, private: alone }: ChatSettings,
  reach: Reach,
  { owner, target }: ChatScope,
  words: Words,
): readonly (readonly Control[])[] {
  const isGuild = isCommunity(owner)
  const toggle = (choice: string, label: string, active: boolean): Button => ({
    kind: 'button',
    choice,
    label,
    active,
  })
  const zones = [...new Set([...(zone === undefined ? [] : [zone]), ...OFFERED_ZONES])]
  return [
    [
      ...OWN_LANGUAGES.map((one) =>
        toggle(`language=${one}`, words.say(`settings:languages.${one}`), (language ?? 'auto') === one),
      ),
      ...(isGuild ? (['public', 'private'] as const) : []).map((one) =>
        toggle(
          `answers=${one}`,
          words.say(`settings:answers.${one}`),
          (alone === true) === (one === 'private'),
        ),
      ),
    ],
    [
      {
        kind: 'select',
        label: words.say('settings:fields.zone'),
        options: zones.map((one) => ({
          choice: `zone=${one}`,
          label: one,
          ...(one === zone && { active: true }),
        })),
      },
    ],
    [
      ...(['dark', 'light'] as const).map((one) =>
        toggle(`theme=${one}`, words.say(`schedules:themes.${one}`), theme === one),
      ),
      ...(['standard', 'jp', 'cvd'] as const).map((one) =>
        toggle(`colors=${one}`, words.say(`schedules:colors.${one}`), colors === one),
      ),
    ],
    CURRENCIES.map((one) =>
      toggle(`currency=${one}`, words.say(`schedules:currencies.${one}`), (currency ?? 'usd') === one),
    ),
    [
      ...(owner === target
        ? []
        : (['all', 'chat'] as const).map((one) =>
            toggle(`reach=${one}`, words.say(`settings:reach.${one}`), reach === one),
          )),
      ...(can(platformOf(owner), 'singleReader')
        ? []
        : [{ kind: 'button' as const, choice: 'screen=team', label: words.say('settings:buttons.team') }]),
    ],
  ]
}

function teamRows(
  { managerRole, logChannel }: ChatSettings,
  { owner }: ChatScope,
  words: Words,
): readonly (readonly Control[])[] {
  const button = (choice: string, label: string): Button => ({ kind: 'button', choice, label })
  const isGuild = isCommunity(owner)
  return [
    ...(isGuild
      ? [
          [{ kind: 'pick', of: 'role', choice: 'role', label: words.say('settings:fields.role') } as const],
          [{ kind: 'pick', of: 'channel', choice: 'log', label: words.say('settings:fields.log') } as const],
        ]
      : []),
    [
      ...(isGuild ? [] : [button('log', words.say('settings:buttons.logHere'))]),
      ...(managerRole === undefined ? [] : [button('norole', words.say('settings:buttons.noRole'))]),
      ...(logChannel === undefined ? [] : [button('nolog', words.say('settings:buttons.noLog'))]),
      button('screen=main', words.say('schedules:buttons.back')),
    ],
  ]
}

/** The settings as a click changes them. Throws RequestError for a click that means nothing. */
function changed(
  before: ChatSettings,
  name: string,
  value: string | undefined,
  moderator: ModeratorContext,
): ChatSettings {
  const { language: _, ...unspoken } = before
  switch (name) {
    case 'language': {
      const language = LOCALES.find((one) => one === value)
      return language === undefined ? unspoken : { ...before, language }
    }
    case 'zone': {
      const zone = readZone(value ?? '')
      return zone === undefined ? before : { ...before, zone }
    }
    case 'theme':
      return { ...before, theme: value === 'light' ? 'light' : 'dark' }
    case 'colors':
      return { ...before, colors: value === 'jp' || value === 'cvd' ? value : 'standard' }
    case 'currency':
      return { ...before, currency: CURRENCIES.find((one) => one === value) ?? 'usd' }
    case 'answers':
      return { ...before, private: value === 'private' }
    case 'role':
      return value === undefined ? before : { ...before, managerRole: value }
    case 'norole': {
      const { managerRole: _role, ...rest } = before
      return rest
    }
    case 'log': {
      const isGuild = isCommunity(moderator.owner)
      return {
        ...before,
        logChannel: isGuild && value !== undefined ? chatBeside(moderator.owner, value) : moderator.target,
      }
    }
    case 'nolog': {
      const { logChannel: _log, ...rest } = before
      return rest
    }
    default:
      throw new RequestError('chat.unknownClick')
  }
}

/** In a group the settings are the chat's own, topics included. */
function keyOf({ owner, target }: ChatScope, reach: Reach): string {
  return reach === 'chat' ? target : owner
}

type FieldName = 'language' | 'zone' | 'theme' | 'colors' | 'currency' | 'answers' | 'role' | 'log'
