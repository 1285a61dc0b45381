/** Run by a test in a process of another time zone: tells at which times of a mocked clock the tick reads what is due. */
import { mock } from 'node:test'
import { reckonInUtc } from '#src/config.ts'
import { systemClock } from '#src/clock.ts'
import { startTicking } from '#src/schedules/tick.ts'

reckonInUtc()
const [from = '', minutes = '0', step = '1000'] = process.argv.slice(2)
mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(from) })

const ticks: string[] = []
const stop = startTicking({
  ledger: {
    enqueueDue: async ({ now }) => {
      ticks.push(new Date(now).toISOString().replace(/:\d\d\.\d{3}Z$/u, 'Z'))
      return 0
    },
  },
  awaits: () => undefined,
  now: Date.now,
  clock: systemClock,
  onDue() {},
  log: { info() {}, warn() {}, error() {} },
})
const rounds = (Number(minutes) * 60_000) / Number(step)
for (let round = 0; round < rounds; round++) {
  mock.timers.tick(Number(step))
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}
await stop()
process.stdout.write(JSON.stringify(ticks))
