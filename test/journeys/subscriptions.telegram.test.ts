/** A member gets the recap in private on Telegram, through grammY: by one press under a post, stopped by one, in both languages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends: one's own recap is due at half past. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [MINUTE, HOUR] = [60_000, 3_600_000]
const [BOSS, READER] = [880_001, 880_002]

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat
let boss: LoopbackChat
let home: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  boss = chats.add({ id: BOSS, type: 'private' })
  home = chats.add({ id: READER, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_700_000_001, type: 'supergroup', title: 'Traders' },
    members: { [BOSS]: { status: 'administrator' }, [READER]: { status: 'member' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const SAYINGS = {
  en: {
    presses: ['New schedule', 'Save', 'Run now', 'Post now'],
    mine: 'Get this privately',
    set: 'arrives in the private chat, next',
    stop: 'Stop these',
    stopped: 'Stopped: ',
    none: 'Nothing comes to this chat by itself yet',
    notStarted: 'Nothing can be sent to you yet',
    open: 'Open the private chat',
  },
  ja: {
    presses: ['新規作成', '保存', '今すぐ投稿', '投稿する'],
    mine: '自分にも届ける',
    set: 'を個別チャットにお届けします',
    stop: '配信を止める',
    stopped: 'の配信を止めました',
    none: 'このチャットへの配信はまだありません',
    notStarted: 'まだ個別チャットに送れません',
    open: '個別チャットを開く',
  },
} as const

/** What a link to the private chat says there when it is followed. */
function followed({ keyboard }: ChatMessage, label: string): string {
  const { url = '' } = keyboard.flat().find(({ text }) => text === label) ?? {}
  return `/start ${new URL(url).searchParams.get('start')}`
}

/** Until it is twenty-five to ten in the member's own zone: London's for those who read English. */
async function passUntilDue(locale: 'en' | 'ja'): Promise<void> {
  if (locale === 'en') clock.advance(9 * HOUR)
  for (let passed = 0; passed < 5; passed++) {
    clock.advance(5 * MINUTE)
    await passing.rest(MINUTE / 100)
  }
}

describe.each(['en', 'ja'] as const)('a recap in private on Telegram (%s)', (locale) => {
  const say = SAYINGS[locale]
  const reader = { member: READER, locale }
  const posts = () => saidBy(home).filter((message) => labelsOf(message).includes(say.stop))
  const arrived = (count: number) => () => posts().length === count && program.loopback.running === 0

  it('comes after one press under a post, and no more after one under it', async () => {
    const door = await menus.write(group, '/schedule', { member: BOSS, locale })
    const [, payload = ''] = door.keyboard.flat()[0]?.url?.split('?start=') ?? []
    await menus.write(boss, `/start ${payload}`, { member: BOSS, locale })
    for (const label of say.presses) await menus.click(boss, label, { member: BOSS, locale })
    const post = () => saidBy(group).find((message) => labelsOf(message).includes(say.mine))
    await passing.until(() => post() !== undefined && program.loopback.running === 0, 'the post')
    const set = await menus.write(home, followed(post() as ChatMessage, say.mine), reader)
    expect(set.text).toContain(say.set)
    await passUntilDue(locale)
    await passing.until(arrived(1), 'the recap')
    await menus.click(home, say.stop, reader)
    expect(saidBy(home).at(-1)?.text).toContain(say.stopped)
    expect((await menus.write(home, '/subscribe', reader)).text).toContain(say.none)
  })

  it('waits for Start where the bot may not write yet', async () => {
    home.shut = 'noStart'
    const told = await menus.write(group, '/subscribe weekly', reader)
    expect(told.text).toContain(say.notStarted)
    expect(labelsOf(told)).toEqual([say.open])
    delete home.shut
    const set = await menus.write(home, followed(told, say.open), reader)
    expect(set.text).toContain(say.set)
    await passUntilDue(locale)
    await passing.until(arrived(1), 'the recap')
  })
})
