/** The editor's desk: where editions are shown before they are posted, who approves, and which schedules are approved. */
import type { Control } from '#src/chat/action.ts'
import { chatBeside, isCommunity, memberChat, parseAddress, platformOf } from '#src/chat/address.ts'
import { patchBetween, type ChatSettings } from '#src/chat/memory.ts'
import { can } from '#src/chat/platform.ts'
import { RequestError } from '#src/errors.ts'
import { createPlaceNames } from '#src/bot/request/placenames.ts'
import type { ButtonClick, MessageAnswer } from '#src/bot/command.ts'
import { knownChats } from '../knownchats.ts'
import { canManageTarget } from '../moderator.ts'
import { button } from '../schedules/controls.ts'
import { formatPlace, formatRule, formatWhat } from '../schedules/format.ts'
import { noted } from '../schedules/shared.ts'
import { editionName } from './edition.ts'
import { type DeskModerator, stateOf } from './scope.ts'

/** Chats that are offered for reviews, each a button. */
const CHATS = 6

export async function deskMenu(moderator: DeskModerator, note?: string): Promise<MessageAnswer> {
  const { deskService, scheduleService, personal, context, owner, target } = moderator
  const { words } = context
  const [settings, all, [next = '']] = await Promise.all([
    personal.memory.settings(owner),
    scheduleService.list(owner),
    deskService.editions(owner),
  ])
  const reviewable = all.filter(({ what }) => what.kind === 'brief' || what.kind === 'flash')
  const placeNames = createPlaceNames({ ...personal, now: () => personal.now })
  const chat = settings.reviewChannel ?? settings.logChannel
  const [review = words.say('desk:menu.noReview')] =
    chat === undefined ? [] : await placeNames([chat], target, words)
  const lines = await Promise.all(
    reviewable.map(async (schedule) => {
      const place = formatPlace(await scheduleService.nameOf(schedule.target), schedule, words)
      const { number, approval } = schedule
      const what = formatWhat(schedule.what, words)
      const line = words.say('desk:menu.line', { number, what, place, approval: formatRule(approval, words) })
      return { what, place, line }
    }),
  )
  const isTwo = settings.twoPeople === true
  const field = (name: 'review' | 'twoPeople' | 'next', value: string) => ({
    name: words.say(`desk:menu.fields.${name}`),
    value,
  })
  const open: Control = {
    kind: 'select',
    label: words.say('desk:menu.open'),
    options: reviewable.map(({ id, number }, index) => ({
      choice: `open=${id}`,
      label: [number, lines[index]?.place, lines[index]?.what].join(' '),
    })),
  }
  return {
    kind: 'message',
    message: {
      title: words.say('desk:menu.title'),
      blocks: [
        ...noted(note ?? words.say('desk:menu.text')),
        {
          kind: 'fields',
          items: [
            field('review', review),
            field('twoPeople', words.say(`settings:twoPeople.${isTwo ? 'on' : 'off'}`)),
            field('next', editionName(next, words)),
          ],
        },
        reviewable.length === 0
          ? { kind: 'paragraph', text: words.say('desk:menu.noSchedules') }
          : {
              kind: 'bullets',
              heading: words.say('desk:menu.fields.schedules'),
              items: lines.map(({ line }) => line),
            },
      ],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        ...(reviewable.length > 0 ? [[open]] : []),
        [
          button('edition', words.say('desk:menu.buttons.edition')),
          button('channel', words.say('desk:menu.buttons.channel')),
          button('log', words.say('desk:menu.buttons.log')),
        ],
        [{ ...button('twopeople', words.say('desk:menu.buttons.twoPeople')), active: isTwo }],
      ],
      state: stateOf(moderator),
      command: 'desk',
    },
  }
}

/** Where reviews can go: a channel of the server, or a chat that the member manages, or the member alone. */
export async function channelCard(moderator: DeskModerator): Promise<MessageAnswer> {
  const { context, personal, scheduleService, owner, target, by } = moderator
  const { words } = context
  const { reviewChannel } = await personal.memory.settings(owner)
  const platform = platformOf(target)
  const offer = (chat: string, label: string) => ({
    ...button(`in=${chat}`, label),
    active: chat === reviewChannel,
  })
  const hasList = can(platform, 'pick') && isCommunity(owner)
  const alone = memberChat({ platform, member: by })
  const known =
    hasList || can(platform, 'singleReader') ? [] : (await knownChats(scheduleService, context)).managed
  const chosen = reviewChannel === undefined ? undefined : parseAddress(reviewChannel).chat
  return {
    kind: 'message',
    message: {
      title: words.say('desk:channel.title'),
      blocks: [{ kind: 'paragraph', text: words.say('desk:channel.text') }],
      images: [],
      footer: [],
    },
    guide: {
      rows: [
        hasList
          ? [
              {
                kind: 'pick',
                of: 'channel',
                choice: 'review',
                label: words.say('desk:channel.pick'),
                ...(chosen !== undefined && { chosen }),
              },
            ]
          : [
              offer(target, words.say('desk:channel.here')),
              ...(alone === undefined || alone === target
                ? []
                : [offer(alone, words.say('desk:channel.alone'))]),
            ],
        ...known
          .filter(({ chat }) => chat !== target)
          .slice(0, CHATS)
          .map(({ chat, title }) => [offer(chat, title)]),
        [
          ...(reviewChannel === undefined ? [] : [button('in=none', words.say('desk:channel.none'))]),
          button('menu', words.say('desk:menu.buttons.back')),
        ],
      ],
      state: stateOf(moderator),
      command: 'desk',
    },
  }
}

/** Chooses where reviews go. Throws RequestError for a chat that is not the member's, or that the bot cannot write in. */
export async function chooseChannel(
  value: string,
  { chosen }: Pick<ButtonClick, 'chosen'>,
  moderator: DeskModerator,
): Promise<MessageAnswer> {
  const { owner, scheduleService, by, target } = moderator
  const picked = chosen[0] === undefined ? value : chatBeside(owner, chosen[0])
  if (picked === 'none') {
    const all = await scheduleService.list(owner)
    if (all.some(({ approval }) => approval !== undefined)) throw new RequestError('desk.reviewInUse')
    return change({ reviewChannel: undefined }, moderator)
  }
  const alone = memberChat({ platform: platformOf(target), member: by })
  const isOwn = picked === alone || (await canManageTarget(picked, moderator))
  if (!isOwn) throw new RequestError('schedules.foreignTarget')
  const lacks = await scheduleService.check({ target: picked, options: {} })
  const note = lacks && lacks.length > 0 ? moderator.context.words.say('desk:channel.lacking') : undefined
  return change({ reviewChannel: picked }, moderator, note)
}

/** Turns the rule of two people on or off. */
export async function turnTwoPeople(moderator: DeskModerator): Promise<MessageAnswer> {
  const { twoPeople } = await moderator.personal.memory.settings(moderator.owner)
  return change({ twoPeople: twoPeople === true ? undefined : true }, moderator)
}

async function change(
  to: { readonly [Name in 'reviewChannel' | 'twoPeople']?: ChatSettings[Name] | undefined },
  moderator: DeskModerator,
  note?: string,
): Promise<MessageAnswer> {
  const { personal, owner, by, deskService } = moderator
  const { memory, now: at } = personal
  const before = await memory.settings(owner)
  const after = Object.fromEntries(
    Object.entries({ ...before, ...to }).filter(([, value]) => value !== undefined),
  ) as ChatSettings
  await memory.changeSettings(owner, patchBetween(before, after), { by, at })
  deskService.changed()
  return deskMenu(moderator, note)
}
