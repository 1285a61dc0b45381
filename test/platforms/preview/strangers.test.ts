/** Whom the preview’s server refuses: foreign hosts, origins and sites. */
import { describe, expect, it } from 'vitest'
import { usePreview } from './opened.ts'

const { ask, call, state } = usePreview()

describe('a stranger', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '192.168.1.2',
    '127.0.0.1:1',
  ])('is refused with the host "%s"', async (host) => {
    const named = host.includes(':') ? host : `${host}:${state.port}`
    expect((await call('/', { headers: { host: named } })).status).toBe(421)
  })

  it('is refused where the host is none at all', async () => {
    expect(await call('/', { headers: { host: `:${state.port}` } })).toMatchObject({ status: 400, text: '' })
  })

  it('is let in under the names of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await call('/', { headers: { host: `${name}:${state.port}` } })).status, name).toBe(200)
    }
  })

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:1',
    'https://127.0.0.1',
  ])('is refused from the origin %s', async (origin) => {
    expect((await ask('/funding', { origin })).status).toBe(403)
  })

  it('may link to the page, but neither fetch nor frame nor ask from another site', async () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect((await call('/', { headers: link })).status).toBe(200)
    // The test's program has no editions: what is let in finds none.
    expect((await call('/en/2025-11-17', { headers: link })).status).toBe(404)
    expect((await call('/', { headers: { ...link, 'sec-fetch-dest': 'iframe' } })).status).toBe(403)
    expect((await call('/en/2025-11-17/edition.json', { headers: link })).status).toBe(403)
    expect((await call('/start?language=en', { headers: link })).status).toBe(403)
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('/funding', { 'sec-fetch-site': site })).status, site).toBe(403)
    }
  })
})
