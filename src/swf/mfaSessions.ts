import type { AwsCredentialIdentity } from '@smithy/types';

/** Who is asked for the code of a device, and what for. */
export interface MfaQuestion {
  /** The `mfa_serial`: an ARN, or the number on the device. */
  readonly device: string;
  readonly profile: string;
}

/** Asks a person for the six digits that the device shows; nothing when the person left. */
export type AskMfaCode = (question: MfaQuestion) => Promise<string | undefined>;

/** Sessions within so many milliseconds of their end are not used any more, as the SDK does with its own. */
const leastLeftMs = 5 * 60_000;

interface Session {
  readonly keys: Promise<AwsCredentialIdentity>;
  /** In milliseconds since 1970; nothing while the person is being asked. */
  ends: number | undefined;
}

/**
 * The sessions that a code of an MFA device gave, in memory alone, so that a person is asked once and not by each
 * connection. Who asks for the same session meanwhile waits for the one box that is open.
 */
export class MfaSessions {
  private readonly sessions = new Map<string, Session>();
  private open = 0;

  constructor(private readonly askPerson: AskMfaCode) {}

  /** Whether a person is being asked: the time this takes is nobody's fault. */
  get asking(): boolean {
    return this.open > 0;
  }

  /** The session of this name while it lasts, else one that `begin` obtains. `name` tells sessions apart. */
  async session(name: string, begin: () => Promise<AwsCredentialIdentity>): Promise<AwsCredentialIdentity> {
    const known = this.sessions.get(name);
    if (known !== undefined && (known.ends ?? Infinity) - Date.now() > leastLeftMs) return await known.keys;
    const session: Session = { keys: begin(), ends: undefined };
    this.sessions.set(name, session);
    try {
      const keys = await session.keys;
      session.ends = keys.expiration?.getTime() ?? Infinity;
      return keys;
    } catch (error) {
      if (this.sessions.get(name) === session) this.sessions.delete(name);
      throw error;
    }
  }

  async code(question: MfaQuestion): Promise<string | undefined> {
    this.open++;
    try {
      return await this.askPerson(question);
    } finally {
      this.open--;
    }
  }

  /** Forgets sessions of which one was refused. One that is being obtained is newer than that. */
  forget(names: Iterable<string>): void {
    for (const name of names) if (this.sessions.get(name)?.ends !== undefined) this.sessions.delete(name);
  }
}
