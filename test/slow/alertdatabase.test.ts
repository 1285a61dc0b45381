/** The database server dies between any two steps of a tick and of a gather. */
import { expect, it, onTestFinished } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import type { AlertWork } from '#src/store/alerts/port.ts'
import { openStore } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { temporaryFolder } from '../support/folder.ts'
import { HAS_SERVER, startServer } from '../torture/server.ts'

const START = Date.parse('2025-11-24T05:00:00Z')
const MINUTE = 60_000
const ALERTS = 30
const MOST = { alerts: 1000, watches: 1000, total: 1000 }
/** Steps after which the server dies, one after the other. */
const STEPS = ['write', 'unjudged', 'found', 'apply', 'judged', 'dueBoxes', 'gather'] as const

it.skipIf(!HAS_SERVER)(
  'F2: the database restarts in the middle of a tick: each alert reports once, in one message',
  async () => {
    const server = await startServer()
    onTestFinished(server.stop)
    const store = await openStore(await temporaryFolder(), server.url)
    onTestFinished(() => store.close())
    for (let chat = 0; chat < ALERTS; chat++) {
      const plan = alertPlanOf(`telegram:${chat + 1}`, START)
      const watches = [newWatchOf({ fire: 90_000 - (chat % 3) * 1000, rearm: 95_000 })]
      await store.alerts.add({
        ...{ owner: `member:telegram:${chat + 1}`, plan, watches },
        ...{ now: START, most: MOST },
      })
    }
    const left: string[] = [...STEPS]
    const dying = new Proxy(store.alertWork, {
      get(work, name: keyof AlertWork) {
        const method = work[name] as (...asked: unknown[]) => Promise<unknown>
        return async (...asked: unknown[]) => {
          const given = await method(...asked)
          if (left[0] !== name) return given
          left.shift()
          await server.crash()
          // As PostgreSQL names it (admin_shutdown): no box is at fault.
          throw Object.assign(new Error(`the server died after ${name}`), { code: '57P01' })
        }
      },
    })
    const now = START + MINUTE
    const observe = async () => [
      {
        ...{ series: 'price:bitcoin', value: 85_000, time: now, standing: 'confirmed' as const },
        evidence: { sources: ['Binance'] },
      },
    ]
    const failures: string[] = []
    const parts = { work: dying, settings: async () => ({}), onGathered: () => {} }
    for (let round = 0; round < 2 * STEPS.length; round++) {
      await tick({ work: dying, observe, now: () => now, since: START })
        .then(() => gatherDue({ ...parts, now: () => now + 6000 }))
        .catch((error: unknown) => failures.push(String(error)))
    }
    expect(left).toEqual([])
    // Each death is one round; the connections that died with the server may cost another.
    expect(failures.length).toBeGreaterThanOrEqual(STEPS.length)
    const claimed = await store.ledger.claim('w', 'telegram', now + MINUTE, MINUTE, 1000)
    const reported = await Promise.all(claimed.map(({ id }) => store.alertWork.firingsOf(id)))
    expect(reported.map((firings) => firings.map(({ firing }) => firing.step))).toEqual(
      Array.from({ length: ALERTS }, () => [1]),
    )
    expect(new Set(claimed.map(({ target }) => target)).size).toBe(ALERTS)
  },
  120_000,
)
