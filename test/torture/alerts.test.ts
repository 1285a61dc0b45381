/** Two processes that judge and post alerts, killed a hundred times: none is lost, none arrives twice. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import type { NewWatch } from '#src/chat/alert.ts'
import { nonceOf } from '#src/delivery/nonce.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { alertPlanOf } from '../support/alerts.ts'
import { temporaryFolder } from '../support/folder.ts'
import { quickly, readingsAt, valueAt } from './alertworld.ts'

const [KILLS, SERIES, CHATS] = [100, 40, 60]
const MOST = { alerts: 1e6, watches: 1e6, total: 1e6 }

it('loses no firing and posts none twice under 100 kills', async () => {
  const home = await temporaryFolder()
  const log = join(home, 'sent.log')
  writeFileSync(log, '')
  const began = Date.now()
  const now = quickly(began)
  const store = await openStore(home)
  for (let chat = 0; chat < CHATS; chat++) {
    const target = `telegram:${chat + 1}`
    const watches = Array.from({ length: 10 }, (_, index): NewWatch => {
      const series = (chat * 7 + index * 3) % SERIES
      const side = index % 2 ? 1 : -1
      const fire = 100 + side * (2 + (index % 5))
      return {
        ...{ series: `price:coin${series}`, side, fire, rearm: fire - side, hold: 0 },
        ...{ repeat: { kind: 'each', gap: 0 }, state: 'armed', before: { value: 100, time: now() } },
      } as const
    })
    const wish = {
      owner: `member:telegram:${chat + 1}`,
      plan: alertPlanOf(target, now()),
      watches,
      now: now(),
      most: MOST,
    }
    expect(await store.alerts.add(wish)).not.toBe('full')
  }

  let kills = 0
  const life = async () => {
    while (kills < KILLS) {
      const child = start(home, log, began)
      await child.ready
      await sleep(100 + Math.random() * 500)
      kills += 1
      child.process.kill('SIGKILL')
      await child.ended
    }
  }
  await Promise.all([life(), life()])

  // What is left is seen to by one that lives.
  const last = start(home, log, began)
  await last.ready
  const open = async () => Object.values(await store.ledger.open()).reduce((sum, count) => sum + count, 0)
  await sleep(3000)
  last.process.kill('SIGKILL')
  await last.ended
  const frozen = now()
  await tick({
    work: store.alertWork,
    observe: async (rows) => readingsAt(rows, frozen),
    now: () => frozen,
    since: 0,
  })
  for (let minute = 0; minute < 3; minute++) {
    const at = frozen + minute * 61_000 + 6000
    await gatherDue({
      work: store.alertWork,
      settings: async () => ({}),
      now: () => at,
      onGathered: () => {},
    })
  }
  const end = start(home, log, began)
  await end.ready
  end.process.kill('SIGSTOP')
  end.process.kill('SIGKILL')
  await end.ended
  await store.ledger.expireLeases(Date.now() + 3_600_000)

  const sent = Map.groupBy(readFileSync(log, 'utf8').split('\n').filter(Boolean), (nonce) => nonce)
  const database = new DatabaseSync(fileIn(home), { readOnly: true })
  const all = <Row>(text: string) => database.prepare(text).all() as Row[]
  const firings = all<{ watch: number; step: number; fate: string; delivery: string | null }>(
    'select * from firing',
  )
  const watches = all<{
    id: number
    step: number
    state: string
    side: number
    fire: number
    rearm: number
    series: number
  }>('select * from watch')
  const deliveries = all<{ id: string; state: string; resends: number }>('select * from delivery')
  database.close()
  expect(kills).toBeGreaterThanOrEqual(KILLS)
  expect(firings.length).toBeGreaterThan(1000)
  expect(sent.size).toBeGreaterThan(200)

  // Every step of a watch is there, once, and in one delivery or still to be gathered.
  const steps = Map.groupBy(firings, ({ watch }) => watch)
  for (const { id, step } of watches)
    expect((steps.get(id) ?? []).map((one) => one.step).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: step }, (_, index) => index + 1),
    )
  const byId = new Map(deliveries.map((one) => [one.id, one]))
  expect(
    firings.filter(({ fate, delivery }) => fate === 'gathered' && !(delivery && byId.has(delivery))),
  ).toEqual([])
  expect(firings.filter(({ fate, delivery }) => fate === 'waits' && delivery)).toEqual([])
  const used = new Set(firings.map(({ delivery }) => delivery))
  expect(deliveries.filter(({ id }) => !used.has(id))).toEqual([])

  // No crossing was passed over: nobody is armed beyond the level that was judged last, or fired though it came back.
  const minute = Math.floor(frozen / 60_000)
  const wrong = watches.filter(({ state, side, fire, rearm, series }) => {
    const value = valueAt(series, minute)
    return (
      (state === 'armed' && side * (value - fire) >= 0) || (state === 'fired' && side * (value - rearm) <= 0)
    )
  })
  expect(wrong).toEqual([])

  // Telegram shows none twice; what is known as sent is there, and what may be is reported as such.
  const count = ({ id, resends }: (typeof deliveries)[number]) =>
    sent.get(nonceOf(id, 0, resends))?.length ?? 0
  expect(deliveries.filter((one) => count(one) > 1)).toEqual([])
  expect(deliveries.filter((one) => one.state === 'sent' && count(one) !== 1)).toEqual([])
  expect(deliveries.filter((one) => !['sent', 'uncertain', 'pending'].includes(one.state))).toEqual([])
  expect(deliveries.filter((one) => one.state === 'pending' && count(one) > 0)).toEqual([])
  const uncertain = deliveries.filter(({ state }) => state === 'uncertain').length
  process.stdout.write(
    `${kills} kills, ${firings.length} firings, ${deliveries.length} messages, ${uncertain} uncertain, ${await open()} open\n`,
  )
  await store.close()
})

function start(home: string, log: string, began: number) {
  const script = new URL('alertprocess.ts', import.meta.url).pathname
  const child: ChildProcess = fork(script, [home, log, String(began)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    process: child,
    ready: new Promise<void>((resolve) => {
      child.once('message', () => resolve())
      child.once('exit', () => resolve())
    }),
    ended: new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
    }),
  }
}
