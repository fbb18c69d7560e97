"""What the left sides of docs/migrating.md give: writes migrating.json beside this file, or with --check tells whether it would change.

Under the heading of a library and that of a kind, the first cell of each row is an expression of that library. An optimizer, a
clipping and an average are followed by the parameters, or the averages, after each step; a schedule by its values.
TensorFlow.js is run by the test itself.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

from oracles import keras, torch
import torch.optim.swa_utils

from inputs import make_inputs, make_losses

HERE = pathlib.Path(__file__).parent
TREE = json.loads((HERE / "trees.json").read_text())["pair"]
STEPS, COUNTS, SEED = 10, 24, 2013
# One gradient that is not finite, for what skips such steps.
BROKEN = 3


def rows(text):
  """The library, the kind and the expression of every row."""
  library = kind = None
  for line in text.splitlines():
    if line.startswith("## "):
      library = line[3:]
    elif line.startswith("### "):
      kind = line[4:]
    elif cell := re.match(r"\| `([^`]+)`\s*\|\s*`", line):
      if "(" in cell[1]:
        yield library, kind, cell[1]


def torch_scheduler(text):
  optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr=0.1, momentum=0.9)
  names = vars(torch.optim.lr_scheduler) | vars(torch.optim.swa_utils) | {"optimizer": optimizer}
  scheduler = eval(text, names)
  for _ in range(COUNTS):
    yield optimizer.param_groups[0]["lr"]
    optimizer.step()
    scheduler.step()


def torch_steps(kind, text, params, gradients, losses):
  leaves = [torch.nn.Parameter(torch.from_numpy(leaf.copy())) for leaf in params]
  model = torch.nn.ParameterList(leaves)
  libraries = [torch.optim, torch.optim.lr_scheduler, torch.optim.swa_utils, torch.nn.utils]
  names = {name: value for library in libraries for name, value in vars(library).items()}
  names |= {"params": leaves, "w": leaves[0], "b": leaves[1], "model": model}
  made = eval(text, names) if kind != "Clipping" else None
  plateau = isinstance(made, torch.optim.lr_scheduler.ReduceLROnPlateau)
  optimizer = made.optimizer if plateau else made if kind == "Optimizers" else torch.optim.SGD(leaves, lr=0.1)
  for step, loss in zip(gradients, losses):
    for leaf, gradient in zip(leaves, step):
      leaf.grad = torch.from_numpy(gradient.copy())
    if kind == "Clipping":
      eval(text, names)
    if plateau:
      made.step(loss)
    optimizer.step()
    if kind.startswith("Averages"):
      made.update_parameters(model)
    watched = made.module.parameters() if kind.startswith("Averages") else leaves
    yield [leaf.detach().numpy() for leaf in watched]


def keras_steps(kind, text, params, gradients):
  variables = [keras.Variable(leaf.copy()) for leaf in params]
  optimizer = eval(text, vars(keras.optimizers) | vars(keras.optimizers.schedules))
  scaled = isinstance(optimizer, keras.optimizers.LossScaleOptimizer)
  if scaled:
    optimizer.build(variables)
  for i, step in enumerate(gradients):
    factor = float(optimizer.dynamic_scale.value) if scaled else 1
    broken = float("inf") if scaled and i == BROKEN else 1
    given = [keras.ops.convert_to_tensor(gradient * factor * broken) for gradient in step]
    optimizer.apply(given, variables)
    watched = optimizer._model_variables_moving_average if kind.startswith("Averages") else variables
    yield [keras.ops.convert_to_numpy(variable.value) for variable in watched]


def on_jax(text):
  """What Keras gives on jax: on torch, its ScheduleFreeAdamW takes what it has just changed for what was there before."""
  environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_ENABLE_X64": "1"}
  command = [sys.executable, __file__, "--values", text]
  return json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)


def values_of(library, kind, text):
  params, gradients = make_inputs(TREE, SEED, "ordinary", STEPS, "float64")
  if kind == "Schedules" and library == "PyTorch":
    return [float(value) for value in torch_scheduler(text)]
  if kind == "Schedules":
    schedule = eval(text, vars(keras.optimizers.schedules))
    return [float(schedule(count)) for count in range(COUNTS)]
  if text.startswith("ScheduleFree") and keras.backend.backend() != "jax":
    return on_jax(text)
  if library == "PyTorch":
    steps = torch_steps(kind, text, params, gradients, make_losses(SEED, "ordinary", STEPS))
  else:
    steps = keras_steps(kind, text, params, gradients)
  return [[float(number) for leaf in step for number in leaf.ravel()] for step in steps]


def main():
  torch.set_default_dtype(torch.float64)
  keras.config.set_floatx("float64")
  if "--values" in sys.argv[1:]:
    print(json.dumps(values_of("Keras", "Optimizers", sys.argv[-1])))
    return
  written = {}
  for library, kind, text in rows((HERE / "../../docs/migrating.md").read_text()):
    if library != "TensorFlow.js":
      written.setdefault(library, {}).setdefault(kind, {})[text] = values_of(library, kind, text)
  lines = [
      json.dumps(library)
      + ":{\n"
      + ",\n".join(
          json.dumps(kind) + ":{\n" + ",\n".join(f"{json.dumps(text)}:{json.dumps(values, separators=(',', ':'))}" for text, values in table.items()) + "}"
          for kind, table in kinds.items()
      )
      + "}"
      for library, kinds in written.items()
  ]
  target = HERE / "migrating.json"
  text = "{\n" + ",\n".join(lines) + "\n}\n"
  if "--check" in sys.argv[1:]:
    sys.exit(None if target.read_text() == text else "not what the libraries give: migrating.json")
  target.write_text(text)
  print(f"{sum(len(table) for kinds in written.values() for table in kinds.values())} rows, {len(text)} bytes")


if __name__ == "__main__":
  main()
