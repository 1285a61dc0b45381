/** The dataset folder as a source of history. */
import type { Source } from '../source.ts'
import { readDataset } from './read.ts'

/** Opens a folder; nothing is read before `load`. */
export function datasetSource(folder: string): Source {
  return {
    name: 'dataset',
    async load() {
      const { history, plausible, refused, files, notices } = await readDataset(folder)
      return {
        history: plausible,
        whole: history,
        refusals: refused.map(({ file, line, reason }) => ({ where: file, line, reason })),
        files,
        notices,
      }
    },
  }
}
