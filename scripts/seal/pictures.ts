/** Where the seal is drawn from, and every file that shows it. */
import { SEAL } from '../../src/charts/seal.ts'

export const SEAL_FONT = '@expo-google-fonts/noto-sans-jp/900Black/NotoSansJP_900Black.ttf'

/** The sign takes 58 % of the square, in its middle. */
export const SEAL_PLACE = { centre: SEAL.size / 2, width: 58 } as const

interface Picture {
  readonly file: string
  /** Pixels of a PNG; none for SVG. */
  readonly size?: number
  readonly small?: boolean
}

const PAGE = 'src/platforms/preview/page'

export const PICTURES: readonly Picture[] = [
  { file: `${PAGE}/icon.svg` },
  { file: `${PAGE}/icon-16.png`, size: 16, small: true },
  { file: `${PAGE}/icon-32.png`, size: 32, small: true },
  { file: `${PAGE}/icon-180.png`, size: 180 },
  { file: 'docs/pictures/avatar.png', size: 512 },
]
