import type { Row } from './row';

/** Shows on a task's row that its task token is kept. */
export function markKept(row: Row, isKept: boolean): Row {
  if (!isKept) return row;
  return {
    ...row,
    description: `token kept · ${row.description}`,
    tooltip: [...row.tooltip, 'Its task token is kept: see the view Held Tasks.'],
    spoken: `${row.spoken}, token kept`,
  };
}
