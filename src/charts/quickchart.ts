/** The renderer on a QuickChart server: JSON goes out, a PNG comes back; what it cannot draw is drawn locally. */
import * as quickchart from 'quickchart-js'
import { portableConfig, reasonNotPortable } from './portable.ts'
import type { Renderer } from './renderer.ts'
import type { ChartSpec } from './spec.ts'
import { colorOf } from './colors.ts'

export interface QuickChartOptions {
  /** Where the server is: `http://127.0.0.1:3400`. */
  readonly url: string
  /** Draws what the server cannot. */
  readonly fallback: Renderer
  /** Stated each time the fallback draws, and why. */
  readonly onFallback?: (reason: string) => void
  /** Milliseconds until the server counts as silent. */
  readonly timeout?: number
}

/** Asks the server for each picture; the fallback draws what it cannot, and whatever fails. */
export function createQuickChartRenderer(options: QuickChartOptions): Renderer {
  const { fallback, onFallback, timeout = 10_000 } = options
  const server = new URL(options.url)
  return {
    async render(spec) {
      const reason = reasonNotPortable(spec)
      if (reason !== undefined) {
        onFallback?.(`QuickChart cannot draw ${reason}: drawn locally`)
        return fallback.render(spec)
      }
      try {
        return await withTimeout(draw(spec, server), timeout)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        onFallback?.(`QuickChart at ${server.origin} failed (${why}): drawn locally`)
        return fallback.render(spec)
      }
    },
    close: () => fallback.close(),
  }
}

// The package declares CommonJS types for its ES module, so the compiler believes in one `default` too many.
const QuickChart = quickchart.default as unknown as typeof quickchart.default.default

async function draw(spec: ChartSpec, server: URL): Promise<Uint8Array> {
  const chart = new QuickChart()
  chart.setScheme(server.protocol.replace(':', ''))
  chart.setHost(server.host + server.pathname.replace(/\/$/, ''))
  chart.setVersion('4')
  chart.setWidth(spec.size.width)
  chart.setHeight(spec.size.height)
  chart.setDevicePixelRatio(1)
  chart.setFormat('png')
  chart.setBackgroundColor(colorOf('ground', spec))
  // As a string: an object would be sent as JavaScript, which the server runs.
  chart.setConfig(JSON.stringify(portableConfig(spec)))
  const png = await chart.toBinary()
  if (png.readUInt32BE(0) !== PNG_SIGNATURE) throw new Error('its answer is no PNG')
  return png
}

const PNG_SIGNATURE = 0x89504e47

async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
