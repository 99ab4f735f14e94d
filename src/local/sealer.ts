import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

type Field = string | number;
export type SealedKind = 'activity' | 'decision' | 'page';

/** What published SWF tokens begin with: 42, 1, 1 in 4, 4 and 8 bytes. */
const header = Buffer.from('0000002a000000010000000000000001', 'hex');
const ivLength = 12;
const tagLength = 16;
/** Published tokens are 240 bytes or more, and a multiple of 16. */
const shortest = 240;

/**
 * Makes opaque tokens that nobody else can make, read or change: base64 of a fixed header and AES-256-GCM over a JSON
 * array. Equal fields give equal tokens, so the pages of one decision task carry one token.
 */
export class Sealer {
  constructor(private readonly key: Buffer = randomBytes(32)) {}

  seal(kind: SealedKind, fields: readonly Field[]): string {
    const text = Buffer.from(JSON.stringify([kind, ...fields]));
    const overhead = header.length + ivLength + tagLength;
    const length = Math.max(shortest, Math.ceil((text.length + overhead) / 16) * 16) - overhead;
    const padded = Buffer.alloc(length, ' ');
    text.copy(padded);
    const iv = createHmac('sha256', this.key).update(padded).digest().subarray(0, ivLength);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(header);
    const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
    return Buffer.concat([header, iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The fields of a token that this sealer made for this kind, else undefined. */
  open(kind: SealedKind, token: string): readonly Field[] | undefined {
    const bytes = Buffer.from(token, 'base64');
    if (bytes.length < shortest || bytes.toString('base64') !== token) return undefined;
    if (!bytes.subarray(0, header.length).equals(header)) return undefined;
    const [iv, tag, sealed] = split(bytes.subarray(header.length), ivLength, tagLength);
    let text: string;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, iv).setAAD(header).setAuthTag(tag);
      text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
    } catch {
      // Not sealed with this key, or changed since: the one thing GCM ever says.
      return undefined;
    }
    const [sealedKind, ...fields] = JSON.parse(text) as [SealedKind, ...Field[]];
    return sealedKind === kind ? fields : undefined;
  }

  /** A run id in the form of the service's: 46 characters, `/`, `+` and `=` among them. `number` makes it unique. */
  runId(number: number): string {
    return `22${createHmac('sha256', this.key).update(`run ${number}`).digest('base64')}`;
  }
}

function split(bytes: Buffer, first: number, second: number): [Buffer, Buffer, Buffer] {
  return [bytes.subarray(0, first), bytes.subarray(first, first + second), bytes.subarray(first + second)];
}
