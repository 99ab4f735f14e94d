import { hostname, userInfo } from 'node:os';

/** At most so many characters go into PollForActivityTask (AWS page "PollForActivityTask"). */
const longest = 256;

/** A new name for a poll: who polls, and eight characters by which its task can be found in histories. */
export function workerIdentity(): string {
  const who = `${userName()}@${hostname()}`;
  const mark = ` (SWF Workbench ${crypto.randomUUID().slice(0, 8)})`;
  return `${who.slice(0, longest - mark.length)}${mark}`;
}

/** An account without an entry in the system's list of users has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'someone';
  }
}
