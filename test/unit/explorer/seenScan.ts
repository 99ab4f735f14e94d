import type { SeenScan } from '../../../src/explorer/openTasksRow';
import type { ScanProgress } from '../../../src/swf/scanProgress';

/** A scan as a row sees it, done but for what is said otherwise. */
export function seenScan(
  more: Partial<Omit<SeenScan, 'progress'>> = {},
  progress: Partial<ScanProgress> = {},
): SeenScan {
  const done: ScanProgress = {
    read: 3104,
    total: 3104,
    totalIs: 'exact',
    tasks: 37,
    unreadable: 0,
    incomplete: 0,
    timeLeft: 0,
    endedAt: 0,
  };
  return { domain: 'orders', state: 'done', ...more, progress: { ...done, ...progress } };
}
