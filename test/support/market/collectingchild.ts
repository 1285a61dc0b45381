/**
 * A process that collects once from a loopback market and tells, line by line, how many facts it has kept; another may
 * kill it at any moment. `node collectingchild.ts HOME ROOT TIME`.
 */
import { createInterface } from 'node:readline'
import type { History } from '#src/market/history.ts'
import { startCollecting } from './collecting.ts'
import type { LoopbackMarket } from './server.ts'

const [, , home = '', root = '', at = ''] = process.argv
// Of the market it needs the addresses alone, and of the history which venues have spot markets.
const loopbackMarket = { url: (supplier: string) => `${root}/${supplier}` } as LoopbackMarket
const history = { volumeVenues: () => ['binance', 'bybit', 'okx'] } as unknown as History
let kept = 0
const collecting = await startCollecting({
  ...{ history, home, at: Number(at), loopbackMarket },
  kept: (added) => {
    kept += added
    process.stdout.write(`${kept}\n`)
  },
})
// A parent that has gone leaves nobody behind.
createInterface(process.stdin).on('close', () => process.exit(1))
await collecting.collector.tick()
await collecting.close()
process.stdout.write('done\n')
process.exit(0)
