/** A picture made small: for lists, which show many. */
import { encodePng } from './png.ts'

/** A PNG of so many pixels across, from a larger one. Rejects where the picture cannot be read. */
export async function thumbnailOf(png: Uint8Array, width: number): Promise<Uint8Array> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const picture = await loadImage(Buffer.from(png))
  const height = Math.round((picture.height * width) / picture.width)
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, width, height)
  return encodePng(canvas.data(), width, height) ?? canvas.toBuffer('image/png')
}
