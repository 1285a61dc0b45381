/** What alerts cost the store, counted in statements and seen in how SQLite carries them out. */
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { newWatchOf } from '../support/alerts.ts'
import { createEngine, DAY, HOUR, MINUTE } from './engine.ts'

interface Ran {
  readonly text: string
  readonly values: readonly SQLInputValue[]
}

/** All statements that SQLite runs from now on, until the test ends. */
function watchStatements(): Ran[] {
  const seen: Ran[] = []
  for (const name of ['all', 'run'] as const) {
    const original: (...values: SQLInputValue[]) => unknown = StatementSync.prototype[name]
    const counted = function (this: StatementSync, ...values: SQLInputValue[]) {
      seen.push({ text: this.sourceSQL, values })
      return original.apply(this, values)
    }
    Object.assign(StatementSync.prototype, { [name]: counted })
    onTestFinished(() => void Object.assign(StatementSync.prototype, { [name]: original }))
  }
  return seen
}

/** Series beside that of bitcoin's price. */
const SERIES = 300

/** An engine whose first alert, which is far from its level, is there so many times more: on the same series, and on others. */
async function engineWith(more: number) {
  const engine = await createEngine()
  await engine.set({ watches: [newWatchOf({ fire: 50_000, rearm: 50_250 })] })
  await engine.set({ watches: [newWatchOf()] })
  change(engine.store().file, [
    numbered(
      SERIES,
      `insert into observed select 10 + i, name || i, value, time, before_value, before_time, standing, evidence_json,
         judged, blind_told, created_at from observed, n where id = 1`,
    ),
    numbered(
      more,
      `insert into alert select id || i, owner, number + 10 + i, target, plan_json, state, trouble, until, snoozed_until,
         is_list, expiry_told, revision, created_at, ended_at, deleted_at from alert, n where number = 1`,
    ),
    numbered(
      more,
      `insert into watch select id + 10 + i, alert || i, case when i % 4 = 0 then series else 10 + i % ${SERIES} end,
         side, state, fire - i / 1e6, rearm, hold, repeat, gap, move_by, since, wake_at, step from watch, n where id = 1`,
    ),
  ])
  return engine
}

/** The same for each `i` from 0 on. */
function numbered(count: number, insert: string): string {
  const [into, ...select] = insert.split('select')
  return `${into} with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})
    select ${select.join('select')}`
}

function change(file: string, statements: readonly string[]): void {
  const database = new DatabaseSync(file)
  for (const one of statements) database.exec(one)
  database.close()
}

it('B33: checking all alerts overloads the database', async () => {
  const [few, many] = [await engineWith(1), await engineWith(6000)]
  const seen = watchStatements()
  const countOf = async (engine: typeof few, price: number) => {
    seen.length = 0
    const { reported } = await engine.minute({ 'price:bitcoin': price })
    return { statements: seen.length, reported }
  }
  for (const price of [91_000, 89_000]) expect(await countOf(many, price)).toEqual(await countOf(few, price))
})

it.each([
  ['as a new file is', []],
  ['with statistics', ['analyze']],
])('no table of alerts is read from end to end, %s', async (_, statements) => {
  const engine = await engineWith(6000)
  change(engine.store().file, statements)
  await engine.restart()
  const seen = watchStatements()
  await engine.minutes([91_000, 89_000, 92_000])
  // A series that is silent, one that is gone; alerts that end soon, and have ended.
  for (const ahead of [2 * HOUR, 8 * DAY, 81 * DAY, DAY]) await engine.minute({}, ahead)
  await engine.minute({ 'price:bitcoin': 91_000 }, MINUTE)

  const run = [...new Map(seen.map((one) => [one.text, one])).values()].filter(({ text }) =>
    /^\s*(?:select|update|insert|delete)/i.test(text),
  )
  expect(run.length).toBeGreaterThan(20)
  const database = new DatabaseSync(engine.store().file)
  // With its values, as some of them decide which index serves.
  const ways = run.flatMap(({ text, values }) =>
    (database.prepare(`explain query plan ${text}`).all(...values) as { readonly detail: string }[]).map(
      ({ detail }) => ({ text, detail }),
    ),
  )
  database.close()
  expect(ways.filter(({ detail }) => /^SCAN (?:watch|alert|firing|box|moved)\b/.test(detail))).toEqual([])
  // Of a series only what was passed is read, or that there is something to read; never all that watch it.
  const judging = ways.filter(({ text }) =>
    /watch\.fire <= |exists \(select 1 from watch where watch\.series/.test(text),
  )
  expect(judging.map(({ detail }) => detail).filter((detail) => detail.includes('watch_by_series'))).toEqual(
    [],
  )
  expect(judging.map(({ detail }) => detail).join()).toContain('watch_armed_up (series=? AND fire<?)')
})
