import * as l10n from '@vscode/l10n';
import type { ErrorFacts } from './errorFacts';
import type { FailedCall, FaultKind, Verdict } from './faults';
import { missingPermission } from './iamStatement';
import { operation as operationNamed, type OperationName } from './operations';
import { redact } from './redact';

interface Rule {
  readonly kind: FaultKind;
  readonly words: string;
  readonly nextStep?: string;
  /** Whether the service's own text adds something: a name, a limit. */
  readonly quote?: true;
}

const keysRefused: Rule = {
  kind: 'credentialsRefused',
  words: l10n.t('AWS does not know the credentials'),
  nextStep: l10n.t('Check that the profile belongs to this endpoint and that its keys are still active.'),
};
const keysExpired: Rule = {
  kind: 'credentialsExpired',
  words: l10n.t('The credentials have expired'),
  nextStep: l10n.t('Log in again or renew the keys, then try again.'),
};
const wrongClock: Rule = {
  kind: 'credentialsRefused',
  words: l10n.t('The signature is out of date; the clock of this machine seems wrong'),
  nextStep: l10n.t('Set the clock, then try again.'),
};
const wrongSignature: Rule = {
  kind: 'credentialsRefused',
  words: l10n.t('AWS does not accept the signature'),
  nextStep: l10n.t('Check the secret access key of the profile, the region and the clock.'),
};
const throttled: Rule = {
  kind: 'throttled',
  words: l10n.t('Amazon SWF is asked too often by this account'),
  nextStep: l10n.t('Wait a few seconds, then try again.'),
};
const exists = l10n.t('Use another name or version.');

/**
 * By the name of the fault: the eleven of the API model (AWS "Amazon SWF API Reference"), then those that every AWS
 * service gives. Those with a grammar of their own stand in `serviceVerdict`.
 */
const rules: Readonly<Record<string, Rule>> = {
  UnknownResourceFault: {
    kind: 'unknownResource',
    words: l10n.t('Amazon SWF does not know the resource'),
    quote: true,
  },
  LimitExceededFault: { kind: 'throttled', words: l10n.t('A limit of Amazon SWF is reached'), quote: true },
  DomainAlreadyExistsFault: {
    kind: 'other',
    words: l10n.t('The domain already exists'),
    quote: true,
    nextStep: exists,
  },
  DomainDeprecatedFault: { kind: 'other', words: l10n.t('The domain is deprecated'), quote: true },
  TypeAlreadyExistsFault: { kind: 'other', words: l10n.t('The type already exists'), quote: true, nextStep: exists },
  TypeDeprecatedFault: { kind: 'other', words: l10n.t('The type is deprecated'), quote: true },
  TypeNotDeprecatedFault: { kind: 'other', words: l10n.t('The type has to be deprecated first'), quote: true },
  WorkflowExecutionAlreadyStartedFault: {
    kind: 'other',
    words: l10n.t('An open workflow execution with this workflow id exists already'),
  },
  DefaultUndefinedFault: {
    kind: 'invalidInput',
    words: l10n.t('The type has no default for a value left out'),
    quote: true,
  },
  TooManyTagsFault: { kind: 'invalidInput', words: l10n.t('There are more tags than 50') },

  ThrottlingException: throttled,
  Throttling: throttled,
  RequestLimitExceeded: throttled,
  TooManyRequestsException: throttled,
  SlowDown: throttled,
  UnrecognizedClientException: keysRefused,
  InvalidClientTokenId: keysRefused,
  InvalidAccessKeyId: keysRefused,
  AuthFailure: keysRefused,
  OptInRequired: { ...keysRefused, words: l10n.t('The account may not use Amazon SWF in this region') },
  MissingAuthenticationToken: wrongSignature,
  MissingAuthenticationTokenException: wrongSignature,
  IncompleteSignature: wrongSignature,
  IncompleteSignatureException: wrongSignature,
  InvalidSignatureException: wrongSignature,
  SignatureDoesNotMatch: wrongSignature,
  RequestExpired: wrongClock,
  RequestTimeTooSkewed: wrongClock,
  RequestInTheFuture: wrongClock,
  ExpiredToken: keysExpired,
  ExpiredTokenException: keysExpired,
  SerializationException: { kind: 'invalidInput', words: l10n.t('Amazon SWF could not read the request') },
  UnknownOperationException: {
    kind: 'notSwf',
    words: l10n.t('The endpoint does not offer this operation'),
    nextStep: l10n.t('Check that the endpoint is one of Amazon SWF.'),
  },
};

/** What an answer of a service comes down to; undefined when none was received. */
export function serviceVerdict(error: ErrorFacts, operation: OperationName, call: FailedCall): Verdict | undefined {
  const { httpStatus, name } = error;
  if (httpStatus === undefined) return undefined;
  const own = (rule: Rule): Verdict => {
    const said = rule.quote === true ? ownWords(error.message, call.input) : '';
    const { kind, words, nextStep } = rule;
    return {
      kind,
      message: said === '' ? words : `${words}: ${said}`,
      delivered: 'no',
      ...(nextStep !== undefined && { nextStep }),
    };
  };

  if (httpStatus >= 300 && httpStatus < 500) {
    const unknown = name === 'UnknownResourceFault' ? unknownResource(error.message) : undefined;
    if (unknown !== undefined) return unknown;
    if (name === 'ValidationException') return validation(error.message, operation, call.input);
    if (name === 'AccessDeniedException' || name === 'AccessDenied' || name === 'OperationNotPermittedFault') {
      return accessDenied(error.message, operation, call);
    }
    if (/^(InvalidSignature|SignatureDoesNotMatch)/.test(name) && /expired|not yet current/i.test(error.message)) {
      return own(wrongClock);
    }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule !== undefined) return own(rule);
    if (httpStatus === 429) return own(throttled);
    if (/^[A-Z]\w*(Fault|Exception)$/.test(name)) {
      return own({ kind: 'other', words: l10n.t('Amazon SWF refused the call with {0}', name), quote: true });
    }
  }
  if (httpStatus >= 500) {
    return {
      kind: 'serviceFailed',
      message: l10n.t('The service failed, and does not say whether the call was carried out: HTTP {0}', httpStatus),
      delivered: 'maybe',
      nextStep: l10n.t('Look whether it was carried out before you try again.'),
    };
  }
  return notSwf(httpStatus, call);
}

/** An answer that is not in the form of AWS JSON: a captive portal, a proxy, another server. */
function notSwf(httpStatus: number, { target }: FailedCall): Verdict {
  const from = target.endpoint ?? l10n.t('swf in {0}', target.region);
  const redirected = httpStatus >= 300 && httpStatus < 400;
  return {
    kind: 'notSwf',
    message: redirected
      ? l10n.t('A redirect was answered instead of Amazon SWF (HTTP {0}): {1}', httpStatus, from)
      : l10n.t('The answer did not come from Amazon SWF (HTTP {0}): {1}', httpStatus, from),
    // Whoever redirects has not acted; any other page may stand in the place of an answer that a proxy did not let through.
    delivered: redirected ? 'no' : 'maybe',
    nextStep: l10n.t('Check the endpoint, and whether a proxy or a log-in page of the network stands between.'),
  };
}

/** The texts are seen: test fixtures recorded from the live service by clients of Amazon SWF. */
function unknownResource(message: string): Verdict | undefined {
  const activity = /^Unknown activity, scheduledEventId = (\d+)/.exec(message)?.[1];
  if (activity !== undefined) {
    return {
      kind: 'unknownActivity',
      message: l10n.t('The activity task is no longer open: scheduledEventId {0}', activity),
      delivered: 'no',
      nextStep: l10n.t('It was completed, failed, canceled or timed out; the history of its execution says which.'),
      scheduledEventId: Number(activity),
    };
  }
  const [, what, name] = /^Unknown (activity|execution|domain)\b[:,]?\s*(.*)$/s.exec(message) ?? [];
  if (what === undefined || name === undefined) return undefined;
  const after = name === '' ? '' : `: ${plain(name)}`;
  if (what === 'activity') {
    return {
      kind: 'unknownActivity',
      message: l10n.t('The activity task is no longer open{0}', after),
      delivered: 'no',
    };
  }
  if (what === 'execution') {
    return {
      kind: 'unknownExecution',
      message: l10n.t('The workflow execution is closed or does not exist{0}', after),
      delivered: 'no',
      nextStep: l10n.t('Refresh the tree.'),
    };
  }
  return {
    kind: 'unknownDomain',
    message: l10n.t('The domain does not exist in this region{0}', after),
    delivered: 'no',
    nextStep: l10n.t('Check the account and the region.'),
  };
}

/**
 * The texts of a ValidationException repeat the refused values, so only the paths and the constraints are taken over.
 * The grammar is seen: clients of Amazon SWF match on it.
 */
function validation(message: string, operation: OperationName, input: object): Verdict {
  const pasteAgain = l10n.t('Paste the whole task token again, as the worker received it.');
  const takesToken = operationNamed(operation).takesToken;
  if (takesToken && /^Invalid token/i.test(message)) {
    return { kind: 'invalidToken', message: l10n.t('This is not a task token'), delivered: 'no', nextStep: pasteAgain };
  }
  const violations = [
    ...message.matchAll(
      /\bat '([\w.]{1,120})' failed to satisfy constraint: (Member must (?:not be null|have (?:length|value) (?:less|greater) than or equal to \d+|satisfy enum value set: \[[\w, ]+\]|satisfy regular expression pattern))/g,
    ),
  ].map(([, path = '', constraint = '']) => ({ path, constraint }));
  if (violations.length > 0) {
    const tokenAlone = violations.every(({ path }) => path === 'taskToken');
    return {
      kind: takesToken && tokenAlone ? 'invalidToken' : 'invalidInput',
      message: l10n.t(
        'The input was refused: {0}',
        violations.map(({ path, constraint }) => `${path}: ${constraint}`).join('; '),
      ),
      delivered: 'no',
      nextStep: tokenAlone ? pasteAgain : l10n.t('Correct the input, then try again.'),
    };
  }
  const said = ownWords(message, input);
  const refused = said === '' ? l10n.t('The input was refused') : l10n.t('The input was refused: {0}', said);
  return { kind: 'invalidInput', message: refused, delivered: 'no' };
}

/**
 * Seen: "User: ARN is not authorized to perform: swf:ListDomains on resource: ARN"; only the ARNs are taken over. What may
 * follow is in the IAM User Guide, "Troubleshoot access denied error messages": "with an explicit deny in a … policy".
 */
function accessDenied(message: string, operation: OperationName, { input, target }: FailedCall): Verdict {
  const resource = /on resource: (arn:[\w:/*+=,.@-]{1,300})/.exec(message)?.[1];
  const user = /^User: (arn:[\w:/*+=,.@-]{1,300})/.exec(message)?.[1];
  const words = [
    l10n.t('Not allowed: {0}', `swf:${operation}`),
    ...(resource === undefined ? [] : [l10n.t('on {0}', resource)]),
    ...(user === undefined ? [] : [l10n.t('for {0}', user)]),
  ].join(' ');
  const denied: Verdict = { kind: 'accessDenied', message: words, delivered: 'no' };
  if (/with an explicit deny/i.test(message)) {
    const where = /with an explicit deny in an? ([a-z-]+(?: [a-z-]+){0,4})/i.exec(message)?.[1];
    const nextStep =
      where === undefined
        ? l10n.t('A policy denies it explicitly, so no further permission can allow it: ask whoever wrote that policy.')
        : l10n.t('It is denied explicitly in this policy, so no further permission can allow it: {0}.', where);
    return { ...denied, nextStep };
  }
  return {
    ...denied,
    missing: missingPermission(operation, input, target.region, message),
    nextStep:
      resource === undefined
        ? l10n.t('Ask for the IAM permission {0}.', `swf:${operation}`)
        : l10n.t('Ask for the IAM permission {0} on this resource.', `swf:${operation}`),
  };
}

function ownWords(message: string, input: object): string {
  // "UnknownError" is what the SDK puts where the service said nothing.
  return message === 'UnknownError' ? '' : redact(message, input);
}

/** A name that the service repeats, on one line. */
function plain(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .slice(0, 600)
    .trim();
}
