import { pipeline, Readable, Transform } from 'node:stream';

/**
 * In bytes. The largest page is 1,000 events; an event holds two texts of 32,768 characters at most, mostly one byte each
 * (AWS pages "GetWorkflowExecutionHistory", "ScheduleActivityTaskDecisionAttributes"). Amazon SWF names no bound of its own.
 */
export const largestAnswer = 64 * 1024 * 1024;

/**
 * A body that ends with an error where it grows beyond every answer of Amazon SWF; no more of it is then read, and its
 * socket is closed. Anything but a stream of Node's is given back as it is.
 */
export function measured(body: unknown, tooLarge: () => void): unknown {
  if (!(body instanceof Readable)) return body;
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size <= largestAnswer) {
        done(null, chunk);
        return;
      }
      tooLarge();
      done(new Error('The answer is too large'));
    },
  });
  // Whoever reads the meter is told of its error, which the pipe hands on.
  pipeline(body, meter, () => undefined);
  return meter;
}
