/**
 * A process that writes schedules down as moderators would have it do, from where another was killed. Each is one
 * transaction: it is there whole, or not at all. `node test/torture/gateway.ts '<settings as JSON>'`
 */
import { openDispatcher } from '#src/app/dispatcher.ts'
import { systemClock } from '#src/clock.ts'
import { openStore } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { planOf } from '../support/plans.ts'
import { channelsOf } from './channels.ts'
import type { WorkerSettings } from './processes.ts'

const { home, database, channels, later } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
const log = {
  info: () => undefined,
  warn: (text: string) => void process.stderr.write(`${text}\n`),
  error: (text: string) => void process.stderr.write(`${text}\n`),
}
const dispatcher = await openDispatcher({ databaseUrl: database, clock: systemClock, log })
const store = await (database === undefined
  ? openThreadedStore(home, dispatcher.notify)
  : openStore(home, database, dispatcher.notify))
let stopped = false
process.on('SIGTERM', () => {
  stopped = true
})
process.stdout.write('ready\n')
for (const target of channelsOf(channels).targets.slice(2 * channels - later)) {
  for (let done = false; !done && !stopped; ) {
    try {
      const fireAt = Date.now() - 1000
      const known = await store.schedules.list(target)
      if (known.length === 0) await store.schedules.add(target, planOf(target), fireAt, 'system', fireAt)
      done = true
    } catch {
      // The database is away; whether the schedule was written is seen when it is back.
      await new Promise((resolve) => {
        setTimeout(resolve, 200)
      })
    }
  }
}
await dispatcher.close().catch(() => undefined)
await store.close().catch(() => undefined)
process.exit(0)
