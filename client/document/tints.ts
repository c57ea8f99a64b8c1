/** Colours a card, a note or a frame may have; what they look like is in tokens.css. */
export const tints = ['red', 'orange', 'yellow', 'green', 'cyan', 'blue', 'purple'] as const
export type Tint = (typeof tints)[number]
