/** What a member may ask for of a coin that is not collected. */
export const ON_DEMAND = ['prices', 'funding', 'openinterest'] as const
export type OnDemand = (typeof ON_DEMAND)[number]
