/**
 * Writes the seal from the font: its path into src/charts/seal.ts, then every picture of it. `npm run seal`; the path of
 * a first run is drawn by a second one.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { sealSvg } from '../src/charts/seal.ts'
import { outlineOf } from './seal/outline.ts'
import { PICTURES, SEAL_FONT, SEAL_PLACE } from './seal/pictures.ts'

const source = new URL('../src/charts/seal.ts', import.meta.url)
const font = readFileSync(fileURLToPath(import.meta.resolve(SEAL_FONT)))
const path = outlineOf(font, '瓦', SEAL_PLACE)
writeFileSync(
  source,
  readFileSync(source, 'utf8').replace(/(SEAL_PATH =\s*)'.*'/, (_, start: string) => `${start}'${path}'`),
)

for (const { file, size, small = false } of PICTURES) {
  const svg = sealSvg({ small })
  const target = new URL(`../${file}`, import.meta.url)
  writeFileSync(target, size === undefined ? svg : await drawn(svg, size))
  process.stdout.write(`${file}\n`)
}

async function drawn(svg: string, size: number): Promise<Buffer> {
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `)
  const image = await loadImage(Buffer.from(sized))
  const canvas = createCanvas(size, size)
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  return canvas.toBuffer('image/png')
}
