"""The parameters and gradients of a conformance case. inputs.ts makes the same numbers."""

import numpy as np

NAN = float("nan")


def numbers(seed):
  """Whole numbers in [0, 65536): the upper halves of a linear congruential generator's states."""
  state = seed
  while True:
    state = (1664525 * state + 1013904223) % 2**32
    yield state >> 16


# From a whole number in [0, 65536) to a gradient. All are exact in float32.
GRADIENTS = {
    "ordinary": lambda u: (u - 32768) / 16384,
    "small": lambda u: (u - 32768) / 16384 / 1024,
    "large": lambda u: (u - 32768) / 16384 * 1024,
    "withZeros": lambda u: 0.0 if u % 4 == 0 else (u - 32768) / 16384,
    "withNans": lambda u: NAN if u % 4 == 0 else (u - 32768) / 16384,
    "rarelyNotFinite": lambda u: NAN if u % 97 == 0 else float("inf") if u % 101 == 0 else (u - 32768) / 16384,
}


def shapes(tree):
  """The shapes of a tree's leaves in the order in which they are written."""
  if isinstance(tree, str):
    return [tuple(int(size) for size in tree.split("x")) if tree else ()]
  children = tree.values() if isinstance(tree, dict) else tree
  return [shape for child in children for shape in shapes(child)]


def make_losses(seed, kind, steps):
  """The extra argument `value` of every step: numbers of at least 0, unless their kind says otherwise."""
  stream = numbers(seed + 7919)
  return [GRADIENTS[kind](next(stream)) + 2 for _ in range(steps)]


def make_inputs(tree, seed, gradients, steps, dtype):
  """The parameters, and the gradients of every step, as lists of arrays, from one stream of numbers."""
  stream = numbers(seed)

  def leaves(value):
    return [
        np.array([value(next(stream)) for _ in range(int(np.prod(shape)))], dtype=dtype).reshape(shape)
        for shape in shapes(tree)
    ]

  params = leaves(GRADIENTS["ordinary"])
  return params, [leaves(GRADIENTS[gradients]) for _ in range(steps)]
