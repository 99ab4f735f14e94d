/** A Map that takes no memory of its own while nothing is in it: most executions have most of theirs empty. */
export class LazyMap<Key, Value> {
  private map: Map<Key, Value> | undefined;

  get size(): number {
    return this.map?.size ?? 0;
  }

  get(key: Key): Value | undefined {
    return this.map?.get(key);
  }

  has(key: Key): boolean {
    return this.map?.has(key) ?? false;
  }

  set(key: Key, value: Value): void {
    this.map ??= new Map();
    this.map.set(key, value);
  }

  delete(key: Key): void {
    this.map?.delete(key);
    if (this.map?.size === 0) this.map = undefined;
  }

  clear(): void {
    this.map = undefined;
  }

  values(): Iterable<Value> {
    return this.map?.values() ?? [];
  }
}
