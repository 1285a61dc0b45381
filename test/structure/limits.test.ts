/** Limits of time are the suite's alone: a test with a shorter one fails on a busy machine and nowhere else. */
import { expect, it } from 'vitest'
import { filesIn, textOf } from './files.ts'

const OTHER_SUITES = /^test\/(?:browser|claims|mutation|slow|soak|torture)\//

it('no quick test has a limit of its own below the suite’s', () => {
  const limit = Number(/testTimeout: ([\d_]+)/.exec(textOf('vitest.config.ts'))?.[1]?.replaceAll('_', ''))
  expect(limit).toBeGreaterThanOrEqual(300_000)
  const shorter = filesIn(['test'], '.test.ts')
    .filter((file) => !OTHER_SUITES.test(file))
    .flatMap((file) =>
      [...textOf(file).matchAll(/^\s*\}, ([\d_]+)\)$|\btimeout: ([\d_]{5,})/gm)]
        .map(([, last, named]) => Number((last ?? named ?? '').replaceAll('_', '')))
        .filter((milliseconds) => milliseconds < limit)
        .map((milliseconds) => `${file}: ${milliseconds}`),
    )
  expect(shorter).toEqual([])
})
