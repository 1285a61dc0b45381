/**
 * The faces that names are drawn in, in the order in which they are asked. The first is the charts' own; the others
 * stand in for names that it cannot draw, and may be left out of an installation.
 */

/** One family for both languages; never the system's fonts. */
export const FONT_FAMILY = 'Noto Sans JP'

/** The reader's own type; each has Japanese. */
export const FONTS =
  "'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic','Noto Sans JP','Noto Sans CJK JP',sans-serif"

export interface Face {
  readonly family: string
  readonly package: string
  /** Inside the package. Of a fallback one weight: the canvas thickens it where a text is bold. */
  readonly files: readonly string[]
}

export const OWN_FACE: Face = {
  family: FONT_FAMILY,
  package: '@expo-google-fonts/noto-sans-jp',
  files: ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'],
}

export const FACES: readonly Face[] = [
  OWN_FACE,
  {
    family: 'Noto Sans SC',
    package: '@expo-google-fonts/noto-sans-sc',
    files: ['400Regular/NotoSansSC_400Regular.ttf'],
  },
  {
    family: 'Noto Sans KR',
    package: '@expo-google-fonts/noto-sans-kr',
    files: ['400Regular/NotoSansKR_400Regular.ttf'],
  },
  {
    family: 'Noto Sans Arabic',
    package: '@expo-google-fonts/noto-sans-arabic',
    files: ['400Regular/NotoSansArabic_400Regular.ttf'],
  },
  {
    family: 'Noto Emoji',
    package: '@expo-google-fonts/noto-emoji',
    files: ['400Regular/NotoEmoji_400Regular.ttf'],
  },
]
