import { type Theme, useSettings } from './settings-store.ts'

const prefersLight = () => window.matchMedia('(prefers-color-scheme: light)')

function show(theme: Theme): void {
  const shown = theme === 'system' ? (prefersLight().matches ? 'light' : 'dark') : theme
  document.documentElement.dataset.theme = shown
}

/** Keeps the page in the theme that was chosen; `system` follows the machine. */
export function watchTheme(): void {
  show(useSettings.getState().theme)
  useSettings.subscribe(({ theme }) => show(theme))
  prefersLight().addEventListener('change', () => show(useSettings.getState().theme))
}
