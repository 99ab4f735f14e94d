import type { Row } from './row';

/** Shows on a task's row whether it is pinned, and lets the menu offer the opposite. */
export function markPin(row: Row, isPinned: boolean): Row {
  if (!isPinned) return { ...row, tokens: [...row.tokens, 'pinnable'] };
  return {
    ...row,
    description: `pinned · ${row.description}`,
    tooltip: [
      ...row.tooltip,
      'Pinned: you are told when it closes. It is looked at only while this view can be seen, and when it comes back into sight.',
    ],
    tokens: [...row.tokens, 'pinned'],
    spoken: `${row.spoken}, pinned`,
  };
}
