/** Blanks before it count for nothing, a byte order mark among them. */
const headerLine = /^[^\S\r\n]*\[(.+?)\][^\S\r\n]*(?:[;#].*)?$/gm;
/** The name of a setting and its sign; what stands indented is a part of another. */
const setting = /^([^\s=:[;#][^=:\r\n]*)[=:]/gm;

/**
 * A shared file's text as the AWS CLI reads it, in a form that the SDK reads alike. The SDK leaves out profiles whose names
 * have blanks or letters beyond ASCII, takes one named `services.x` for another kind of section, holds a whole file for
 * empty when one profile is named `__proto__`, and knows settings in lower case and with an equals sign only; the AWS CLI
 * does none of this (seen: botocore 1.43, `raw_config_parse` and `build_profile_map`).
 */
export function asSdkReads(text: string, file: 'config' | 'credentials'): string {
  const rewriteHeader = file === 'config' ? configHeader : credentialsHeader;
  return text
    .replace(headerLine, (line, header: string) => rewriteHeader(header) ?? line)
    .replace(setting, (_, name: string) => `${name.trimEnd().toLowerCase()} =`);
}

/** The name by which the SDK knows a profile once its file went through `asSdkReads`. */
export function sdkName(name: string): string {
  if (/^[\w@+.:/-]+$/.test(name) && name !== '__proto__' && !/^(?:services|sso-session)\./.test(name)) return name;
  // What this function leaves alone is no part of a name for the SDK's reader, or is what made the name a special one.
  return encodeURIComponent(name).replace(/[!'()*.~_]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** The name that a file gives a profile which the SDK knows by another. A name that `sdkName` did not make is its own. */
export function nameInFile(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

/** A header of the config file: a kind and one word, which may be quoted. Others say nothing to the AWS CLI either. */
function configHeader(header: string): string | undefined {
  const pattern = /^(profile|sso-session|services)\s+(?:"([^"\\]+)"|'([^']+)'|([^\s"'\\]+))\s*$/;
  const [, kind, doubleQuoted, singleQuoted, bare] = pattern.exec(header) ?? [];
  const name = doubleQuoted ?? singleQuoted ?? bare;
  return kind === undefined || name === undefined ? undefined : `[${kind} ${sdkName(name)}]`;
}

/** In the credentials file the whole header is the profile's name. */
function credentialsHeader(header: string): string {
  return `[${sdkName(header)}]`;
}
