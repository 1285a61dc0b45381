/** The controls of the settings, screen by screen: at most five rows, in which a choice is a row of its own. */
import type { Button, Control, Form, Select } from '#src/chat/action.ts'
import { parseAddress, platformOf } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import { formatCity } from '#src/i18n/dates.ts'
import { CURRENCIES } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'
import { OFFERED_ZONES } from '#src/bot/arguments/zones.ts'
import type { Command } from '#src/bot/command.ts'
import { commandsFor } from '#src/bot/request/find.ts'
import type { ModeratorContext } from '../moderator.ts'
import { pageOf, turns } from '../schedules/pages.ts'
import { inForce, type Levels } from './levels.ts'
import { OWN_LANGUAGES } from './own.ts'
import { printedHours, QUIET_HOURS } from './quiet.ts'

export const SCREENS = ['main', 'zone', 'look', 'answers', 'team'] as const
export type Screen = (typeof SCREENS)[number]

type Rows = readonly (readonly Control[])[]

/** Channels that members can be answered in, as many as one choice of Discord takes. */
const MOST_CHATS = 25

/** `page` is that of a screen that has several, from 0. */
export function rowsOf(screen: Screen, levels: Levels, moderator: ModeratorContext, page: number): Rows {
  return ROWS[screen](levels, moderator.context.words, moderator, page)
}

/** What the button of the default coin asks; undefined for a button that asks nothing. */
export function settingsForm(
  choice: string,
  { words, coin }: { readonly words: Words; readonly coin: string },
): Form | undefined {
  if (choice !== 'coin') return undefined
  const placeholder = words.say('settings:coin.placeholder')
  const field = { name: 'coin', label: words.say('settings:coin.label'), optional: true, placeholder }
  return {
    title: words.say('settings:coin.title'),
    fields: [{ ...field, ...(coin !== '' && { value: coin }) }],
  }
}

type Rowing = (levels: Levels, words: Words, moderator: ModeratorContext, page: number) => Rows

const ROWS: Readonly<Record<Screen, Rowing>> = {
  main(levels, words, { context, target }) {
    const { own, isSplit, reach, isPage, isAlone } = levels
    const coin = inForce(levels, 'coin')?.value
    const form = settingsForm('coin', { words, coin: (coin && context.history.asset(coin)?.symbol) ?? '' })
    return [
      OWN_LANGUAGES.map((one) =>
        toggle(
          `language=${one}`,
          one === 'auto' ? unsetLabel(levels, words, 'auto') : words.say(`settings:languages.${one}`),
          (own.language ?? 'auto') === one,
        ),
      ),
      [
        // Where each option is a button, so many have a screen of their own.
        can(platformOf(target), 'selects')
          ? zoneSelect(zonesOf(levels), levels, words, [noZone(levels, words)])
          : button('screen=zone', words.say('settings:fields.zone')),
      ],
      [
        button('screen=look', words.say('settings:buttons.look')),
        { ...button('coin', words.say('settings:fields.coin')), ...(form && { form }) },
        ...(hasAnswers(levels) ? [button('screen=answers', words.say('settings:buttons.answers'))] : []),
        ...(isPage || isAlone ? [] : [button('screen=team', words.say('settings:buttons.team'))]),
      ],
      isSplit
        ? (['all', 'chat'] as const).map((one) =>
            toggle(`reach=${one}`, words.say(reachKey(one, levels)), reach === one),
          )
        : [],
    ]
  },
  zone(levels, words, _, page) {
    const zones = zonesOf(levels)
    return [
      [zoneSelect(pageOf(zones, page), levels, words)],
      turns(zones, page, words),
      [{ ...button('zone=auto', ''), ...noZone(levels, words) }, back(words)],
    ]
  },
  look(levels, words, { personal }) {
    const { theme, colors, currency, quiet } = levels.own
    const auto = (name: string, isActive: boolean) =>
      toggle(`${name}=auto`, unsetLabel(levels, words, 'default'), isActive)
    return [
      [
        ...(['dark', 'light'] as const).map((one) =>
          toggle(`theme=${one}`, words.say(`schedules:themes.${one}`), theme === one),
        ),
        auto('theme', theme === undefined),
      ],
      [
        ...(['standard', 'jp', 'cvd'] as const).map((one) =>
          toggle(`colors=${one}`, words.say(`schedules:colors.${one}`), colors === one),
        ),
        auto('colors', colors === undefined),
      ],
      [
        ...CURRENCIES.map((one) =>
          toggle(`currency=${one}`, words.say(`schedules:currencies.${one}`), currency === one),
        ),
        auto('currency', currency === undefined),
      ],
      personal.alerts === undefined
        ? []
        : [
            toggle('quiet=auto', words.say('settings:quiet.off'), quiet === undefined),
            ...QUIET_HOURS.map((hours) =>
              toggle(
                `quiet=${hours}`,
                words.say('settings:quiet.hours', printedHours(hours)),
                quiet === hours,
              ),
            ),
          ],
      [back(words)],
    ]
  },
  answers(levels, words, { context, owner, target }) {
    const { own, community, isGuild, isSplit } = levels
    const { allowedChats = [] } = community
    const everywhere = button('everywhere', words.say('settings:buttons.everywhere'))
    if (!isGuild) {
      const key = isSplit ? 'settings:buttons.thisTopic' : 'settings:buttons.general'
      return [
        [
          toggle('here', words.say(key), allowedChats.includes(target)),
          { ...everywhere, active: allowedChats.length === 0 },
        ],
        [back(words)],
      ]
    }
    const named = inForce(levels, 'privateCommands')?.value ?? []
    const commands = shownToAll(context.commands, owner)
    return [
      [
        ...(['public', 'private'] as const).map((one) =>
          toggle(`answers=${one}`, words.say(`settings:answers.${one}`), own.private === (one === 'private')),
        ),
        toggle('answers=auto', unsetLabel(levels, words, 'default'), own.private === undefined),
      ],
      [
        {
          kind: 'select',
          label: words.say('settings:buttons.commands'),
          options: commands.map(({ name }) => ({
            choice: name,
            label: `/${name}`,
            active: named.includes(name),
          })),
          many: { choice: 'commands', least: 0, most: commands.length },
        },
      ],
      [
        {
          kind: 'pick',
          of: 'channel',
          choice: 'chats',
          label: words.say('settings:buttons.chats'),
          many: {
            least: 0,
            most: MOST_CHATS,
            chosen: allowedChats.flatMap((chat) => parseAddress(chat).chat ?? []),
          },
        },
      ],
      [
        ...(own.privateCommands === undefined
          ? []
          : [
              button(
                'commands=auto',
                words.say(
                  isSplit && levels.reach === 'chat'
                    ? 'settings:buttons.commandsAsServer'
                    : 'settings:buttons.noCommands',
                ),
              ),
            ]),
        ...(allowedChats.length === 0 ? [] : [everywhere]),
        back(words),
      ],
    ]
  },
  team({ community, isGuild }, words) {
    const { managerRole, logChannel } = community
    return [
      ...(isGuild
        ? [
            [{ kind: 'pick', of: 'role', choice: 'role', label: words.say('settings:fields.role') } as const],
            [
              {
                kind: 'pick',
                of: 'channel',
                choice: 'log',
                label: words.say('settings:fields.log'),
              } as const,
            ],
          ]
        : []),
      [
        ...(isGuild ? [] : [button('log', words.say('settings:buttons.logHere'))]),
        ...(managerRole === undefined ? [] : [button('norole', words.say('settings:buttons.noRole'))]),
        ...(logChannel === undefined ? [] : [button('nolog', words.say('settings:buttons.noLog'))]),
        back(words),
      ],
    ]
  },
}

/** `Whole server`, `This topic`. */
export function reachKey(reach: 'all' | 'chat', { isGuild }: Pick<Levels, 'isGuild'>) {
  if (isGuild) return `settings:reach.${reach}` as const
  return `settings:reach.${reach === 'all' ? 'group' : 'topic'}` as const
}

function hasAnswers({ isPage, isAlone }: Levels): boolean {
  return !isPage && !isAlone
}

/** Commands whose answers everybody sees unless it is set otherwise: at most 25, as a choice takes. */
function shownToAll(commands: readonly Command[], owner: string): readonly Command[] {
  return commandsFor(commands, { manager: false, platform: undefined })
    .filter(
      ({ private: alone, needs = [] }) => alone !== true && needs.every((one) => can(platformOf(owner), one)),
    )
    .slice(0, 25)
}

/** What it is called to have nothing set: `As the server` in a channel, else what the platform has. */
function unsetLabel({ isSplit, reach, isGuild }: Levels, words: Words, name: 'auto' | 'default'): string {
  if (isSplit && reach === 'chat') return words.say(isGuild ? 'settings:asServer' : 'settings:asGroup')
  return words.say(name === 'auto' ? 'settings:languages.auto' : 'settings:unset')
}

/** Zones to choose from, that which is set first. */
function zonesOf({ own }: Levels): readonly string[] {
  return [...new Set([...(own.zone === undefined ? [] : [own.zone]), ...OFFERED_ZONES])]
}

/** Zones by their cities; `others` stand before them. */
function zoneSelect(
  zones: readonly string[],
  { own }: Levels,
  words: Words,
  others: Select['options'] = [],
): Select {
  return {
    kind: 'select',
    label: words.say('settings:fields.zone'),
    options: [
      ...others,
      ...zones.map((one) => ({
        choice: `zone=${one}`,
        label: formatCity(one, words.locale),
        active: one === own.zone,
      })),
    ],
  }
}

function noZone(levels: Levels, words: Words) {
  const label = unsetLabel(levels, words, 'auto')
  return { choice: 'zone=auto', label, active: levels.own.zone === undefined }
}

function toggle(choice: string, label: string, active: boolean): Button {
  return { kind: 'button', choice, label, active }
}

function button(choice: string, label: string): Button {
  return { kind: 'button', choice, label }
}

function back(words: Words): Button {
  return button('screen=main', words.say('schedules:buttons.back'))
}
