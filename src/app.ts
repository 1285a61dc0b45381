/** The application: all parts joined. It reads as a table of contents. */
import { createLocalRenderer } from '#src/charts/local.ts'
import { createQuickChartRenderer } from '#src/charts/quickchart.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { type OpenSource, SOURCES } from './sources/index.ts'

export interface App {
  readonly config: Config
  readonly log: Log
  /** Opens a dataset folder. */
  readonly openDataset: OpenSource
  /** Draws charts. */
  readonly renderer: Renderer
  /** Lets go of everything. */
  close(): Promise<void>
}

/** Joins the parts; `replacements` stand in for parts in tests. */
export function createApp(config: Config, log: Log, replacements: Partial<App> = {}): App {
  const renderer = replacements.renderer ?? createRenderer(config, log)
  return {
    config,
    log,
    openDataset: SOURCES.dataset,
    renderer,
    close: () => renderer.close(),
    ...replacements,
  }
}

function createRenderer({ quickchartUrl }: Config, log: Log): Renderer {
  const local = createLocalRenderer({ onFallback: (reason) => log.warn(reason) })
  if (quickchartUrl === undefined) return local
  return createQuickChartRenderer({
    url: quickchartUrl,
    fallback: local,
    onFallback: (reason) => log.warn(reason),
  })
}
