/** A process that is killed between an approval and the post, at every step: each run is posted once, and approved once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const CHILD = fileURLToPath(new URL('../support/approvingchild.ts', import.meta.url))
const DUE = Date.UTC(2025, 10, 24, 0, 30)
const RUNS = 6

it('B26: scheduled publication never after a restart, or twice: killed between an approval and the post at each step', async () => {
  const home = await temporaryFolder()
  const store = await openStore(home)
  const rule = { approval: { mode: 'approved', hours: 3 } } as const
  const schedules = []
  for (let run = 0; run < RUNS; run++)
    schedules.push(await store.schedules.add('a', planOf(`discord:${run}`, rule), DUE, '1', DUE - 1))
  await store.ledger.enqueueDue({ now: DUE, most: 50, next: (_, at) => at + 1e9, awaits: () => undefined })
  await store.close()

  const work = async (killAfter: number) => {
    const child = spawn(process.execPath, [CHILD, home, String(DUE)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const steps: string[] = []
    const lines = createInterface(child.stdout)
    lines.on('line', (line) => {
      steps.push(line)
      if (steps.length === killAfter) child.kill('SIGKILL')
    })
    await Promise.all([once(child, 'exit'), once(lines, 'close')])
    return steps
  }
  const ends: (string | undefined)[] = []
  // One step further each time: in the end it has been killed after each of them.
  for (let killAfter = 1; killAfter < 12; killAfter++) ends.push((await work(killAfter)).at(-1))
  expect(ends).toEqual(expect.arrayContaining(['begun', 'approved', 'claimed', 'post', 'marked', 'sent']))
  expect(ends).not.toContain('done')
  expect((await work(Number.POSITIVE_INFINITY)).at(-1)).toBe('done')

  const after = await openStore(home)
  const deliveries = after.deliveries({ awaits: () => undefined, onPending: () => {} })
  const runs = (await Promise.all(schedules.map(({ id }) => deliveries.history(id, 9)))).flat()
  expect(runs.map(({ state }) => state)).toEqual(schedules.map(() => 'sent'))
  const nonces = (await readFile(join(home, 'platform.log'), 'utf8')).trim().split('\n')
  expect(new Set(nonces)).toEqual(new Set(runs.map(({ id }) => id)))
  const entries = await after.desk.entries('a', 99)
  expect(entries.map(({ what }) => what)).toEqual(schedules.map(() => 'approved'))
  await after.close()
})
