"""Writes the conformance vectors: what real optax, torch and Keras do, step by step, for every case in specs/.

  python -m venv .venv && .venv/bin/pip install -r requirements.txt
  .venv/bin/python generate.py            # writes vectors/
  .venv/bin/python generate.py --check    # exits with 1 when vectors/ are not what would be written
  .venv/bin/python generate.py scaleByAdam sgd   # only these files

A case holds the spec, the name of a tree in trees.json, the kind of gradients and the seed of inputs.py, and the number of
steps. The parameters are updated as the steps go on. Each case is written with its vectors, so that a vector file says all
that is needed to replay it. Numbers are written with as many digits as their dtype needs to be read back exactly.
"""

import argparse
import json
import pathlib
import sys

import jax
import numpy as np

from inputs import make_inputs, make_losses
from masks import leaf_paths
from oracles import oracle_schedule, oracle_updates

HERE = pathlib.Path(__file__).parent
TREES = json.loads((HERE / "trees.json").read_text())
DEFAULTS = {"tree": "mixed", "gradients": "ordinary", "losses": "ordinary", "steps": 20}


def show(value):
  """A number as JSON; what JSON lacks as a string."""
  if np.isnan(value):
    return '"NaN"'
  if np.isinf(value):
    return '"Infinity"' if value > 0 else '"-Infinity"'
  text = np.format_float_positional(value, unique=True, trim="-")
  scientific = np.format_float_scientific(value, unique=True, trim="-", exp_digits=1)
  return min(text, scientific, key=len)


def row(values):
  return "[" + ",".join(show(value) for value in values) + "]"


def case_rows(case, dtype):
  jax.config.update("jax_enable_x64", dtype == "float64")
  case = DEFAULTS | case
  params, gradients = make_inputs(TREES[case["tree"]], case["seed"], case["gradients"], case["steps"], dtype)
  losses = make_losses(case["seed"], case["losses"], case["steps"])
  paths = leaf_paths(TREES[case["tree"]])
  for updates in oracle_updates(case, params, gradients, losses, paths):
    for leaf, param in zip(updates, params):
      assert leaf.dtype == dtype and leaf.shape == param.shape, (case["title"], leaf.dtype, leaf.shape)
    yield row(np.concatenate([leaf.ravel() for leaf in updates]))


def schedule_row(case):
  jax.config.update("jax_enable_x64", True)
  schedule = oracle_schedule(case)
  return row([np.float64(schedule(count)) for count in range(case["counts"])])


def vector_text(case):
  head = json.dumps(case, separators=(",", ":"))[:-1]
  if "schedule" in case:
    return f'{head},"values":{schedule_row(case)}}}'
  parts = []
  for dtype in case.get("dtypes", ["float64", "float32"]):
    rows = ",\n".join(case_rows(case, dtype))
    parts.append(f'"{dtype}":[\n{rows}]')
  return f'{head},"updates":{{{",".join(parts)}}}}}'


def main():
  parser = argparse.ArgumentParser()
  parser.add_argument("--check", action="store_true")
  parser.add_argument("names", nargs="*")
  arguments = parser.parse_args()
  stale = []
  for path in sorted((HERE / "specs").glob("*.json")):
    if arguments.names and path.stem not in arguments.names:
      continue
    cases = json.loads(path.read_text())
    text = "[\n" + ",\n".join(vector_text(case) for case in cases) + "\n]\n"
    target = HERE / "vectors" / path.name
    if not target.exists() or target.read_text() != text:
      stale.append(path.stem)
      if not arguments.check:
        target.write_text(text)
    print(f"{path.stem}: {len(cases)} cases, {len(text)} bytes")
  if arguments.check and stale:
    sys.exit(f"not what the oracles give: {', '.join(stale)}")


if __name__ == "__main__":
  main()
