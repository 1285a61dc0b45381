/** What a chart is drawn from, as the file beside its picture: `/ja/2025-11-17/funding.json`. */
import type { Image } from '#src/chat/message.ts'
import type { ChartSpec } from '#src/charts/spec.ts'

export interface ChartData {
  readonly wide: ChartSpec
  readonly phone?: ChartSpec
}

export function chartDataOf({ spec, phone }: Image): ChartData {
  return { wide: spec as ChartSpec, ...(phone && { phone: phone.spec as ChartSpec }) }
}
