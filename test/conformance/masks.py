"""Masks and labels of specs for optax, which is given the leaves as a flat list: one boolean or label a leaf."""

import re


def leaf_paths(tree, path=()):
  """The keys that lead to each leaf of a tree of shapes, in the order in which the leaves are written."""
  if isinstance(tree, str):
    return [path]
  entries = enumerate(tree) if isinstance(tree, list) else tree.items()
  return [leaf for key, child in entries for leaf in leaf_paths(child, (*path, str(key)))]


def matches(pattern, path):
  keys = re.findall(r"[^.\[\]]+", pattern)
  steps = "".join(r"(/[^/]+)*" if key == "**" else r"/[^/]+" if key == "*" else "/" + re.escape(key) for key in keys)
  return re.fullmatch(steps, "".join("/" + key for key in path)) is not None


def first_match(entries, path):
  return next(value for pattern, value in entries if matches(pattern, path))


def at(tree, path):
  """What a tree that may stop early has for a leaf."""
  if not path or isinstance(tree, (str, bool)):
    return tree
  return at(tree[int(path[0])] if isinstance(tree, list) else tree[path[0]], path[1:])


def leaf_values(given, paths):
  """The boolean or the label of each leaf: of a list of patterns, of a record from patterns to values, or of a tree."""
  if isinstance(given, list) and all(isinstance(item, str) for item in given):
    return [any(matches(pattern, path) for pattern in given) for path in paths]
  roots = {path[0] for path in paths}
  if isinstance(given, dict) and not set(given) <= roots:
    return [first_match(given.items(), path) for path in paths]
  return [at(given, path) for path in paths]
