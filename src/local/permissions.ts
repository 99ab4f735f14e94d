import type { Credential, Rule } from './credentials';

/** Whether a key's rules let it do `action`, such as `swf:ListDomains`, on a domain; `*` stands for all domains. */
export function isAllowed(credential: Credential, action: string, domain: string): boolean {
  const fits = (rule: Rule): boolean =>
    rule.actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    rule.domains.some((pattern) => matches(pattern, domain));
  if (credential.deny?.some(fits) === true) return false;
  return credential.allow === undefined || credential.allow.some(fits);
}

/** Compares as IAM does: `*` stands for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts.shift() ?? '';
  const last = parts.pop();
  if (last === undefined) return text.length === pattern.length && fitsAt(pattern, text, 0);
  if (!fitsAt(first, text, 0)) return false;
  let from = first.length;
  for (const part of parts) {
    while (from + part.length <= text.length && !fitsAt(part, text, from)) from++;
    from += part.length;
  }
  return from + last.length <= text.length && fitsAt(last, text, text.length - last.length);
}

function fitsAt(part: string, text: string, from: number): boolean {
  if (from + part.length > text.length) return false;
  for (let index = 0; index < part.length; index++) {
    if (part[index] !== '?' && part[index] !== text[from + index]) return false;
  }
  return true;
}
