/** Alerts in the program: judged by one process, from what its market says. */
import { createObserve } from '#src/alerts/observe.ts'
import { type Engine, startEngine } from '#src/alerts/engine.ts'
import type { Clock } from '#src/clock.ts'
import type { AlertsConfig } from '#src/config/alerts.ts'
import type { Log } from '#src/log.ts'
import type { Store } from '#src/store/open.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { keepLease } from './lease.ts'
import type { Market } from './market.ts'
import type { Watch } from './watch.ts'

export interface AlertsParts {
  readonly config: AlertsConfig
  readonly store: Pick<Store, 'alertWork' | 'memory' | 'leases'>
  readonly market: Pick<Market, 'history' | 'minutePrices'>
  readonly clock: Clock
  readonly log: Log
  /** Whether other processes work on the same store. */
  readonly isShared: boolean
  /** Hears that deliveries wait. */
  readonly onGathered: () => void
  readonly watch: Pick<Watch, 'ticked'>
}

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
}: AlertsParts): Engine {
  const { alertWork: work, memory, leases } = store
  const lease = isShared ? keepLease({ name: 'alerts', leases, clock, log }) : undefined
  const ask = market.minutePrices
  const observe = createObserve({
    history: market.history,
    work,
    askPrices:
      config.minutePrices !== 'off' && ask ? async (assets) => (await ask(assets)).prices : undefined,
    now: clock.now,
  })
  const engine = startEngine({
    ...{ work, observe, clock, log, onGathered },
    settings: memory.settings,
    trouble: createStoreTrouble({ clock, log }),
    isMine: () => lease?.held() ?? true,
    onTicked: watch.ticked,
  })
  return {
    ...engine,
    async close() {
      await engine.close()
      await lease?.close()
    },
  }
}
