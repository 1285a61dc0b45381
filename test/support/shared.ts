/** Data that lies beside the project on some machines and may not be committed: found, or skipped aloud. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

const root = fileURLToPath(new URL('../../../shared/', import.meta.url))

/** The absolute path of a folder in `../shared`, or undefined where it is absent. */
export function sharedFolder(name: string): string | undefined {
  const path = `${root}${name}`
  return existsSync(path) ? path : undefined
}

/** `describe` where all the named folders are there; else a skipped suite whose title says what is absent. */
export function describeWithShared(
  title: string,
  folders: readonly string[],
  suite: (...paths: string[]) => void,
): void {
  const paths = folders.map(sharedFolder)
  const absent = folders.filter((_, index) => paths[index] === undefined)
  if (absent.length === 0) describe(title, () => suite(...(paths as string[])))
  else {
    describe.skip(`${title} (skipped: ../shared/${absent.join(', ../shared/')} absent)`, () => {
      try {
        suite(...folders)
      } catch {
        // It makes a test of each of the files, and there are none.
        it.skip('one for each file')
      }
    })
  }
}
