/**
 * What moderators see of flashes that they approve, kept word by word: the card's screen, the review in each state. Renew the
 * files with `UPDATE_GOLDEN=1 npm test -- test/golden`, and read the difference.
 */
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Approval, OpenApproval } from '#src/chat/desk.ts'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import type { Message } from '#src/chat/message.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Order } from '#src/delivery/makeposts.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { makeReview, type ReviewPostParts } from '#src/schedules/reviewpost.ts'
import { flashAt } from '../support/flashes.ts'
import { sampleHistory } from '../support/histories.ts'
import { planOf } from '../support/plans.ts'
import { moderator, send, useDeskBots } from '../support/schedulemenus.ts'

const RENEW = process.env.UPDATE_GOLDEN === '1'
const folder = fileURLToPath(new URL('./flashdesk/', import.meta.url))
const MINUTE = 60_000
const CROSSED = Date.parse('2025-02-27T00:00Z')
/** Confirmed and asked for. */
const ASKED = CROSSED + 5 * MINUTE
const [DEADLINE, EXPIRES] = [ASKED + 30 * MINUTE, CROSSED + 720 * MINUTE]
const [MORNING, DECIDED] = [CROSSED + 540 * MINUTE, { by: '42', at: ASKED + 12 * MINUTE }]
const FIRST = 'first'

const skipped = (code: string) => ({ delivery: { state: 'skipped', code } }) as const
const sent = { delivery: { state: 'sent' } } as const

/** Each state of a review: what the desk holds of the run, and when it is looked at. */
const STATES: Readonly<Record<string, Partial<Approval> & Partial<OpenApproval> & { readonly now?: number }>> = {
  waiting: {},
  'waiting-changed': { shown: JSON.stringify(['waiting', 'another']) },
  'waiting-over-quiet-hours': { deadline: MORNING },
  approved: { state: 'approved', ...DECIDED },
  'approved-in-quiet-hours': { state: 'approved', by: '42', at: CROSSED + 120 * MINUTE, deadline: MORNING },
  held: { state: 'held', ...DECIDED },
  posted: { state: 'approved', ...DECIDED, ...sent },
  unapproved: { ...sent, now: DEADLINE + MINUTE },
  skipped: { ...skipped('unapproved'), now: DEADLINE + MINUTE },
  'skipped-held': { state: 'held', ...DECIDED, ...skipped('held') },
  over: { ...skipped('unapproved'), now: EXPIRES },
  withdrawn: skipped('withdrawn'),
  overtaken: skipped('overtaken'),
}
const MODES = { waiting: ['approved', 'unless-held'] } as const

const REVIEWS = Object.keys(STATES).flatMap((state) =>
  (state === 'waiting' ? MODES.waiting : (['approved'] as const)).map((mode) => ({ state, mode })),
)
const nameOf = ({ state, mode }: (typeof REVIEWS)[number], locale: Locale) =>
  `review.${state}${mode === 'approved' ? '' : `-${mode}`}.${locale}.md`
const files = REVIEWS.flatMap((one) => LOCALES.map((locale) => ({ ...one, locale, name: nameOf(one, locale) })))
const CARDS = LOCALES.map((locale) => ({ locale, name: `card.${locale}.md` }))

const { deskBot } = useDeskBots()
let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
  if (RENEW) await mkdir(folder, { recursive: true })
})

async function review(state: string, mode: 'approved' | 'unless-held', locale: Locale): Promise<Message> {
  const isQuiet = state.endsWith('quiet-hours')
  const plan: Plan = planOf('discord:1', {
    what: { kind: 'flash', ...USUAL_FLASHES, ...(isQuiet && { quiet: '10:00-18:00' }) },
    ...{ when: { kind: 'event' }, approval: { mode, hours: 0.5 }, language: locale, zone: 'Asia/Tokyo' },
  })
  const { delivery, now = ASKED + 12 * MINUTE, ...own } = STATES[state] ?? {}
  const open: OpenApproval = {
    approval: {
      ...{ schedule: 's', fireAt: ASKED, owner: 'discord:guild:9', edition: FIRST, content: 'c' },
      ...{ state: 'waiting', deadline: DEADLINE, expiresAt: EXPIRES, review: 'r', shown: undefined as never },
      ...own,
    },
    ...{ plan, isDue: true },
    delivery: delivery ?? { state: 'pending' },
  }
  const edition = flashAt(sample, 'marketcap.total down', '2025-02-27T00')
  const parts: ReviewPostParts = {
    desk: { texts: async () => [], shownBy: async () => open, shown: async () => {} },
    ...{ ownerOf: async () => 'discord:guild:9', history: () => sample },
    editions: { ready: () => Promise.reject(new Error('no edition is asked for')) },
    flashes: { revisions: async () => [{ id: FIRST, first: FIRST, edition, frozenAt: ASKED }] },
    flashStore: { find: async () => undefined },
    memory: { saveAction: async () => {} },
    poster: () => ({ nameOf: async () => '#markets', memberName: async () => '佐藤' }),
  }
  const order: Order = {
    ...{ delivery: 'r', schedule: 's', plan, fireAt: ASKED, now, reason: 'review', late: false },
    edition: undefined,
  }
  const made = await makeReview(order, parts)
  if (made.kind !== 'ready' || !made.posts[0]) throw new Error('there is no review')
  return made.posts[0].message()
}

/** The text, and what can be pressed. */
function printed(message: Message): string {
  const rows = (message.actions?.rows ?? []).map((row) =>
    row.map((one) => `[${one.label}${'active' in one && one.active ? ' ✓' : ''}]`).join(' '),
  )
  return `${renderMarkdown(message)}${rows.length > 0 ? `\n${rows.join('\n')}\n` : ''}`
}

async function compare(name: string, text: string): Promise<void> {
  if (RENEW) await writeFile(folder + name, text)
  expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(
    await readFile(folder + name, 'utf8'),
  )
}

describe('what moderators see of flashes that they approve', () => {
  it.each(files.map((file) => [file.name, file] as const))('%s is as it was kept', async (name, file) => {
    await compare(name, printed(await review(file.state, file.mode, file.locale)))
  })

  it.each(CARDS.map((card) => [card.name, card] as const))('%s is as it was kept', async (name, { locale }) => {
    const bot = await deskBot()
    const who = { ...moderator, memberLanguage: locale }
    const card = await bot.ask('flash on', who)
    const without = await send(bot, card, 'screen=approval', {}, who)
    bot.managers.add('discord:9 asker')
    await send(bot, await send(bot, without, 'channel', {}, who), 'review', { chosen: ['9'] }, who)
    const off = await send(bot, await bot.ask('flash', who), 'screen=approval', {}, who)
    const on = await send(bot, off, 'mode=approved', {}, who)
    const later = await send(bot, on, 'hours=1', {}, who)
    const desk = await bot.ask('desk', who)
    const all = [card, without, off, on, later, desk].map(({ message }) => printed(message))
    await compare(name, all.join('\n---\n\n'))
  })

  it('keep no file of what is gone', () => {
    expect(readdirSync(folder).sort()).toEqual([...files, ...CARDS].map(({ name }) => name).sort())
  })
})
