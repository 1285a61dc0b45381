/** A chart's spec drawn live: the same picture as the PNG, on a canvas. */
import { createLive, type Live } from '#src/browser/live.ts'
import { measureOn, paintScene, type Pen } from '#src/charts/canvas.ts'
import { colorOf } from '#src/charts/colors.ts'
import { FONTS } from '#src/charts/faces.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Range } from '#src/charts/zoom.ts'
import { piecesOf } from '#src/i18n/isolates.ts'
import { h } from './dom.ts'

export interface Stage extends Live {
  readonly element: HTMLElement
  /** The picture as it is drawn now. */
  png(): Promise<Blob>
}

export interface StageOptions {
  /** Names the picture for those who listen. */
  readonly label: string
  /** Hears of each change of what is drawn. */
  readonly onRange?: (range: Range | undefined) => void
}

export function createStage(spec: ChartSpec, { label, onRange }: StageOptions): Stage {
  const { width, height } = spec.size
  const element = h('div', { class: 'stage' })
  element.style.aspectRatio = `${width} / ${height}`
  const density = Math.min(3, Math.max(1, window.devicePixelRatio))
  const canvas = h('canvas', {
    width: width * density,
    height: height * density,
    tabindex: 0,
    role: 'img',
    'aria-label': label,
  })
  element.append(canvas)
  const live = createLive(
    spec,
    {
      target: canvas,
      element,
      draw(shown) {
        const pen = penOf(canvas, density)
        const surface = { pen, pathOf: (d: string) => new Path2D(d), runsOf }
        const scene = layOut(shown, measureOn(surface))
        pen.save()
        paintScene(surface, scene)
        pen.restore()
        return scene
      },
      colorOf: (ink) => colorOf(ink, spec),
    },
    onRange,
  )
  return {
    ...live,
    element,
    png: () =>
      new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))),
          'image/png',
        ),
      ),
  }
}

/** The reader's own fonts, which fall back by themselves, character by character. */
function runsOf(text: string): readonly { readonly text: string; readonly family: string }[] {
  return piecesOf(text).map((piece) => ({ text: piece.text, family: FONTS }))
}

function penOf(canvas: HTMLCanvasElement, density: number): Pen {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser cannot draw on a canvas')
  pen.setTransform(density, 0, 0, density, 0, 0)
  return pen as unknown as Pen
}
