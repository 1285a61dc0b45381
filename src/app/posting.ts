/** Schedules at work in the program: the minute tick, the worker that delivers, the schedule service for moderators. */
import { randomUUID } from 'node:crypto'
import { type FlashesNow, startFlashes } from '#src/alerts/flashes.ts'
import { withFirings } from '#src/alerts/posts.ts'
import type { Bot } from '#src/bot/bot.ts'
import { platformOf } from '#src/chat/address.ts'
import type { Deliveries } from '#src/chat/delivery.ts'
import type { NoticeWriter } from '#src/chat/notice.ts'
import type { Poster } from '#src/chat/posting.ts'
import { type Clock, within } from '#src/clock.ts'
import { createFiringButtons } from '#src/menus/alerts/firingbuttons.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { sendNotice } from '#src/delivery/sendnotice.ts'
import { createPreparing } from '#src/delivery/prepared.ts'
import { TIMINGS } from '#src/delivery/timings.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { createDailies, type Dailies } from '#src/editions/dailies.ts'
import { createFlashes, type Flashes } from '#src/editions/flashes.ts'
import { createEditions, type Editions } from '#src/editions/freeze.ts'
import type { Log } from '#src/log.ts'
import { isReplay } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import type { Dispatcher } from '#src/queue/dispatcher.ts'
import { checkWhen } from '#src/schedules/checkwhen.ts'
import { type CorrectionResult, correct, editFlash } from '#src/schedules/correct.ts'
import { createDeskService, type DeskService } from '#src/schedules/deskservice.ts'
import { startReviewing } from '#src/schedules/reviewing.ts'
import { createScheduleService, type ScheduleService } from '#src/schedules/service.ts'
import { nextRun } from '#src/schedules/nextrun.ts'
import { type PostsParts, awaitsOf, postMaker } from '#src/schedules/posts.ts'
import { startTicking } from '#src/schedules/tick.ts'
import type { Store } from '#src/store/open.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { replayedTrouble, type Replay } from './replaysettings.ts'

export interface PostingParts {
  readonly store: Store
  /** Wakes the worker. */
  readonly dispatcher: Dispatcher
  /** Whether this process delivers; one that does not only answers moderators. */
  readonly delivers: boolean
  readonly history: () => History
  /** In a replay: its clock waits for what is decided. */
  readonly replay?: Pick<Replay, 'clock'> | undefined
  /** Whether suppliers were asked once more since a week ended. */
  readonly prepared?: (end: number) => boolean
  /** Whether alerts are kept: posts offer one then. */
  readonly alerts?: boolean
  /** The address of an edition's page on the public site. */
  readonly pageOf?: PostsParts['pageOf']
  readonly clock: Clock
  readonly log: Log
  /** Who of the moderators hears of what, in which words, on the platforms that are connected. */
  readonly notices: (poster: (platform: string) => Poster | undefined) => NoticeWriter
}

export interface Posting {
  readonly scheduleService: ScheduleService
  readonly deskService: DeskService
  readonly deliveries: Deliveries
  readonly editions: Editions
  readonly dailies: Dailies
  readonly flashes: Flashes
  /** The share of the platforms' pace that is this process's. */
  share(): number
  /** Begins to tick and to deliver; the bot words commands' answers. */
  start(bot: Pick<Bot, 'scheduledMessage'>): void
  /** A platform is connected: its deliveries begin. */
  connect(poster: Poster): void
  /** Looks for deliveries that wait. */
  wake(): void
  poster(platform: string): Poster | undefined
  correct(edition: string): Promise<CorrectionResult>
  /** Posts under way. */
  running(): number
  /** Flashes as this process decides them; undefined where it does not. */
  flashed(): FlashesNow | undefined
  /** Lets what is being sent end, for a few seconds, and gives back the rest; what is left then, the next process takes up. */
  close(): Promise<void>
}

/** Milliseconds between two rounds of housekeeping. */
const DAILY = 86_400_000
/** Milliseconds for the posts in flight when the program stops. */
const PATIENCE = 3000
/** Milliseconds for which one process alone keeps reviews up to date, or decides flashes. */
const LEASE = 30_000
/** The share of the platforms' pace that posts leave to answers. */
const RESERVE = 0.1

export function createPosting({
  store,
  dispatcher,
  delivers,
  history,
  replay,
  prepared,
  alerts = false,
  pageOf,
  clock,
  log,
  notices,
}: PostingParts): Posting {
  const posters = new Map<string, Poster>()
  const trouble = createStoreTrouble({ clock, log })
  const poster = (platform: string) => posters.get(platform)
  const editions = createEditions(store.editions, prepared)
  const dailies = createDailies(store.dailies, prepared)
  const flashes = createFlashes(store.flashes)
  const awaits = (plan: Parameters<typeof awaitsOf>[0], fireAt: number) => awaitsOf(plan, fireAt, history())
  let worker: Worker | undefined
  let [stopTicking, stopKeeping] = [async () => {}, () => {}]
  let reviewing: ReturnType<typeof startReviewing> | undefined
  let flashing: ReturnType<typeof startFlashes> | undefined
  let listening: Promise<() => Promise<void>> | undefined
  const wake = () => worker?.wake()
  const deliveries = store.deliveries({ awaits, onPending: wake })
  let makePosts: MakePosts | undefined
  let spare = 1
  const ownerOf = async (schedule: string) => (await store.schedules.get(schedule))?.owner
  const added = {
    ...{ desk: store.desk, ownerOf, editions, flashes, history, memory: store.memory, poster, clock, log },
    flashStore: store.flashes,
  }

  const correcting = {
    ...{ editions, dailies, flashes, ledger: store.ledger, history, poster, log, now: clock.now },
  }

  return {
    deliveries,
    editions,
    wake,
    dailies,
    flashes,
    poster,
    scheduleService: createScheduleService({
      schedules: store.schedules,
      deliveries,
      poster,
      nextRun,
      checkWhen,
      now: clock.now,
    }),
    deskService: createDeskService({
      ...added,
      ...{ schedules: store.schedules, deliveries },
      onChange: () => reviewing?.wake(),
    }),
    share: () => (delivers ? (worker?.share() ?? 1) : spare),
    start(bot) {
      const ofSchedules = postMaker({
        ...added,
        dailies,
        alerts,
        pageOf,
        scheduledMessage: bot.scheduledMessage,
      })
      const making = withFirings(ofSchedules, {
        ...{ work: store.alertWork, alerts: store.alerts, settings: store.memory.settings, history },
        mayAttach: async (target) => {
          const lacks = await poster(platformOf(target) ?? '')?.check(target, {})
          return lacks !== undefined && !lacks.includes('attach')
        },
        onFault: (error) => log.error(`What the record says of an alert is left out: ${String(error)}`),
        withButtons: createFiringButtons({ memory: store.memory, now: clock.now }),
      })
      makePosts = making
      if (!delivers) return watchPosts()
      const { recipientsOf, compose } = notices(poster)
      worker = startWorker({
        ledger: store.ledger,
        presence: store.presence,
        posters: [...posters.values()],
        makePosts: making,
        notices: {
          recipientsOf,
          send: (notice, sending) => sendNotice(notice, sending, { poster, compose, now: clock.now }),
        },
        clock,
        log,
        timings: { poll: dispatcher.poll },
        trouble,
      })
      listening = dispatcher.listen(wake)
      listening.catch((error: unknown) => log.error(`The worker is not woken by notices: ${String(error)}`))
      stopTicking = startTicking({
        ...{ ledger: store.ledger, awaits, now: clock.now, onDue: wake },
        ...{ clock, log, trouble },
      })
      reviewing = startReviewing({
        ...{ ...added, ledger: store.ledger, makePosts: making, prepare: createPreparing(), trouble },
        isMine: leaseOf('reviews'),
      })
      flashing = startFlashes({
        ...{ store: store.flashes, flashes, history, onPosted: wake, clock, log },
        // A recorded history has no news, unless it passes again.
        moves: () => history().kind === 'live' || isReplay(history()),
        trouble: replay ? replayedTrouble(trouble, replay) : trouble,
        isMine: leaseOf('flashes'),
        edit: (first) => editFlash(first, { ...correcting, makePosts: making }),
      })
      keepHouse()
    },
    connect(connected) {
      posters.set(connected.platform, connected)
      worker?.add(connected)
    },
    flashed: () => flashing?.last(),
    async correct(edition) {
      if (!makePosts) throw new TypeError('nothing can be corrected before posting has begun')
      return correct(edition, {
        ...{ ...correcting, makePosts },
      })
    },
    running: () => worker?.running() ?? 0,
    async close() {
      stopKeeping()
      await stopTicking()
      await reviewing?.stop()
      await flashing?.close()
      const deaf = await listening?.catch(() => undefined)
      await deaf?.()
      if (worker) await within(clock, PATIENCE, worker.stop())
    },
  }

  /** Whether this process alone does something: asked of the store when half of its time is over. */
  function leaseOf(name: 'reviews' | 'flashes'): () => Promise<boolean> {
    const holder = randomUUID()
    let until = 0
    return async () => {
      const now = clock.now()
      if (now + LEASE / 2 < until) return true
      until = (await store.leases.take(name, holder, now, now + LEASE)) ? now + LEASE : 0
      return until > 0
    }
  }

  /** While workers post, answers keep to what posts leave free; else the whole pace is theirs. */
  function watchPosts(): void {
    trouble.watch('Deliveries could not be counted', async () => {
      const { claimed, sending } = await store.ledger.open()
      spare = claimed + sending > 0 ? RESERVE : 1
    })
    stopKeeping = clock.after(TIMINGS.beat, watchPosts)
  }

  /** Buttons without a click for 90 days say that they have expired: their records need not pile up. */
  function keepHouse(): void {
    store.memory
      .forgetOldActions(clock.now())
      .catch((error: unknown) => log.error(`Old buttons could not be forgotten: ${String(error)}`))
    store.desk
      .forgetOldEntries(clock.now())
      .catch((error: unknown) =>
        log.error(`Old entries of the desk could not be forgotten: ${String(error)}`),
      )
    stopKeeping = clock.after(DAILY, keepHouse)
  }
}
