/** The buttons of a posted recap: for any member of any chat that got it, for 90 days, from the edition that was posted. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actions } from '#src/chat/action.ts'
import { KEPT_FOR } from '#src/chat/memory.ts'
import { makeEdition } from '#src/editions/make.ts'
import { postRecord, withPostButtons } from '#src/editions/postbuttons.ts'
import { formatRecap } from '#src/editions/answer.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { createTestBot, realCommands, sampleHistory, textOf } from '../../support/bot.ts'

let history: History
let edition: Edition
let commands: Awaited<ReturnType<typeof realCommands>>

beforeAll(async () => {
  ;[history, commands] = await Promise.all([sampleHistory(), realCommands()])
  // Not the newest: what was posted is shown, whatever came after it.
  edition = makeEdition(history, weekBefore(lastWeekAt(history.now), 2))
})

const look = { zone: 'UTC', theme: 'dark', colors: 'standard' } as const

/** A bot, and the post as its chats have it. */
async function posted(sections?: readonly string[]) {
  const editions = {
    find: async () => undefined,
    get: async (id: string) => (id === edition.id ? edition : undefined),
    version: () => 1,
  }
  const bot = createTestBot({ commands, history: () => history, editions })
  const record = postRecord(
    { edition: edition.id, ...look, currency: 'usd', sections },
    'discord',
    bot.parts.now(),
  )
  await bot.parts.memory.saveAction(record)
  const words = createWords('en', 'UTC', edition.week.end)
  const request = { length: 'compact', language: 'en', sections: undefined, withFigures: false } as const
  const message = withPostButtons(formatRecap(edition, request, { words, ...look }), record.id, words, {
    alone: true,
  })
  const click = (choice: string, chat = 'discord:77') =>
    bot.click({ message, private: false, edit: false }, choice, { chat, member: 'anybody' })
  return { ...bot, message, click, record }
}

const choicesIn = ({ rows }: Actions) =>
  rows.flat().map((control) => (control.kind === 'button' ? control.choice : ''))

describe('a posted recap', () => {
  it('has four buttons, and its evidence under each section of its thread', async () => {
    const { message, record } = await posted()
    expect(message.actions?.id).toBe(record.id)
    expect(choicesIn(message.actions as Actions)).toEqual(['more-en', 'short-ja', 'why-en', 'about-en'])
    const followers = message.thread?.messages ?? []
    expect(followers.map(({ name }) => name).slice(0, 2)).toEqual(['summary', 'assets'])
    for (const { name, actions } of followers.slice(1)) {
      expect(choicesIn(actions as Actions)).toEqual([`why-en-${name}`])
    }
  })

  it('shows its whole edition, the other language and what proves it to whoever clicks, alone', async () => {
    const { click } = await posted()
    const whole = await click('more-en')
    expect(whole).toMatchObject({ private: true, edit: false })
    expect(textOf(whole.message)).toContain(`${edition.week.edition} r1 · ${edition.id}`)
    const turned = await click('short-ja', 'discord:78')
    expect(turned).toMatchObject({ private: true, edit: false })
    expect(textOf(turned.message)).toMatch(/時価総額.*第45号/u)
    expect(choicesIn(turned.message.actions as Actions)).toEqual([
      'more-ja',
      'short-en',
      'why-ja',
      'about-ja',
    ])
    expect(turned.message.thread).toBeUndefined()
    const proof = await click('why-en')
    expect(proof.message.blocks).toHaveLength(5)
    expect(textOf(proof.message)).toContain('Prices at both ends of the week')
    const section = await click('why-ja-openinterest')
    expect(section.message.subtitle).toBe('建玉')
    expect(section.message.blocks.length).toBeGreaterThan(0)
    expect(textOf((await click('about-ja')).message)).toContain('瓦版')
  })

  it('keeps to the sections of its schedule', async () => {
    const { click } = await posted(['funding'])
    expect((await click('more-en')).message.images.map(({ name }) => name)).toEqual(['sheet', 'funding'])
  })

  it('answers for 90 days from its post, and then says that it has expired', async () => {
    const { click, pass } = await posted()
    pass(KEPT_FOR)
    expect((await click('about-en')).message.title).toBe('What is this?')
    pass(1)
    expect(await click('about-en')).toMatchObject({ private: true, result: 'refused' })
  })

  it('names the same record again for the same post alone', () => {
    const one = { edition: 'e1', ...look, currency: 'usd' } as const
    const id = (changes: object = {}, platform: 'discord' | 'telegram' = 'discord') =>
      postRecord({ ...one, ...changes }, platform, 1).id
    expect(id()).toBe(id())
    expect(new Set([id(), id({ theme: 'light' }), id({ edition: 'e2' }), id({}, 'telegram')]).size).toBe(4)
  })

  it('refuses what is no choice of a post', async () => {
    const { click } = await posted()
    for (const choice of ['refresh', 'more-fr', 'length=full', 'why'])
      expect(await click(choice), choice).toMatchObject({ private: true, result: 'refused' })
  })
})
