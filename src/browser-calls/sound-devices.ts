/** The microphones and speakers of this computer. */
import type {BrowserPhone, SoundDevice} from '../store/browser-phone-types.js';

type SoundDevices = Pick<BrowserPhone, 'microphones' | 'speakers'>;

/** Chromium lists the system's choice among the devices; users have an option for it already. */
const NOT_A_DEVICE = ['', 'default', 'communications'];

export async function listSoundDevices(): Promise<SoundDevices> {
  const infos = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const devicesOf = (kind: MediaDeviceKind): SoundDevice[] => infos
    .filter((info) => info.kind === kind && !NOT_A_DEVICE.includes(info.deviceId))
    .map(({deviceId, label}) => ({id: deviceId, label}));
  return {
    microphones: devicesOf('audioinput'),
    speakers: 'setSinkId' in HTMLMediaElement.prototype ? devicesOf('audiooutput') : [],
  };
}
