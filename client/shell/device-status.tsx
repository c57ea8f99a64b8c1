import { Cpu, PlugZap } from 'lucide-react'
import { useSpeech } from '../language/language.ts'
import { useInstalled } from '../library/installed-store.ts'
import { useRuns } from '../run/run-store.ts'

/** Which device computes, and whether the server is there at all. */
export function DeviceStatus() {
  const { t } = useSpeech()
  const health = useInstalled((state) => state.health)
  const connected = useRuns((state) => state.connected)
  if (!connected || !health) {
    return (
      <span className="device lost" title={t('shell.no-server-help')}>
        <PlugZap size={14} aria-hidden />
        <span>{t('shell.no-server')}</span>
      </span>
    )
  }
  return (
    <span
      className="device"
      data-worker={health.worker}
      title={`${health.deviceReason}\n${t(`shell.worker-${health.worker}`)}`}
    >
      <Cpu size={14} aria-hidden />
      <span>{health.device.toUpperCase()}</span>
    </span>
  )
}
