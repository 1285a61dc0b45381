/** A process that is killed between an approval and the post, at every step: each run is posted once, and approved once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

const CHILD = fileURLToPath(new URL('../support/approvingchild.ts', import.meta.url))
const DUE = Date.UTC(2025, 10, 24, 0, 30)
const RUNS = 6
const STEPS = ['begun', 'approved', 'claimed', 'post', 'marked', 'sent']
const RULE = { approval: { mode: 'approved', hours: 3 } } as const

it('B26: scheduled publication never after a restart, or twice: killed between an approval and the post at each step', async () => {
  const home = await temporaryFolder()
  const store = await openStore(home)
  const schedules = []
  for (let run = 0; run < RUNS; run++)
    schedules.push(await store.schedules.add('a', planOf(`discord:${run}`, RULE), DUE, '1', DUE - 1))
  await store.ledger.enqueueDue({ now: DUE, most: 50, next: (_, at) => at + 1e9, awaits: () => undefined })
  await store.close()
  await killAtEachStep(home, STEPS)
  await expectOnce(
    home,
    schedules.map(({ id }) => id),
  )
})

it('flashes of one chat that moderators approve are posted once each, and one is the last of the week, whatever is killed', async () => {
  const home = await temporaryFolder()
  const store = await openStore(home)
  const what = { kind: 'flash', ...USUAL_FLASHES, most: 7 } as const
  const plan = planOf('discord:1', { ...RULE, what, when: { kind: 'event' } })
  const { id } = await store.schedules.add('a', plan, null, '1', DUE - 1)
  for (let run = 0; run < RUNS; run++) {
    const flash = await store.flashes.freeze({
      ...{ id: `f${run}`, first: `f${run}`, data: { kind: 'live', name: 'live' }, subject: `subject ${run}` },
      ...{ weeks: 12, at: DUE, revision: 1, salience: 0.5, content: '{}', frozenAt: DUE },
    })
    await store.flashes.settle(id, [{ flash, fate: 'posted', last: false }], DUE + run)
  }
  await store.close()
  await killAtEachStep(home, [...STEPS, 'changed'])
  const after = await expectOnce(home, [id])
  const posts = await after.flashes.posts(id, DUE)
  expect(posts.filter(({ last }) => last)).toHaveLength(1)
})

/** A process works, and is killed one step further each time: in the end it has been killed after each of them. */
async function killAtEachStep(home: string, steps: readonly string[]): Promise<void> {
  const work = async (killAfter: number) => {
    const child = spawn(process.execPath, [CHILD, home, String(DUE), String(killAfter)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const seen: string[] = []
    const lines = createInterface(child.stdout)
    lines.on('line', (line) => {
      seen.push(line)
      if (seen.length === killAfter) child.kill('SIGKILL')
    })
    await Promise.all([once(child, 'exit'), once(lines, 'close')])
    return seen
  }
  const ends: (string | undefined)[] = []
  for (let killAfter = 1; ends.at(-1) !== 'done'; killAfter++) ends.push((await work(killAfter)).at(-1))
  expect(ends).toEqual(expect.arrayContaining([...steps]))
}

/** Each run was sent once, and approved once. */
async function expectOnce(home: string, schedules: readonly string[]): Promise<Store> {
  const after = await openStore(home)
  onTestFinished(() => after.close())
  const deliveries = after.deliveries({ awaits: () => undefined, onPending: () => {} })
  const runs = (await Promise.all(schedules.map((id) => deliveries.history(id, 9)))).flat()
  expect(runs.map(({ state }) => state)).toEqual(Array(RUNS).fill('sent'))
  const nonces = (await readFile(join(home, 'platform.log'), 'utf8')).trim().split('\n')
  expect(new Set(nonces)).toEqual(new Set(runs.map(({ id }) => id)))
  const entries = await after.desk.entries('a', 99)
  expect(entries.map(({ what }) => what)).toEqual(Array(RUNS).fill('approved'))
  return after
}
