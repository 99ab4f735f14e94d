import { SWF, SWFServiceException } from '@aws-sdk/client-swf';
import { JudgedFault, type Answer, type Judge } from './judge';

/** The AWS SDK for JavaScript. */
export function sdkJudge(url: string): Judge {
  const credentials = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'secret' };
  const swf = new SWF({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return {
    async call(operation, input) {
      const method: unknown = Reflect.get(swf, `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`);
      if (typeof method !== 'function') throw new TypeError(`The SDK has no ${operation}`);
      try {
        const answer: Answer = (await Reflect.apply(method, swf, [input])) as Answer;
        return Object.fromEntries(Object.entries(answer).filter(([member]) => member !== '$metadata'));
      } catch (error) {
        if (error instanceof SWFServiceException) throw new JudgedFault(error.name, error.message);
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => {
      swf.destroy();
      return Promise.resolve();
    },
  };
}
