/** What a picture shows, read from either renderer in the same words: each text and shape with its place and colour. */
import { type Canvas, paintScene, type Pen } from '#src/charts/canvas.ts'
import type { Scene } from '#src/charts/scene.ts'
import { inkStyle, svgOf } from '#src/charts/svg.ts'

const near = (value: number) => String(Math.round(value * 10) / 10 + 0)
const points = (run: readonly (readonly number[])[]) =>
  run.map((point) => point.map(near).join(' ')).join(' L')

/** Everything that the canvas paints of a scene, in no order. */
export function drawnOnCanvas(scene: Scene): string[] {
  const shown: string[] = []
  let runs: (readonly [number, number])[][] = []
  let shapes: string[] = []
  let place = { x: 0, y: 0, scale: 1 }
  let clipped: string | undefined
  const pen: Pen = {
    ...{ font: '', fillStyle: '', strokeStyle: '', lineWidth: 1, lineJoin: '', lineCap: '', textAlign: '' },
    textBaseline: '',
    save() {},
    restore() {
      clipped = undefined
      place = { x: 0, y: 0, scale: 1 }
    },
    beginPath() {
      runs = []
      shapes = []
    },
    closePath() {},
    moveTo: (x, y) => void runs.push([[x, y]]),
    lineTo: (x, y) => void runs.at(-1)?.push([x, y]),
    arc: (x, y, radius) => void shapes.push(`circle ${near(x)} ${near(y)} ${near(radius)}`),
    rect: (x, y, width, height) => void shapes.push(`rect ${[x, y, width, height].map(near).join(' ')} 0`),
    roundRect: (x, y, width, height, radius) =>
      void shapes.push(`rect ${[x, y, width, height, radius].map(near).join(' ')}`),
    clip() {
      clipped = shapes[0]
    },
    fill(path) {
      if (typeof path === 'string') {
        const { x, y, scale } = place
        shown.push(`outline ${path} ${near(x)} ${near(y)} ${Number(scale.toFixed(4))} ${pen.fillStyle}`)
        return
      }
      shown.push(...shapes.map((one) => `fill ${one} ${pen.fillStyle}`))
      shown.push(...runs.map((run) => `area ${points(run)} ${pen.fillStyle}`))
    },
    stroke() {
      if (clipped !== undefined) {
        shown.push(`hatch ${clipped} ${pen.strokeStyle}`)
        return
      }
      const look = `${near(pen.lineWidth)} ${pen.strokeStyle}`
      shown.push(...shapes.map((one) => `stroke ${one} ${look}`))
      shown.push(...runs.map((run) => `line ${points(run)} ${look}`))
    },
    fillRect() {},
    fillText: (text, x, y) =>
      void shown.push(`text ${text} ${near(x)} ${near(y)} ${fontOf(pen.font)} ${pen.fillStyle}`),
    strokeText: (text, x, y) => void shown.push(`halo ${text} ${near(x)} ${near(y)} ${pen.strokeStyle}`),
    measureText: () => ({ width: 0 }),
    setLineDash() {},
    translate(x, y) {
      place = { ...place, x, y }
    },
    scale(x) {
      place = { ...place, scale: x }
    },
  }
  const canvas: Canvas = { pen, pathOf: (d) => d, runsOf: (text) => [{ text, family: 'one' }] }
  paintScene(canvas, scene)
  return shown.toSorted()
}

/** Everything that the drawing of a scene shows, in no order; its colours are those of the scene. */
export function drawnAsSvg(scene: Scene): string[] {
  const { markup, inks } = svgOf(scene, { alt: '', id: 'one' })
  const colors = new Map(
    inkStyle(inks, scene.theme, scene.colors)
      .split(';')
      .map((one) => one.split(':') as [string, string]),
  )
  const hatches = new Map(
    [...markup.matchAll(/<pattern id="([^"]+)".*?stroke="var\((--[^)]+)\)"/g)].map(
      ([, id = '', ink = '']) => [id, colors.get(ink)],
    ),
  )
  const colored = (paint: string | undefined) => colors.get(/var\((--[^)]+)\)/.exec(paint ?? '')?.[1] ?? '')
  const elements = markup
    .replace(/<defs>.*<\/defs>/, '')
    .matchAll(/<(rect|path|circle|text) ([^>]*?)\/?>(?:([^<]*)<\/text>)?/g)
  return [...elements]
    .flatMap(([, name = '', text = '', words = '']): string[] => {
      const of = new Map(
        [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      )
      const number = (key: string, otherwise = 0) => Number(of.get(key) ?? otherwise)
      const fill = colored(of.get('fill'))
      const stroke = colored(of.get('stroke'))
      if (name === 'circle')
        return [`fill circle ${near(number('cx'))} ${near(number('cy'))} ${near(number('r'))} ${fill}`]
      if (name === 'rect') {
        const shape = `rect ${['x', 'y', 'width', 'height', 'rx'].map((key) => near(number(key))).join(' ')}`
        const hatch = hatches.get(/url\(#([^)]+)\)/.exec(of.get('fill') ?? '')?.[1] ?? '')
        if (hatch !== undefined) return [`hatch ${shape} ${hatch}`]
        return [
          ...(fill === undefined ? [] : [`fill ${shape} ${fill}`]),
          ...(stroke === undefined ? [] : [`stroke ${shape} ${near(number('stroke-width', 1))} ${stroke}`]),
        ]
      }
      if (name === 'text') {
        const [x, y] = [near(number('x')), near(number('y'))]
        const plain = unescaped(words)
        const font = `${of.get('font-weight') === '700' ? 'bold ' : ''}${of.get('font-size')}px "one"`
        return [
          `text ${plain} ${x} ${y} ${font} ${fill}`,
          ...(stroke === undefined ? [] : [`halo ${plain} ${x} ${y} ${stroke}`]),
        ]
      }
      const d = of.get('d') ?? ''
      const moved = /translate\(([^ ]+) ([^)]+)\) scale\(([^)]+)\)/.exec(of.get('transform') ?? '')
      if (moved) return [`outline ${d} ${moved[1]} ${moved[2]} ${moved[3]} ${fill}`]
      const rects = [...d.matchAll(/M([-\d.]+) ([-\d.]+)h([-\d.]+)v([-\d.]+)h[-\d.]+z/g)]
      if (rects.length > 0) return rects.map((one) => `fill rect ${one.slice(1, 5).join(' ')} 0 ${fill}`)
      const runs = d
        .replace(/Z$/, '')
        .split('M')
        .filter(Boolean)
        .map((run) => run.replaceAll('L', ' L'))
      if (fill !== undefined) return runs.map((run) => `area ${run} ${fill}`)
      return runs.map((run) => `line ${run} ${near(number('stroke-width'))} ${stroke}`)
    })
    .toSorted()
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** A font whose size is rounded as places are. */
function fontOf(font: string): string {
  return font.replace(/[\d.]+(?=px)/, (size) => near(Number(size)))
}
