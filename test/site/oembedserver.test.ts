/** What the server of the site answers beside its files: oEmbed, and where nothing is. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Listening } from '#src/http.ts'
import type { Oembed } from '#src/site/oembed.ts'
import { startSite } from '#src/site/server.ts'

const HOME = 'https://kawaraban.example'
const ANSWER: Oembed = {
  ...{
    version: '1.0',
    type: 'rich',
    title: 'Funding',
    provider_name: 'Kawaraban',
    provider_url: `${HOME}/en/`,
  },
  ...{
    width: 760,
    height: 470,
    html: '<iframe src="https://kawaraban.example/embed" width="760" height="470"></iframe>',
  },
}
let folder: string
let site: Listening
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-site-'))
  await mkdir(join(folder, 'embed/en/2025-11-17/funding'), { recursive: true })
  await writeFile(join(folder, 'embed/en/2025-11-17/funding/oembed.json'), JSON.stringify(ANSWER))
  await writeFile(join(folder, '404.html'), '<!doctype html><p>there is no page at this address')
  site = await startSite({ folder, host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true })
})

const ask = (query: Record<string, string>) => fetch(`${site.address}/oembed?${new URLSearchParams(query)}`)
const CHART = `${HOME}/en/2025-11-17#funding`

it('answers for a chart of the site, to any page', async () => {
  const response = await ask({ url: CHART })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(await response.json()).toEqual(ANSWER)
  const small = (await (await ask({ url: CHART, maxwidth: '380', maxheight: '400' })).json()) as Oembed
  expect(small).toMatchObject({ width: 380, height: 235 })
  expect(small.html).toContain('width="380" height="235"')
})

it('shows a part of an edition that has no chart by the sheet', async () => {
  const sheet = { ...ANSWER, title: 'The week' }
  await mkdir(join(folder, 'embed/en/2025-11-10/sheet'), { recursive: true })
  await writeFile(join(folder, 'embed/en/2025-11-10/sheet/oembed.json'), JSON.stringify(sheet))
  expect(await (await ask({ url: `${HOME}/en/2025-11-10#figures` })).json()).toEqual(sheet)
  expect((await ask({ url: `${HOME}/en/2025-11-10/figures.png` })).status).toBe(404)
})

it.each([
  [{}, 400],
  [{ url: CHART, maxwidth: 'wide' }, 400],
  [{ url: CHART, maxheight: '-1' }, 400],
  [{ url: CHART, format: 'xml' }, 501],
  [{ url: `${HOME}/en/2025-11-17#macro` }, 404],
  [{ url: `${HOME}/en/` }, 404],
  [{ url: 'https://elsewhere.example/en/2025-11-17#funding' }, 404],
  [{ url: 'nothing' }, 404],
] as [Record<string, string>, number][])('refuses %j with %i', async (query, status) => {
  const response = await ask(query)
  expect(response.status).toBe(status)
  expect(response.headers.get('cache-control')).not.toContain('max-age')
})

it('says on a page where there is none', async () => {
  const response = await fetch(`${site.address}/ja/nothing`)
  expect([response.status, await response.text()]).toEqual([
    404,
    expect.stringContaining('no page at this address'),
  ])
})
