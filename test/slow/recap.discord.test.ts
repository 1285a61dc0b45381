/** The recap in a channel of Discord, end to end: set up in two actions, posted with its thread, read on by any member. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { buttonEvent, CHANNEL, MANAGE_GUILD, type Circumstances } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { createMenus, menuOf, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const MINUTE = 60_000
const moderator: Circumstances = { member: '1200000000000000101', permissions: MANAGE_GUILD }
/** Who has nothing to do with the schedule. */
const readers = {
  ja: { member: '1200000000000000103', permissions: '0', locale: 'ja' },
  en: { member: '1200000000000000104', permissions: '0', locale: 'en-US' },
} as const

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

const messagesIn = (channel: string) => program.loopback.channels.get(channel)?.messages ?? []
const framesIn = (body: unknown) =>
  (body as { readonly components: readonly { readonly type: number }[] }).components.map(({ type }) => type)

/** Stops the program, lets time pass, and starts it. */
async function sleep(milliseconds: number): Promise<void> {
  await passing.result(program.restart(), 'the stop')
  clock.advance(milliseconds)
  await passing.result(program.restart(), 'the start')
}

async function post(language: 'ja' | 'en') {
  const builder = await menus.run('schedule add', { language, timezone: 'Asia/Tokyo' }, moderator)
  await menus.click(builder, 'Save', moderator)
  await sleep(21 * MINUTE)
  await passing.until(() => messagesIn(CHANNEL).length > 0, 'the post')
  await passing.until(() => program.loopback.running === 0, 'silence')
  await passing.rest(30_000)
  return messagesIn(CHANNEL)[0]
}

describe.each(['ja', 'en'] as const)('the recap on Discord (%s)', (language) => {
  const isJa = language === 'ja'
  const [more, other, why, about, evidence, mine, alert] = isJa
    ? ['くわしく', 'English', '根拠は？', 'これは何？', '根拠', '自分にも届ける', 'アラート']
    : ['More', '日本語', 'Why?', 'What is this?', 'Evidence', 'Get this privately', 'Alert me']

  it('is one framed message, and its sections are in the thread, each with its chart and its evidence', async () => {
    const one = await post(language)
    expect(messagesIn(CHANNEL)).toHaveLength(1)
    expect(framesIn(one?.body)).toEqual([17])
    expect(one?.files.map(({ name }) => name)).toEqual(['sheet.png'])
    expect(textOf(one).split('\n')).toEqual(
      isJa
        ? [
            'BTC **8万7,520ドル**（−6.9%）',
            'ETH **2,818ドル**（−9.1%）',
            '時価総額 **2.98兆ドル**（−6.9%）',
            'BTC建玉 ドル建て**−13.9%**、枚数**−7.5%**',
            '値上がり**14銘柄**（100銘柄中）、セクターの首位はプライバシー+2.3%、最下位はL2 −14.9%',
            ...[more, other, why, about, mine, alert],
            expect.stringMatching(/^-# 11月17日（月）〜11月24日（月）.*第47号.*投資助言ではありません$/u),
          ]
        : [
            'BTC **$87,520** (−6.9%)',
            'ETH **$2,818** (−9.1%)',
            'Total market cap **$2.98T** (−6.9%)',
            'BTC open interest **−13.9%** in dollars, **−7.5%** in coins',
            '**14** of 100 large coins rose; best sector privacy +2.3%, worst L2 −14.9%',
            ...[more, other, why, about, mine, alert],
            expect.stringMatching(/^-# Mon 17 Nov to Mon 24 Nov.*No. 47.*not investment advice$/u),
          ],
    )
    const thread = program.loopback.channels.get(one?.id ?? '')
    expect(thread?.name).toBe(isJa ? '第47号：各セクション' : 'No. 47: the sections')
    const sections = messagesIn(one?.id ?? '')
    expect(sections.length).toBeGreaterThan(6)
    for (const section of sections.slice(1, -1)) {
      expect(section.files).toHaveLength(1)
      expect(menuOf(section).controls.map(({ label }) => label)).toEqual([evidence])
    }
  })

  it('is read on by any member alone, after a restart, from the edition that was posted', async () => {
    const one = await post(language)
    const sections = messagesIn(one?.id ?? '')
    await sleep(MINUTE)
    const reader = readers[isJa ? 'en' : 'ja']
    const menu = menuOf(one)
    expect(menu.controls.map(({ label }) => label)).toEqual([more, other, why, about, mine, alert])

    passing.look()
    const whole = program.loopback.interact(buttonEvent(menu.controls[0]?.id ?? '', reader))
    await passing.until(() => whole.original !== undefined && program.loopback.running === 0, 'all of it')
    await passing.rest(MINUTE)
    const parts = [whole.original, ...whole.follows].filter((part) => part !== undefined)
    expect(parts.every((part) => part.private)).toBe(true)
    const text = parts.map(textOf).join('\n')
    expect(text).toContain('2025-11-24 r1')
    expect(text).toMatch(isJa ? /総括/ : /Summary/)
    expect(parts.flatMap(({ files }) => files).length).toBe(6)

    const turned = await menus.click(menu, other ?? '', reader)
    expect(turned.private).toBe(true)
    expect(turned.text).toContain(isJa ? 'Total market cap **$2.98T**' : '時価総額 **2.98兆ドル**')
    expect(turned.files).toEqual(['sheet.png'])
    const back = await menus.click(turned, isJa ? '日本語' : 'English', reader)
    expect(back.text).toContain(isJa ? '時価総額' : 'Total market cap')

    const rules = await menus.click(menu, why ?? '', reader)
    expect(rules.private).toBe(true)
    expect(rules.text).toContain(isJa ? '時価総額' : 'Total market cap')
    const what = await menus.click(menu, about ?? '', reader)
    expect(what.private).toBe(true)
    expect(what.text).toMatch(isJa ? /瓦版が/ : /Kawaraban posts/)
    // By a press of their own, and at no other time, the member's private channel is opened.
    const got = await menus.click(menu, mine ?? '', reader)
    expect(got.private).toBe(true)
    expect(got.text).toMatch(/設定しました。週報|Set: Weekly briefing/)
    const [, first] = sections
    const proof = await menus.click(menuOf(first), evidence ?? '', { ...reader, channel: one?.id ?? '' })
    expect(proof.private).toBe(true)
    expect(messagesIn(CHANNEL)).toHaveLength(1)
  })
})
