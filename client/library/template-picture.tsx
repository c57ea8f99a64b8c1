import type { CSSProperties } from 'react'

/** Made from what the examples really make (`npm run examples -- pictures`): eight frames side by side. */
const strips: Readonly<Record<string, string>> = import.meta.glob('../pictures/examples/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
})

/** What a template makes; it moves while it is pointed at. */
export function TemplatePicture({ example }: { example: string }) {
  const strip = strips[`../pictures/examples/${example}.webp`]
  const look = strip && ({ backgroundImage: `url("${strip}")` } satisfies CSSProperties)
  return <div className="template-picture" style={look || undefined} aria-hidden />
}
