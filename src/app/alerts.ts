/** Alerts in the program: judged by one process, from what its market says. */
import { createObserve } from '#src/alerts/observe.ts'
import { type Engine, startEngine } from '#src/alerts/engine.ts'
import { cadenceIn } from '#src/alerts/resolution.ts'
import type { Clock } from '#src/clock.ts'
import type { AlertsConfig } from '#src/config/alerts.ts'
import type { Log } from '#src/log.ts'
import type { Store } from '#src/store/open.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { keepLease } from './lease.ts'
import type { Market } from './market.ts'
import { replayedTrouble, type Replay } from './replaysettings.ts'
import type { Watch } from './watch.ts'

export interface AlertsParts {
  readonly config: AlertsConfig
  readonly store: Pick<Store, 'alertWork' | 'memory' | 'leases'>
  readonly market: Pick<Market, 'history' | 'minutePrices' | 'interestNow' | 'hours' | 'observe'>
  readonly clock: Clock
  readonly log: Log
  /** Whether other processes work on the same store. */
  readonly isShared: boolean
  /** Hears that deliveries wait. */
  readonly onGathered: () => void
  readonly watch: Pick<Watch, 'ticked' | 'boxFault'>
  /** In a replay: its clock waits for what is judged. */
  readonly replay?: Pick<Replay, 'clock'> | undefined
}

/** Milliseconds between two looks for what a replay is to gather: each costs as much as in the program, where they pass slower. */
const REPLAYED_GATHERING = 20_000

/** Judges alerts until closed. A record that does not move has none to judge. */
export function startAlerts({
  config,
  store,
  market,
  clock,
  log,
  isShared,
  onGathered,
  watch,
  replay,
}: AlertsParts): Engine {
  const { alertWork: work, memory, leases } = store
  const lease = isShared ? keepLease({ name: 'alerts', leases, clock, log }) : undefined
  const observe =
    market.observe ??
    createObserve({
      history: market.history,
      work,
      askPrices: config.minutePrices === 'off' ? undefined : market.minutePrices,
      interest: market.interestNow,
      hours: market.hours,
      now: clock.now,
    })
  const trouble = createStoreTrouble({ clock, log })
  const engine = startEngine({
    ...{ work, observe, clock, log, onGathered },
    settings: memory.settings,
    trouble: replay ? replayedTrouble(trouble, replay) : trouble,
    ...(replay && { gathering: REPLAYED_GATHERING }),
    cadence: (series) => cadenceIn(market.history())(series),
    isMine: () => lease?.held() ?? true,
    onTicked: watch.ticked,
    onBoxFault: watch.boxFault,
  })
  return {
    ...engine,
    async close() {
      await engine.close()
      await lease?.close()
    },
  }
}
