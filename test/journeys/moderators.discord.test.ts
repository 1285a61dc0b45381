/** A moderator sets schedules up on Discord by its own parts, counted click by click, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DiscordCommand } from '#src/platforms/discord/receive/definitions.ts'
import { createFakeClock } from '../support/clock.ts'
import { type Circumstances, CHANNEL, GUILD, MANAGE_GUILD, typingEvent } from '../support/discord/events.ts'
import { createMenus, type Menu, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const MODERATOR = '1200000000000000101'
const [FORUM, HIDDEN, MODS, READERS] = [
  '1200000000000000104',
  '1200000000000000105',
  '1200000000000000106',
  '1200000000000000107',
]
const [NEWS, CHAT] = ['1200000000000000108', '1200000000000000109']

let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  const clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { channels, gateway } = program.loopback
  channels.roles.push({ id: MODS, name: 'mods', permissions: MANAGE_GUILD })
  channels.roles.push({ id: READERS, name: 'readers', permissions: '0', mentionable: true })
  channels.members.set(MODERATOR, [MODS])
  const tags = [
    { id: NEWS, name: 'Market news' },
    { id: CHAT, name: 'Chatter' },
  ]
  channels.add({ id: FORUM, type: 15, name: 'briefings', tags, needsTag: true })
  channels.add({ id: HIDDEN, type: 0, name: 'staff-room', hidden: true })
  gateway.dispatch('CHANNEL_UPDATE', { id: HIDDEN, type: 0, guild_id: GUILD, name: 'staff-room' })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

/** What a moderator does, each of it counted. */
function moderatorIn(locale: 'en-US' | 'ja') {
  const where: Circumstances = { member: MODERATOR, permissions: MANAGE_GUILD, roles: [MODS], locale }
  let actions = 0
  const counted = async (act: () => Promise<Menu>) => {
    actions++
    return act()
  }
  return {
    where,
    get actions() {
      return actions
    },
    run: (name: string, options = {}) => counted(() => menus.run(name, options, where)),
    click: (menu: Menu, label: string | RegExp) => counted(() => menus.click(menu, label, where)),
    choose: (menu: Menu, label: string | RegExp, option: string | RegExp) =>
      counted(() => menus.choose(menu, label, option, where)),
    pick: (menu: Menu, label: string, values: readonly string[]) =>
      counted(() => menus.pick(menu, label, values, where)),
  }
}

const SAYINGS = {
  'en-US': {
    save: 'Save',
    saved: 'Saved as schedule 1.',
    time: 'Time',
    day: 'Day of the week',
    friday: 'Friday',
    hour: 'Hour',
    zone: 'Time zone',
    city: 'New York',
    other: 'Fridays at 21:45 (New York)',
    target: 'Destination',
    channel: 'Channel',
    role: 'Role to mention',
    tags: 'Tags',
    needsTag: 'This forum requires a tag on every post. Choose one under Destination.',
    fine: 'The bot has every permission it needs there.',
    hidden: 'The bot cannot see #staff-room. Grant it “View Channel” there.',
    switches: ['New thread each time', 'Publish to followers'],
  },
  ja: {
    save: '保存',
    saved: '定期投稿1として保存しました。',
    time: '日時',
    day: '曜日',
    friday: '金曜日',
    hour: '時',
    zone: 'タイムゾーン',
    city: 'ニューヨーク',
    other: '毎週金曜日 21:45（ニューヨーク）',
    target: '投稿先',
    channel: 'チャンネル',
    role: 'メンションするロール',
    tags: 'タグ',
    needsTag: 'このフォーラムの投稿にはタグが必要です。「投稿先」で選んでください。',
    fine: '投稿先で必要な権限はそろっています。',
    hidden: '#staff-roomがボットから見えません。そこで「チャンネルを見る」の権限を付けてください。',
    switches: ['毎回スレッドを作成', 'フォロー先へ公開'],
  },
} as const

const labels = ({ controls }: Menu) => controls.map(({ label }) => label)
/** What nobody calls a channel, a role or a tag by. */
const ID = /\d{17}/

describe.each(['en-US', 'ja'] as const)('a moderator on Discord (%s)', (locale) => {
  const say = SAYINGS[locale]

  it('has the default recap with two actions', async () => {
    const moderator = moderatorIn(locale)
    const saved = await moderator.click(await moderator.run('schedule add'), say.save)
    expect(saved.text).toContain(say.saved)
    expect(moderator.actions).toBeLessThanOrEqual(2)
  })

  it('has it on another day, at another time and in another zone with eight actions', async () => {
    const moderator = moderatorIn(locale)
    let menu = await moderator.run('schedule add')
    menu = await moderator.click(menu, say.time)
    menu = await moderator.choose(menu, say.day, say.friday)
    menu = await moderator.choose(menu, say.hour, /^21:/)
    menu = await moderator.click(menu, ':45')
    menu = await moderator.choose(menu, say.zone, say.city)
    expect(menu.text).toContain(say.other)
    menu = await moderator.click(menu, say.save)
    expect(menu.text).toContain(say.saved)
    expect(menu.text).toContain(say.other)
    expect(moderator.actions).toBeLessThanOrEqual(8)
  })

  it('is told that a forum needs a tag, and chooses tag, channel and role by name', async () => {
    const moderator = moderatorIn(locale)
    let menu = await moderator.click(await moderator.run('schedule add'), say.target)
    menu = await moderator.pick(menu, say.channel, [FORUM])
    expect(menu.text).toContain('#briefings')
    expect(menu.text).toContain(say.needsTag)
    // A forum's posts are threads that nobody follows: what would do nothing there is not offered.
    for (const name of say.switches) expect(labels(menu)).not.toContain(name)
    const tags = menu.controls.find(({ label }) => label === say.tags)
    expect(tags?.options.map(({ label }) => label)).toEqual(['Market news', 'Chatter'])
    menu = await moderator.pick(menu, say.tags, [NEWS])
    expect(menu.text).toContain(say.fine)
    menu = await moderator.pick(menu, say.role, [READERS])
    expect(menu.text).toContain('@readers')
    expect(menu.text).toContain('Market news')
    const saved = await moderator.click(menu, say.save)
    const list = await moderator.run('schedule list')
    for (const { text } of [menu, saved, list]) expect(text).not.toMatch(ID)
    expect(list.text).toContain('#briefings')
    const [open] = list.controls
    expect(open?.options.map(({ label }) => label)).toEqual([expect.stringMatching(/^1 .+ · #briefings$/)])
  })

  it('is told of a channel that the bot cannot see, by its name', async () => {
    const moderator = moderatorIn(locale)
    const menu = await moderator.click(await moderator.run('schedule add'), say.target)
    expect((await moderator.pick(menu, say.channel, [HIDDEN])).text).toContain(say.hidden)
    expect((await moderator.run('schedule add', { channel: HIDDEN })).text).toContain(say.hidden)
  })
})

describe('/schedule on Discord', () => {
  it('takes its channel from Discord’s own list, of channels that can be posted to', () => {
    const commands = program.loopback.commands as readonly DiscordCommand[]
    const schedule = commands.find(({ name }) => name === 'schedule')
    const add = schedule?.options.find(({ name }) => name === 'add')
    const channel = add?.type === 1 ? add.options.find(({ name }) => name === 'channel') : undefined
    expect(channel).toMatchObject({ type: 7, channel_types: [0, 5, 10, 11, 12, 15] })
    expect(channel).not.toHaveProperty('autocomplete')
  })

  it('suggests the options of the command that is chosen, and their values', async () => {
    const { where } = moderatorIn('en-US')
    const suggested = async (typed: string, given: Record<string, string>) => {
      const record = program.loopback.interact(typingEvent('schedule add', 'options', typed, where, given))
      await passing.until(() => record.acknowledged !== undefined, 'suggestions')
      const { choices } = record.acknowledged?.data as { choices: { name: string; value: string }[] }
      return choices.map(({ value }) => value)
    }
    expect(await suggested('', { what: 'weekly' })).toEqual([])
    const all = await suggested('', { what: 'funding' })
    for (const name of ['asset', 'window', 'unit']) {
      expect(all.filter((one) => one.startsWith(`${name}:`)).length, name).toBeGreaterThan(1)
    }
    expect(await suggested('win', { what: 'funding' })).toContain('window:30d')
    expect(await suggested('window:3', { what: 'funding' })).toContain('window:30d')
    const [asset = ''] = all
    expect(await suggested(`${asset} win`, { what: 'funding' })).toContain(`${asset} window:30d`)
    // What is suggested is understood.
    const options = { what: 'funding', options: `${asset} window:30d`, channel: CHANNEL }
    expect((await menus.run('schedule add', options, where)).text).toContain('/funding bitcoin 30d')
  })
})
