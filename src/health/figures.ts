/** Figures of the running program for Prometheus: how it answers, whom it asks, what it delivers, how it feels. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Figures {
  /** An answer was given after so many milliseconds; `command` is a command's name, never what was typed. */
  answered(facts: AnswerFacts): void
  /** An answer went without this, as the store could not write or read it. */
  leftOut(what: string): void
  /** A supplier was asked; `fault` is why it gave nothing. */
  asked(facts: { readonly supplier: string; readonly milliseconds: number; readonly fault?: string }): void
  /** A delivery ended in a state, so many milliseconds after it was due. */
  delivered(facts: { readonly platform: string; readonly state: string; readonly late: number }): void
  /** A message of alerts was sent, so many milliseconds after the first of them that it reports. */
  alerted(facts: { readonly platform: string; readonly milliseconds: number }): void
  /** Alerts were judged, in so many milliseconds: how many series are watched and blind, how many reported. */
  ticked(facts: TickFacts, milliseconds: number): void
  /** What waits for a chat could not be gathered as it is set. */
  boxFault(): void
  /** All figures in Prometheus' text format. */
  text(): Promise<string>
  readonly contentType: string
}

export interface AnswerFacts {
  readonly platform: string
  readonly command: string
  readonly milliseconds: number
  /** `answered`, `refused` where the member asked for what cannot be had, `failed` where we did. */
  readonly result: 'answered' | 'refused' | 'failed'
}

export interface TickFacts {
  readonly series: number
  readonly blind: number
  readonly reported: number
}

/** What is read at the moment that somebody looks. */
export interface FigureSources {
  readonly version: string
  /** How many deliveries are in each state that is not final; rejects where it cannot be said, and the figure is absent then. */
  readonly deliveries?: () => Promise<Readonly<Record<string, number>>>
  /** How many alerts are in each state; as `deliveries`. */
  readonly alerts?: () => Promise<Readonly<Record<string, number>>>
  /** Chats that want flashes, and what was decided in the last seven days; as `deliveries`. */
  readonly flashes?: () => Promise<{
    readonly chats: number
    readonly fates: Readonly<Record<string, number>>
  }>
  /** How many firings no message has yet, by why; as `deliveries`. */
  readonly unsent?: () => Promise<Readonly<Record<string, number>>>
  /** Seconds since the collector has last asked round; undefined where none collects. */
  readonly collector?: () => number | undefined
  /** Of each supplier: seconds since its last answer, and whether it is being left alone. */
  readonly suppliers?: () => readonly {
    readonly name: string
    readonly age?: number
    readonly open: boolean
  }[]
  /** Hits and misses since the start, by cache. */
  readonly caches?: () => readonly { readonly name: string; readonly hits: number; readonly misses: number }[]
}

/** Seconds: a cached answer is there in milliseconds, a cold one with its chart in tenths, a member waits for three. */
const ANSWER_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]
const ASK_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** A quiet tick takes tenths of a second, and prices come within seconds. */
const TICK_SECONDS = [0.05, 0.1, 0.3, 1, 3, 10, 30]
/** A firing waits five seconds for others; ten thousand at once leave within minutes. */
const SENT_SECONDS = [5, 7.5, 10, 15, 30, 60, 120, 300, 900, 3600]
/** A recap is on time within the minute; hours late is a restart after a night. */
const LATE_SECONDS = [1, 5, 15, 60, 300, 900, 3600, 21_600]

/** Makes a set of figures of its own, so that two programs in one process do not count for each other. */
export function createFigures(sources: FigureSources): Figures {
  const registry = new Registry()
  const registers = [registry]
  // Event loop delay, memory, CPU, open handles.
  collectDefaultMetrics({ register: registry, prefix: 'kawaraban_' })
  const answers = new Histogram({
    name: 'kawaraban_answer_seconds',
    help: 'Time from a request to its reply',
    labelNames: ['platform', 'command', 'result'] as const,
    buckets: ANSWER_SECONDS,
    registers,
  })
  const leftOut = new Counter({
    name: 'kawaraban_left_out_total',
    help: 'What answers went without, as the store could not write or read it',
    labelNames: ['what'] as const,
    registers,
  })
  const asks = new Histogram({
    name: 'kawaraban_supplier_seconds',
    help: 'Time of calls to suppliers',
    labelNames: ['supplier', 'result'] as const,
    buckets: ASK_SECONDS,
    registers,
  })
  const deliveries = new Counter({
    name: 'kawaraban_deliveries_total',
    help: 'Deliveries that ended, by state',
    labelNames: ['platform', 'state'] as const,
    registers,
  })
  const lateness = new Histogram({
    name: 'kawaraban_delivery_late_seconds',
    help: 'Time from when a delivery was due until it was sent',
    labelNames: ['platform'] as const,
    buckets: LATE_SECONDS,
    registers,
  })
  const ticks = new Histogram({
    name: 'kawaraban_alert_tick_seconds',
    help: 'Time in which alerts were judged',
    buckets: TICK_SECONDS,
    registers,
  })
  const alerted = new Histogram({
    name: 'kawaraban_alert_firing_to_sent_seconds',
    help: 'Time from a firing, or from when it was no longer held back, until its message was sent',
    labelNames: ['platform'] as const,
    buckets: SENT_SECONDS,
    registers,
  })
  const firings = new Counter({
    name: 'kawaraban_alert_firings_total',
    help: 'What alerts have reported',
    registers,
  })
  const series = new Gauge({
    name: 'kawaraban_alert_series',
    help: 'Series that alerts watch, and those of them without a confirmed value',
    labelNames: ['state'] as const,
    registers,
  })
  const boxFaults = new Counter({
    name: 'kawaraban_alert_box_faults_total',
    help: 'Messages of alerts that could not be gathered as their chat is set, each time that one was due',
    registers,
  })
  new Gauge({
    name: 'kawaraban_build_info',
    help: 'Always 1; its label is the version',
    labelNames: ['version'] as const,
    registers,
  }).set({ version: sources.version }, 1)
  readOnDemand(sources, registers)
  return {
    answered: ({ platform, command, result, milliseconds }) =>
      answers.observe({ platform, command, result }, milliseconds / 1000),
    leftOut: (what) => leftOut.inc({ what }),
    asked: ({ supplier, milliseconds, fault }) =>
      asks.observe({ supplier, result: fault ?? 'answered' }, milliseconds / 1000),
    delivered({ platform, state, late }) {
      deliveries.inc({ platform, state })
      if (state === 'sent') lateness.observe({ platform }, late / 1000)
    },
    alerted: ({ platform, milliseconds }) => alerted.observe({ platform }, milliseconds / 1000),
    ticked({ series: watched, blind, reported }, milliseconds) {
      ticks.observe(milliseconds / 1000)
      firings.inc(reported)
      series.set({ state: 'watched' }, watched)
      series.set({ state: 'blind' }, blind)
    },
    boxFault: () => boxFaults.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** Gauges that are read when they are asked for, and are absent where nothing can be read. */
function readOnDemand(
  { deliveries, alerts, unsent, flashes, suppliers, caches, collector }: FigureSources,
  registers: Registry[],
): void {
  const counts = [
    ['kawaraban_deliveries_open', 'Deliveries that have not ended, by state', 'state', deliveries],
    ['kawaraban_alerts', 'Alerts of members and chats, by state', 'state', alerts],
    ['kawaraban_alert_unsent', 'Firings that no message has yet, by why', 'reason', unsent],
  ] as const
  for (const [name, help, label, read] of counts) {
    if (!read) continue
    new Gauge<string>({
      ...{ name, help, registers },
      labelNames: [label],
      async collect() {
        this.reset()
        const counted = await read().catch(() => ({}))
        for (const [value, count] of Object.entries(counted)) this.set({ [label]: value }, count)
      },
    })
  }
  if (flashes) {
    const counted = () => flashes().catch(() => ({ chats: undefined, fates: {} }))
    new Gauge({
      name: 'kawaraban_flash_chats',
      help: 'Chats that want flashes',
      registers,
      async collect() {
        const { chats } = await counted()
        if (chats === undefined) this.remove()
        else this.set(chats)
      },
    })
    new Gauge({
      name: 'kawaraban_flashes',
      help: 'Flashes decided for chats in the last seven days: posted, left to the daily, joined to an earlier post',
      labelNames: ['fate'] as const,
      registers,
      async collect() {
        this.reset()
        for (const [fate, count] of Object.entries((await counted()).fates)) this.set({ fate }, count)
      },
    })
  }
  if (collector) {
    new Gauge({
      name: 'kawaraban_collector_age_seconds',
      help: 'Time since the collector has last asked round',
      registers,
      collect() {
        const age = collector()
        if (age === undefined) this.remove()
        else this.set(age)
      },
    })
  }
  if (suppliers) {
    new Gauge({
      name: 'kawaraban_supplier_age_seconds',
      help: "Time since a supplier's last answer",
      labelNames: ['supplier'] as const,
      registers,
      collect() {
        this.reset()
        for (const { name, age } of suppliers()) if (age !== undefined) this.set({ supplier: name }, age)
      },
    })
    new Gauge({
      name: 'kawaraban_supplier_left_alone',
      help: '1 while a supplier is not asked, as it failed again and again',
      labelNames: ['supplier'] as const,
      registers,
      collect() {
        this.reset()
        for (const { name, open } of suppliers()) this.set({ supplier: name }, open ? 1 : 0)
      },
    })
  }
  if (caches) {
    new Counter({
      name: 'kawaraban_cache_reads_total',
      help: 'Reads of caches',
      labelNames: ['cache', 'result'] as const,
      registers,
      collect() {
        this.reset()
        for (const { name, hits, misses } of caches()) {
          this.inc({ cache: name, result: 'hit' }, hits)
          this.inc({ cache: name, result: 'miss' }, misses)
        }
      },
    })
  }
}
