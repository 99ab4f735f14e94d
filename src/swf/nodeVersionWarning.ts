/**
 * The SDK warns once per process, from a client's constructor, that a later major version needs a newer Node; the person
 * cannot act on that. Its documented switch is an environment variable, set only while the constructor runs, so that
 * other extensions in the same process never see it.
 */
export function withoutNodeVersionWarning<T>(construct: () => T): T {
  const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  const before = process.env[name];
  process.env[name] = 'true';
  try {
    return construct();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  }
}
