/** A process that is killed while it writes the record, again and again, loses nothing that was kept and doubles nothing. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import { observationsOf } from '#src/collector/observations.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { openStore } from '#src/store/open.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startMarket } from '../support/market/server.ts'
import { smallMarket } from '../support/market/small.ts'

const CHILD = fileURLToPath(new URL('../support/market/collectingchild.ts', import.meta.url))

describe('a collector whose process is killed', () => {
  it('while it writes, goes on where it was: every fact that was kept is there, and there once', async () => {
    const history = smallMarket(await readHistory(sampleFolder), 12)
    const at = history.now - 3 * DAY + 2 * MINUTE
    // Children wait on clocks of their own.
    const market = await startMarket(history, () => at, { unlimited: true })
    const root = market.url('').replace(/\/$/, '')

    const collect = async (home: string, killAfter = Number.POSITIVE_INFINITY) => {
      const child = spawn(process.execPath, [CHILD, home, root, String(at)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      let [pages, kept, isDone] = [0, 0, false]
      const lines = createInterface(child.stdout)
      lines.on('line', (line) => {
        if (line === 'done') isDone = true
        else kept = Number(line)
        pages += 1
        if (pages === killAfter) child.kill('SIGKILL')
      })
      await Promise.all([once(child, 'exit'), once(lines, 'close')])
      return { kept, pages, isDone }
    }
    const recordOf = async (home: string) => {
      const store = await openStore(home)
      let [facts, isOnce] = [0, true]
      for (const { id } of (await store.record.changed(0)).series) {
        const { times } = await store.record.columns(id)
        facts += times.length
        isOnce &&= times.every((time, row) => row === 0 || time > (times[row - 1] as number))
      }
      const known = await openHistory(store.record, () => at)
      const all = [...observationsOf(known.current())].map(({ table, of, time, values }) => {
        // Odds are dated by when they were asked for: who is killed before that is noted asks once more, a moment later.
        const dated = table === 'rate_odds' ? '' : time
        const exact = Object.entries(values).map(([column, value]) => `${column} ${value}`)
        return [table, ...Object.values(of), dated, ...exact].join(' ')
      })
      const rows = all.sort().filter((row, at) => !row.startsWith('rate_odds ') || row !== all[at - 1])
      await store.close()
      return { facts, isOnce, rows }
    }

    const undisturbed = await temporaryFolder()
    const whole = await collect(undisturbed)
    expect(whole.isDone).toBe(true)
    const expected = await recordOf(undisturbed)
    expect(expected.facts).toBe(whole.kept)

    const home = await temporaryFolder()
    let [kept, kills] = [0, 0]
    for (const killAfter of [1, 2, 5, 9, 14, 23, 37, 60]) {
      const run = await collect(home, killAfter)
      if (!run.isDone) kills += 1
      kept += run.kept
      const { facts, isOnce } = await recordOf(home)
      expect(isOnce).toBe(true)
      // Beside what was told to be on record there may be a page whose telling the kill cut off.
      expect(facts).toBeGreaterThanOrEqual(kept)
      kept = facts
    }
    expect(kills).toBeGreaterThan(5)
    const last = await collect(home)
    expect(last.isDone).toBe(true)
    const { facts, isOnce, rows } = await recordOf(home)
    expect(isOnce).toBe(true)
    // What was on record was not told a second time.
    expect(facts).toBe(kept + last.kept)
    expect(rows).toEqual(expected.rows)
    await market.close()
  })
})
