/** The table of sources: a name for each, and how it is opened. */
import { datasetSource } from './dataset/source.ts'
import type { Source } from './source.ts'

/** How a source is opened: `location` is what it reads, for `dataset` a folder. */
export type OpenSource = (location: string) => Source

export const SOURCES = {
  dataset: datasetSource,
} as const satisfies Record<string, OpenSource>
