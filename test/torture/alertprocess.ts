/** A process that judges alerts, gathers them and posts them, until it is killed. `node alertprocess.ts <home> <log> <began>` */
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { gatherDue } from '#src/alerts/gather.ts'
import { withFirings } from '#src/alerts/posts.ts'
import { tick } from '#src/alerts/tick.ts'
import type { Poster } from '#src/chat/posting.ts'
import { systemClock } from '#src/clock.ts'
import { startWorker } from '#src/delivery/worker.ts'
import { openStore } from '#src/store/open.ts'
import { hourly, quickly, readingsAt } from './alertworld.ts'

const [, , home = '', log = '', began = ''] = process.argv
const now = quickly(Number(began))
const store = await openStore(home)
const quiet = {
  info: () => {},
  warn: () => {},
  error: (text: string) => process.stderr.write(`${text}\n`),
  debug: () => {},
}

/** Telegram as it is: whatever arrives is shown, and nothing says that it was there before. */
const poster: Poster = {
  platform: 'telegram',
  prepare: async () => ({ parts: [{ weight: 1 }] }),
  waitForSlot: async () => {},
  repeats: async () => false,
  async send(_prepared, _part, to) {
    await sleep(Math.random() * 6)
    appendFileSync(log, `${to.nonce}\n`)
    await sleep(Math.random() * 6)
    return { kind: 'sent', messages: [{ id: to.nonce }] }
  },
  find: async () => ({ kind: 'unknown', reason: 'a bot reads nothing here' }),
  finish: async () => [],
  edit: async () => ({ kind: 'unreached', reason: 'nothing is edited' }),
  check: async () => [],
  manages: async () => ({ manages: true }) as never,
  nameOf: async () => undefined,
  aloneWith: async () => undefined,
  linkOf: () => undefined,
}

const market = { asset: (id: string) => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] }) }
const worker = startWorker({
  ...{
    ledger: store.ledger,
    presence: store.presence,
    posters: [poster],
    clock: systemClock,
    log: quiet as never,
  },
  makePosts: withFirings(async () => Promise.reject(new Error('no schedule is due')), {
    work: store.alertWork,
    history: () => market as never,
  }),
  notices: { recipientsOf: async () => undefined, send: async () => ({ kind: 'sent' }) },
  timings: hourly,
})
process.send?.('ready')
for (;;) {
  await tick({ work: store.alertWork, observe: async (rows) => readingsAt(rows, now()), now, since: now() })
  await gatherDue({ work: store.alertWork, settings: async () => ({}), now, onGathered: worker.wake })
  await sleep(20)
}
