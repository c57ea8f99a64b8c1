import open from 'open'

/** Opens the address for a person who sits in front of this machine; nowhere else. */
export function openBrowser(address: string): void {
  if (!process.stdout.isTTY || !hasDesktop()) return
  // Without a browser the printed address is enough.
  open(address).catch(() => undefined)
}

function hasDesktop(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32')
    return process.env.SSH_CONNECTION === undefined
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}
