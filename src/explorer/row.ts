import type { HeldToken, RowToken } from '../contract';

/** How a row looks, as data. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** Lines of plain text: names and inputs come from anywhere and are never read as markup. */
  readonly tooltip: readonly string[];
  /** A codicon's name. */
  readonly icon: string;
  /** A theme color for the icon, never the only sign of a state. */
  readonly color?: string;
  readonly expandable: boolean;
  readonly tokens: readonly (RowToken | HeldToken)[];
  /** All of it in words, for a screen reader. */
  readonly spoken: string;
  /** When it says something else, as time goes by, in milliseconds since 1970; infinite if never. */
  readonly changesAt: number;
}
