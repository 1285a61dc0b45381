/** The editions that a site is made from. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openPublished } from '#src/app/published.ts'
import { readConfig } from '#src/config.ts'
import { openStore } from '#src/store/open.ts'

it('are refused where there is no record, which would withdraw every page of the site', async () => {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-published-'))
  onTestFinished(() => rm(home, { recursive: true }))
  const app = { config: readConfig({ KAWARABAN_HOME: join(home, 'none'), KAWARABAN_DATA: 'live' }) }
  await expect(openPublished(app as never)).rejects.toMatchObject({ key: 'site.noStore' })
  expect(existsSync(join(home, 'none'))).toBe(false)
  await (await openStore(join(home, 'none'))).close()
  const published = await openPublished(app as never)
  expect(await published.editions.weeks()).toEqual([])
  await published.close()
})
