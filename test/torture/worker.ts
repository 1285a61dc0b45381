/**
 * A process that delivers as the program does: the store, the tick, the worker, and both platforms' own posters. It is
 * killed in the middle of whatever it does. `node test/torture/worker.ts '<settings as JSON>'`
 */
import { REST } from 'discord.js'
import { openDispatcher } from '#src/app/dispatcher.ts'
import { createPace } from '#src/chat/pace.ts'
import { systemClock } from '#src/clock.ts'
import { sendNotice } from '#src/delivery/sendnotice.ts'
import { TIMINGS } from '#src/delivery/timings.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { createChannels } from '#src/platforms/discord/post/channels.ts'
import { createPacing } from '#src/platforms/discord/pacing.ts'
import { createPoster as createDiscordPoster } from '#src/platforms/discord/post/poster.ts'
import { restOptions } from '#src/platforms/discord/api.ts'
import { createTelegramApi } from '#src/platforms/telegram/api.ts'
import { RATES } from '#src/platforms/telegram/limits.ts'
import { createPhotos } from '#src/platforms/telegram/post/photos.ts'
import { createPoster as createTelegramPoster } from '#src/platforms/telegram/post/poster.ts'
import { createRichSupport } from '#src/platforms/telegram/render/rich.ts'
import { createRights } from '#src/platforms/telegram/receive/rights.ts'
import { tick } from '#src/schedules/tick.ts'
import { openStore } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { channelsOf, logOf } from './channels.ts'
import type { WorkerSettings } from './processes.ts'

const { home, database, discord, telegram, scale, channels, timings } = JSON.parse(
  process.argv[2] ?? '{}',
) as WorkerSettings
const log = {
  info: () => undefined,
  warn: (text: string) => void process.stderr.write(`${text}\n`),
  error: (text: string) => void process.stderr.write(`${text}\n`),
}
const clock = systemClock
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const draw = () => Promise.resolve(PNG)

let worker: Worker | undefined
// The platforms' limits, so many times over, shared among those that live.
const share = () => scale * (worker?.share() ?? 0.5)

const rest = new REST({ ...restOptions(discord.api), globalRequestsPerSecond: 50 * scale }).setToken(
  discord.token,
)
const known = createChannels(rest, clock)
known.learn('GUILD_CREATE', {
  id: discord.guild,
  channels: channelsOf(channels).discord.map((id) => ({ id, type: 0 })),
})
const pacing = createPacing(rest, clock, share)
const user = discord.application

const pace = createPace(
  { perSecond: RATES.overall, perChatSecond: RATES.chat, perGroupMinute: RATES.group, reserve: 0.1, share },
  clock,
)
const api = createTelegramApi(telegram, { onBusy: pace.hold })
const rights = createRights(api.ask)

const dispatcher = await openDispatcher({ databaseUrl: database, clock, log })
const store = await (database === undefined
  ? openThreadedStore(home, dispatcher.notify)
  : openStore(home, database, dispatcher.notify))
const posters = [
  createDiscordPoster({ rest, channels: known, pacing, user, draw, clock, log }),
  createTelegramPoster({
    api,
    photos: createPhotos(),
    rich: createRichSupport(),
    pace,
    rights,
    draw,
    log,
    me: 1,
    name: 'kawaraban_bot',
  }),
]
const names = channelsOf(channels)
worker = startWorker({
  ledger: store.ledger,
  presence: store.presence,
  posters,
  makePosts: () =>
    Promise.resolve({
      kind: 'ready',
      edition: undefined,
      late: false,
      posts: [
        {
          language: 'ja',
          key: 'recap',
          message: () =>
            Promise.resolve({
              title: '週報',
              blocks: [{ kind: 'paragraph', text: '先週の市場です。' }],
              images: [{ name: 'sheet', spec: {}, alt: '図', size: { width: 1, height: 1 } }],
              footer: [],
            }),
        },
      ],
    }),
  notices: {
    recipientsOf: async ({ schedule }) => [logOf(schedule.target, names)],
    send: (notice, sending) =>
      sendNotice(notice, sending, {
        poster: (platform) => posters.find((one) => one.platform === platform),
        compose: async ({ troubles }) => {
          const items = troubles.map(({ delivery }) => `${delivery.id} ${delivery.state}`)
          const message = {
            title: '通知',
            blocks: [{ kind: 'bullets', items }],
            images: [],
            footer: [],
          } as const
          return troubles.length === 0 ? undefined : { message, language: 'ja' }
        },
        now: clock.now,
        timings: { ...TIMINGS, ...timings },
      }),
  },
  clock,
  log,
  timings,
  // Chance shortens waits by up to a quarter; so much of it makes them a tenth, where all other times are one.
  random: timings.nonceWindow === undefined ? Math.random : () => 3.6 + Math.random() / 10,
})
/** What it has cost so far: bytes in memory, milliseconds of processor time. */
const tell = () => {
  const { user, system } = process.cpuUsage()
  process.stdout.write(`${JSON.stringify({ rss: process.memoryUsage.rss(), cpu: (user + system) / 1000 })}\n`)
}
setInterval(tell, 500)
let isStopping = false
let ticked: Promise<unknown> = Promise.resolve()
process.on('SIGTERM', async () => {
  isStopping = true
  await ticked
  await worker?.stop()
  await dispatcher.close()
  await store.close()
  tell()
  process.exit(0)
})
// As in the program: a worker that nobody wakes looks by itself.
dispatcher
  .listen(() => worker?.wake())
  .catch((error: unknown) => log.warn(`The worker is not woken by notices: ${String(error)}`))
process.stdout.write('ready\n')
const ticking = { ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: () => worker?.wake() }
// Every second in place of every minute.
while (!isStopping) {
  ticked = tick(ticking).catch((error: unknown) => log.warn(`Schedules could not be read: ${String(error)}`))
  await ticked
  await new Promise((resolve) => {
    setTimeout(resolve, 1000)
  })
}
