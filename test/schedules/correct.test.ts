/** Corrections: every message that was posted of an edition is put into its new form, in its own language. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import type { Outcome } from '#src/chat/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { startWorker } from '#src/delivery/worker.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import type { Editions } from '#src/editions/freeze.ts'
import type { History } from '#src/market/history.ts'
import { correct, editFlash } from '#src/schedules/correct.ts'
import { tick } from '#src/schedules/tick.ts'
import type { Store } from '#src/store/open.ts'
import { createFakeClock, eventually, type FakeClock } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'
import { noticesInto } from '../support/notices.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster, type FakePoster } from '../support/posters.ts'

const DUE = Date.parse('2025-11-24T00:30:00Z')
const log = { info() {}, warn() {}, error() {} }
const NO_DAILIES = { revise: async () => ({ revisions: [], isNew: false }) } as unknown as Dailies

let store: Store
let clock: FakeClock
let posters: readonly [FakePoster, FakePoster]

/** What an edition says in a language: its name. */
const makePosts: MakePosts = async ({ plan, edition = 'r1', late }) => ({
  ...{ kind: 'ready', edition, late },
  posts: (plan.language === 'both' ? (['ja', 'en'] as const) : [plan.language]).map((language) => ({
    language,
    key: edition,
    message: async () => ({ title: `${language} ${edition}`, blocks: [], images: [], footer: [] }),
  })),
})

const revisions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `r${index + 1}`, revision: index + 1, week: { end: DUE } },
    ...(index > 0 && { correction: { of: index, changes: [] } }),
  })) as unknown as readonly Edition[]

const correctTo = (revision: number) =>
  correct('2025-11-24', {
    editions: {
      revise: async () => ({ revisions: revisions(revision), isNew: true }),
    } as unknown as Editions,
    dailies: NO_DAILIES,
    flashes: createFlashes(store.flashes),
    ledger: store.ledger,
    history: () => ({}) as History,
    poster: (platform) => posters.find((one) => one.platform === platform),
    makePosts,
    log,
    now: clock.now,
  })

async function deliverAll(): Promise<void> {
  const worker = startWorker({
    ledger: store.ledger,
    presence: store.presence,
    posters,
    makePosts,
    notices: noticesInto([]),
    clock,
    log,
  })
  onTestFinished(() => worker.stop())
  clock.advance(3_600_000)
  await tick({ ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: worker.wake })
  const { ledger } = store
  let open = 1
  while (open > 0) {
    await new Promise((resolve) => setImmediate(resolve))
    const counts = await ledger.open()
    open = counts.pending + counts.claimed + counts.sending
  }
  await eventually(() => worker.running() === 0)
}

const schedule = (target: string, changes: Partial<Plan> = {}) =>
  store.schedules.add('owner', planOf(target, changes), DUE, '42', clock.now())

const textsIn = (poster: FakePoster) => poster.shown.map(({ text }) => text)
const deliveriesOf = () => store.deliveries({ awaits: () => undefined, onPending: () => {} })

beforeEach(async () => {
  store = await (DATABASES[0] as (typeof DATABASES)[0]).open()
  clock = createFakeClock(DUE - 3_600_000)
  posters = [createFakePoster('discord'), createFakePoster('telegram', 2)]
})

describe('a corrected edition', () => {
  it('is shown by every post in its own language, once and again', async () => {
    const [discord, telegram] = posters
    await schedule('discord:1', { language: 'both' })
    await schedule('telegram:1', { language: 'both' })
    await schedule('telegram:2', { language: 'en' })
    await deliverAll()
    expect(await correctTo(2)).toMatchObject({ kind: 'corrected', edited: 3, failed: 0 })
    expect(textsIn(discord)).toEqual(['ja r2', 'en r2'])
    expect(textsIn(telegram).sort()).toEqual(
      ['ja r2 1', 'ja r2 2', 'en r2 1', 'en r2 2', 'en r2 1', 'en r2 2'].sort(),
    )
    expect(await correctTo(3)).toMatchObject({ edited: 3, failed: 0 })
    expect(textsIn(discord)).toEqual(['ja r3', 'en r3'])
    expect(new Set(textsIn(telegram).map((text) => text.slice(3, 5)))).toEqual(new Set(['r3']))
  })

  it('that needs more messages than before keeps the languages apart, then and later', async () => {
    const [, telegram] = posters
    await schedule('telegram:1', { language: 'both' })
    await deliverAll()
    const edits: (readonly string[])[] = []
    telegram.edit = async (_prepared, to, posted) => {
      edits.push(posted.map(({ id }) => id))
      return { kind: 'sent', messages: [...posted, { id: `${to.nonce.at(-1)}+` }] }
    }
    await correctTo(2)
    await correctTo(3)
    expect(edits).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['1', '2', '0+'],
      ['3', '4', '2+'],
    ])
  })

  it('is shown by what arrived of a delivery whose rest may not have, and by the rest when it is resent', async () => {
    const [, telegram] = posters
    const { id } = await schedule('telegram:1', { language: 'both' })
    telegram.script.push(undefined, undefined, { kind: 'lost', arrives: false })
    await deliverAll()
    expect(textsIn(telegram)).toEqual(['ja r1 1', 'ja r1 2'])
    expect(await correctTo(2)).toMatchObject({ edited: 1, failed: 0 })
    const [held] = await deliveriesOf().history(id, 1)
    await deliveriesOf().settle(held?.id ?? '', 'resend', clock.now())
    await deliverAll()
    expect(textsIn(telegram)).toEqual(['ja r2 1', 'ja r2 2', 'en r2 1', 'en r2 2'])
  })

  it('leaves alone what only a person’s word says arrived, and counts it as not edited', async () => {
    const [, telegram] = posters
    const { id } = await schedule('telegram:1', { language: 'en' })
    telegram.script.push({ kind: 'lost', arrives: true })
    await deliverAll()
    const [held] = await deliveriesOf().history(id, 1)
    await deliveriesOf().settle(held?.id ?? '', 'arrived', clock.now())
    await deliverAll()
    expect(await correctTo(2)).toMatchObject({ edited: 0, failed: 1 })
    expect(textsIn(telegram)).toEqual(['en r1 1', 'en r1 2'])
  })

  it('is asked for again where a platform did not take the edit', async () => {
    const [discord] = posters
    await schedule('discord:1')
    await deliverAll()
    const { edit } = discord
    discord.edit = async () => ({ kind: 'busy', retryAfter: 5000 })
    expect(await correctTo(2)).toMatchObject({ edited: 0, failed: 1 })
    discord.edit = edit
    expect(await correctTo(2)).toMatchObject({ edited: 1, failed: 0 })
    expect(textsIn(discord)).toEqual(['ja r2'])
  })

  it('is not asked for minute by minute where a flash can never be edited again, as its chat is left', async () => {
    const [discord] = posters
    await schedule('discord:1')
    await deliverAll()
    const edited: string[] = []
    const editAgain = async (outcome: Outcome) => {
      discord.edit = async (_, { target }) => {
        edited.push(target)
        return outcome
      }
      await editFlash('r1', {
        flashes: {
          revise: async () => ({ revisions: [], isNew: false }),
          revisions: async () => revisions(2) as never,
        },
        ledger: store.ledger,
        history: () => ({}) as History,
        poster: () => discord,
        makePosts,
        log,
        now: clock.now,
      })
    }
    await editAgain({ kind: 'busy', retryAfter: 5000 })
    await editAgain({ kind: 'refused', reason: 'gone', code: '10003' })
    await editAgain({ kind: 'refused', reason: 'gone', code: '10003' })
    expect(edited).toEqual(['discord:1', 'discord:1'])
  })
})
