/** A rehearsal of 90 days, of each kind of alert: CPU time of the first and of the next ones. `node bench/rehearsal.ts` */
import { rehearse } from '#src/alerts/rehearse.ts'
import { historyAt } from '#src/market/asof.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { planOf } from '../test/support/alertyear.ts'
import { benchFolders, median, print } from './print.ts'

const LINES = [
  ...['btc < 100000', 'btc ±1% 1h', 'eth ±5% 24h', 'eth 3% step', 'btc funding > 0.01%', 'btc funding flips'],
  ...['btc oi -10% 24h', 'btc vol7 > 50%', 'total < 3T', 'sol rank <= 5', 'btc low 12w', 'any low 12w'],
] as const
const TIMES = 15

export async function benchRehearsals(): Promise<void> {
  for (const folder of benchFolders()) {
    const { plausible } = await readDataset(folder)
    print(`${plausible.name}: milliseconds of CPU, the first time and in the median of ${TIMES}`)
    for (const line of LINES) {
      const plan = planOf(line, plausible, plausible.now)
      const measured = Array.from({ length: TIMES + 1 }, () => {
        // Another history each time, as after something new is on record.
        const history = historyAt(plausible, plausible.now)
        const began = process.cpuUsage()
        rehearse(plan, history, { watchlist: [] })
        const { user, system } = process.cpuUsage(began)
        return (user + system) / 1000
      })
      const [first = 0, ...next] = measured
      print(`${line.padEnd(24)} ${first.toFixed(1).padStart(7)} ${median(next).toFixed(1).padStart(7)}`)
    }
  }
}

if (import.meta.main) await benchRehearsals()
