import { constants, createReadStream, createWriteStream, readSync } from 'node:fs';
import { open, truncate, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { lockPath, takeLock } from './fileLock';

/** The first line of a journal; what begins otherwise is no journal, and is not touched. */
const firstLine = Buffer.from('Local SWF journal 1\n');
/** Eight hexadecimal digits of length, a blank, eight of checksum, a blank. */
const headerLength = 18;
/** More than any request can become: a length beyond it is damage. */
const longestRecord = 16_777_216;
const chunkLength = 1_048_576;
const lineEnd = 0x0a;

/** The checksum that the first record's is carried on from. */
const noChecksum = 0;

/** What the first record keeps. */
export interface JournalHead {
  /** Base64 of 32 bytes. */
  readonly tokenKey: string;
  readonly account: string;
}

/** A journal that cannot be opened, read or written. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/**
 * A file of records, one JSON text a line behind its length and its checksum (CRC-32, carried on from record to record,
 * so that a record out of its place is damage too). A record is on disk once `written` resolves; records that come
 * together are written and synced together.
 */
export class Journal {
  /** What is not yet on its way to the disk. */
  private pending = '';
  /** The batch on its way, or the last one. */
  private batch = Promise.resolve();
  /** The batch of what is pending. */
  private nextBatch: Promise<void> | undefined;
  private failed = false;
  private checksum = noChecksum;
  /** Where the records read so far end. */
  private end = firstLine.length;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private readonly unlock: () => Promise<void>,
    private readonly warn: (text: string) => void,
  ) {}

  /**
   * Opens a journal, or makes one. Rejects with a FileInUseError while another process has it, and with a JournalError
   * when the file is something else.
   */
  static async open(file: string, warn: (text: string) => void): Promise<Journal> {
    const path = resolve(file);
    // The file holds the token key: it is for its owner alone.
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600);
    try {
      const { dev, ino } = await handle.stat({ bigint: true });
      const refusal = `Another Local SWF keeps its state in ${path}`;
      const unlock = await takeLock(lockPath(`local-swf-${dev}-${ino}`), refusal);
      try {
        await beginFile(handle, path);
      } catch (error) {
        await unlock();
        throw error;
      }
      return new Journal(path, handle, unlock, warn);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The head; a new journal gets this one. Comes before `records`. */
  async head(fresh: JournalHead): Promise<JournalHead> {
    const [first] = this.readRecords(1);
    // Its checksum says that it is what was written below.
    if (first !== undefined) return JSON.parse(first.text) as JournalHead;
    await this.cutDamage();
    this.append(fresh);
    await this.written();
    const { size } = await this.handle.stat();
    this.end = size;
    return fresh;
  }

  /** The sound records behind the head, in order, each with the byte it begins at. Comes before `append`. */
  records(): Generator<{ readonly text: string; readonly offset: number }> {
    return this.readRecords(Infinity);
  }

  /** Cuts off what follows the last sound record, keeps it in a file beside, and warns of it. */
  async cutDamage(): Promise<void> {
    const { size } = await this.handle.stat();
    if (size === this.end) return;
    const aside = `${this.file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    const kept = createWriteStream(aside, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(createReadStream(this.file, { start: this.end }), kept);
    await truncate(this.file, this.end);
    await this.handle.sync();
    this.warn(`${this.file} was damaged from byte ${this.end} on. It ends there now; the rest is kept in ${aside}`);
  }

  /** Takes a record; whether it gets to the disk is for `written` to say. */
  append(record: object): void {
    // Timers and functions bring changes too, which no caller could be told of here.
    if (this.failed) return;
    const text = JSON.stringify(record);
    this.checksum = crc32(text, this.checksum);
    this.pending += `${hex(Buffer.byteLength(text))} ${hex(this.checksum)} ${text}\n`;
    // Whoever waits with `written` hears of a failure, now and ever after.
    this.written().catch(() => undefined);
  }

  /** Resolves when everything appended so far is on disk. Rejects with a JournalError from the first failure on. */
  written(): Promise<void> {
    if (this.pending === '') return this.batch;
    this.nextBatch ??= this.batch.then(() => turn()).then(() => this.writeBatch());
    return this.nextBatch;
  }

  /** A sentence about this file. */
  say(predicate: string): string {
    return `${this.file} ${predicate}`;
  }

  /** Writes what is left and gives the file free. */
  async close(): Promise<void> {
    try {
      await this.written();
    } finally {
      await this.handle.close();
      await this.unlock();
    }
  }

  private async writeBatch(): Promise<void> {
    if (this.nextBatch !== undefined) this.batch = this.nextBatch;
    this.nextBatch = undefined;
    const text = this.pending;
    this.pending = '';
    try {
      await this.handle.appendFile(text);
      await this.handle.datasync();
    } catch (cause) {
      this.failed = true;
      throw new JournalError(`Local SWF cannot write ${this.file}, and answers no more`, { cause });
    }
  }

  private *readRecords(most: number): Generator<{ readonly text: string; readonly offset: number }> {
    let bytes = Buffer.alloc(0);
    let position = this.end;
    for (let count = 0; count < most;) {
      const record = readRecord(bytes, this.checksum);
      if (record === 'damaged') return;
      if (record === 'unfinished') {
        const chunk = Buffer.alloc(chunkLength);
        const length = readSync(this.handle.fd, chunk, 0, chunkLength, position);
        if (length === 0) return;
        position += length;
        bytes = Buffer.concat([bytes, chunk.subarray(0, length)]);
        continue;
      }
      const offset = this.end;
      bytes = bytes.subarray(record.length);
      this.checksum = record.checksum;
      this.end += record.length;
      count++;
      yield { text: record.text, offset };
    }
  }
}

/** Makes an empty file a journal, also one whose first line a kill has cut short. */
async function beginFile(handle: FileHandle, path: string): Promise<void> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(firstLine.length), 0, firstLine.length, 0);
  if (!firstLine.subarray(0, bytesRead).equals(buffer.subarray(0, bytesRead))) {
    throw new JournalError(`${path} is not a journal of Local SWF; it was left as it is`);
  }
  if (bytesRead === firstLine.length) return;
  await truncate(path, 0);
  await handle.appendFile(firstLine);
  await handle.sync();
  await syncFolder(dirname(path));
}

/** Makes the name of a new file last. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and needs none of this.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface ReadRecord {
  readonly text: string;
  readonly checksum: number;
  /** In bytes, header and line end included. */
  readonly length: number;
}

/** The record that these bytes begin with; `unfinished` when it may go on behind them. */
function readRecord(bytes: Buffer, checksumBefore: number): ReadRecord | 'unfinished' | 'damaged' {
  if (bytes.length < headerLength) return 'unfinished';
  const [, length = '', checksum = ''] =
    /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(bytes.toString('latin1', 0, headerLength)) ?? [];
  const end = headerLength + parseInt(length, 16);
  if (!(end <= headerLength + longestRecord)) return 'damaged';
  if (bytes.length <= end) return 'unfinished';
  const payload = bytes.subarray(headerLength, end);
  if (bytes[end] !== lineEnd || crc32(payload, checksumBefore) !== parseInt(checksum, 16)) return 'damaged';
  return { text: payload.toString(), checksum: parseInt(checksum, 16), length: end + 1 };
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
