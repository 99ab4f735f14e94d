import { createCipheriv, hash, randomBytes } from 'node:crypto';

type Field = string | number;
export type SealedKind = 'activity' | 'decision' | 'page';

/** What published SWF tokens begin with: 42, 1, 1 in 4, 4 and 8 bytes. */
const header = Buffer.from('0000002a000000010000000000000001', 'hex');
const markLength = 16;
const blockLength = 16;
const overhead = header.length + markLength;
/** Published tokens are 240 bytes or more, and a multiple of 16. */
const shortest = 240;

/**
 * Makes opaque tokens that nobody else can make, read or change: base64 of a fixed header, a mark, and a JSON array.
 * The mark is an HMAC of the text, and masks the text by AES in counter mode, so equal fields give equal tokens: the
 * pages of one decision task carry one token. It is built of parts that leave no cipher objects behind, for these
 * outlive many a garbage collection, and a busy service makes thousands of tokens a second.
 */
export class Sealer {
  private readonly inner: Buffer;
  private readonly outer: Buffer;
  private readonly blocks;

  /** `key` is 32 bytes. */
  constructor(key: Buffer = randomBytes(32)) {
    const padded = Buffer.alloc(64);
    key.copy(padded);
    this.inner = Buffer.from(padded.map((byte) => byte ^ 0x36));
    this.outer = Buffer.from(padded.map((byte) => byte ^ 0x5c));
    this.blocks = createCipheriv('aes-256-ecb', this.hmac(Buffer.from('mask')), null).setAutoPadding(false);
  }

  seal(kind: SealedKind, fields: readonly Field[]): string {
    const text = Buffer.from(JSON.stringify([kind, ...fields]));
    const length = Math.max(shortest, Math.ceil((text.length + overhead) / blockLength) * blockLength);
    const token = Buffer.allocUnsafe(length).fill(' ');
    header.copy(token);
    text.copy(token, overhead);
    const mark = this.hmac(token.subarray(overhead)).subarray(0, markLength);
    mark.copy(token, header.length);
    this.mask(token.subarray(overhead), mark);
    return token.toString('base64');
  }

  /** The fields of a token that this sealer made for this kind, else undefined. */
  open(kind: SealedKind, token: string): readonly Field[] | undefined {
    const bytes = Buffer.from(token, 'base64');
    if (bytes.length < shortest || bytes.length % blockLength !== 0 || bytes.toString('base64') !== token) {
      return undefined;
    }
    if (!bytes.subarray(0, header.length).equals(header)) return undefined;
    const mark = bytes.subarray(header.length, overhead);
    const text = bytes.subarray(overhead);
    this.mask(text, mark);
    if (!this.hmac(text).subarray(0, markLength).equals(mark)) return undefined;
    const [sealedKind, ...fields] = JSON.parse(text.toString()) as [SealedKind, ...Field[]];
    return sealedKind === kind ? fields : undefined;
  }

  /** A run id in the form of the service's: 46 characters, `/`, `+` and `=` among them. `number` makes it unique. */
  runId(number: number): string {
    return `22${this.hmac(Buffer.from(`run ${number}`)).toString('base64')}`;
  }

  private hmac(data: Buffer): Buffer {
    const digest = hash('sha256', Buffer.concat([this.inner, data]), 'buffer');
    return hash('sha256', Buffer.concat([this.outer, digest]), 'buffer');
  }

  /** Masks the text in place, or takes the mask off. */
  private mask(text: Buffer, mark: Buffer): void {
    const counters = Buffer.allocUnsafe(text.length);
    const last = mark.readUInt32BE(markLength - 4);
    for (let at = 0; at < text.length; at += blockLength) {
      mark.copy(counters, at);
      counters.writeUInt32BE((last ^ (at / blockLength)) >>> 0, at + blockLength - 4);
    }
    const stream = this.blocks.update(counters);
    for (let index = 0; index < text.length; index++) text[index] = (text[index] ?? 0) ^ (stream[index] ?? 0);
  }
}
