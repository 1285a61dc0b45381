/** Where the canvas is missing, charts say so; where it is not needed, they do not ask for it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { everyChart, fixtureLook } from '../support/charts.ts'

describe('a machine without the canvas library', () => {
  it('gets a ChartUnavailableError that names the cause, and no crash', async () => {
    vi.doMock('@napi-rs/canvas', () => {
      throw new Error('no binary for this platform')
    })
    vi.resetModules()
    const { createLocalRenderer } = await import('#src/charts/local.ts')
    const renderer = createLocalRenderer({ worker: false })
    const spec = everyChart(fixtureLook('en')).get('assets')?.spec ?? expect.fail('no chart')
    await expect(renderer.render(spec)).rejects.toMatchObject({
      name: 'ChartUnavailableError',
      message: expect.stringContaining('charts cannot be drawn'),
    })
    await renderer.close()
    vi.doUnmock('@napi-rs/canvas')
  })
})

describe('what a browser page draws with', () => {
  it('imports neither node nor the canvas library, however deep', () => {
    const root = new URL('../../src/', import.meta.url)
    const seen = new Set<string>()
    const outside = new Set<string>()
    const follow = (url: URL) => {
      if (seen.has(url.href)) return
      seen.add(url.href)
      const source = readFileSync(url, 'utf8').replaceAll(/import type [^;]*? from '[^']+'/g, '')
      for (const [, path = ''] of source.matchAll(/from '([^']+)'/g)) {
        if (path.startsWith('#src/')) follow(new URL(path.replace('#src/', ''), root))
        else if (path.startsWith('.')) follow(new URL(path, url))
        else outside.add(path)
      }
    }
    follow(new URL('charts/canvas.ts', root))
    follow(new URL('charts/layout/layout.ts', root))
    follow(new URL('charts/zoom.ts', root))
    follow(new URL('platforms/preview/page/main.ts', root))
    // Packages of plain JavaScript, which the page's server hands out as they are.
    expect([...outside].sort()).toEqual(['d3-hierarchy'])
    expect(seen.size).toBeGreaterThan(12)
  })
})
