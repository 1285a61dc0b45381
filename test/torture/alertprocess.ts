/**
 * A process that judges alerts, gathers them, posts them and reports what may not have arrived, until it is killed.
 * `node alertprocess.ts '<settings as JSON>'`
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { gatherDue } from '#src/alerts/gather.ts'
import { withFirings } from '#src/alerts/posts.ts'
import { tick } from '#src/alerts/tick.ts'
import { systemClock } from '#src/clock.ts'
import { sendNotice } from '#src/delivery/sendnotice.ts'
import { TIMINGS } from '#src/delivery/timings.ts'
import { startWorker } from '#src/delivery/worker.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { openStore } from '#src/store/open.ts'
import { createPosterInFiles, NOTICE } from './alertplatforms.ts'
import { type AlertProcessSettings, quickly, readingsAt, timings } from './alertworld.ts'

const { home, database, began, judges } = JSON.parse(process.argv[2] ?? '{}') as AlertProcessSettings
const now = quickly(began)
// Nobody can begin while the database server is down.
const store = await openStore(home, database).catch(() => process.exit(1))
const say = (text: string) => void process.stderr.write(`${text}\n`)
const posters = (['discord', 'telegram'] as const).map((name) => createPosterInFiles(name, home))
const poster = (platform: string) => posters.find((one) => one.platform === platform)
const { recipientsOf } = createTroubles(
  {
    ...{ memory: store.memory, alerts: store.alerts, now: Date.now },
    revisions: (id) => store.schedules.revisions(id),
    approval: async () => undefined,
    edition: async () => undefined,
  },
  poster,
)
const market = { asset: (id: string) => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] }) }
const worker = startWorker({
  ...{ ledger: store.ledger, presence: store.presence, posters, clock: systemClock },
  log: { info: () => {}, warn: () => {}, error: say },
  makePosts: withFirings(() => Promise.reject(new Error('no schedule is due')), {
    work: store.alertWork,
    history: () => market as never,
  }),
  notices: {
    recipientsOf,
    send: (notice, sending) =>
      sendNotice(notice, sending, {
        ...{ poster, now: Date.now, timings: { ...TIMINGS, ...timings } },
        compose: async ({ troubles }) => {
          const items = troubles.map(({ delivery }) => delivery.id)
          const blocks = [{ kind: 'bullets', items }] as const
          const message = { title: NOTICE, blocks, images: [], footer: [] }
          return items.length === 0 ? undefined : { message, language: 'en' }
        },
      }),
  },
  timings,
  random: () => 3.6 + Math.random() / 10,
})
process.on('SIGTERM', () => process.exit(0))
process.send?.('ready')
for (;;) {
  try {
    if (judges) {
      await tick({
        work: store.alertWork,
        observe: async (rows) => readingsAt(rows, now()),
        now,
        since: now(),
      })
      await gatherDue({
        ...{ work: store.alertWork, settings: async () => ({}), now, onGathered: worker.wake },
      })
    }
  } catch (error) {
    // As the program does: where the database is away, the next tick begins with what this one has left.
    if (database === undefined) say(String(error))
  }
  await sleep(20)
}
