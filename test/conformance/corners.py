"""What real optax does in the corners where optfuse does otherwise: writes corners.json beside this file.

Each case is one small array, float32, through a few steps; numbers that JSON cannot hold are written as words. The spec is
ours, and what optfuse gives stands in corners.test.ts.
"""

import json
import pathlib

import numpy as np
import jax.numpy as jnp
import optax

from oracles import make_optax

INF, NAN = float("inf"), float("nan")

CASES = [
    ("clipByGlobalNorm", {"maxNorm": 1}, [[1e20, 1e20]], [0, 0]),
    ("clipByGlobalNorm", {"maxNorm": 1}, [[INF, 1]], [0, 0]),
    ("clipByGlobalNorm", {"maxNorm": 0}, [[0, 0]], [0, 0]),
    ("normalizeByUpdateNorm", {}, [[INF, 1]], [0, 0]),
    ("clipByBlockRms", {"threshold": 1}, [[INF, 1]], [0, 0]),
    ("clipByBlockRms", {"threshold": 0}, [[0, 0]], [0, 0]),
    ("adaptiveGradClip", {"clipping": 0.125}, [[INF, 1]], [1, 1]),
    ("adaptiveGradClip", {"clipping": 1e-5}, [[5e-7]], [0]),
    ("applyEvery", {"k": 2}, [[INF], [1], [1], [1]], [0]),
    ("scaleByRss", {}, [[NAN], [1]], [0]),
    ("scaleByPolyak", {}, [[INF, 1]], [0, 0]),
    ("scaleByPolyak", {}, [[1e20]], [0]),
    ("scaleByTrustRatio", {}, [[0, 1e20]], [3, 4]),
    ("scaleByTrustRatio", {}, [[INF, 1]], [3, 4]),
    ("normalizeByUpdateNorm", {}, [[1e20, 1e20]], [0, 0]),
    ("clipByBlockRms", {"threshold": 1}, [[1e20, 1e20]], [0, 0]),
    ("adaptiveGradClip", {"clipping": 0.125}, [[1e20, 1e20]], [1, 1]),
    ("scaleByRprop", {"learningRate": 0.125, "delayed": True}, [[1], [NAN], [1], [1]], [0]),
    ("scale", {"stepSize": 2}, [[1e-40]], [0]),
    ("sam", {"optimizer": {"sgd": {"learningRate": 1}}, "advOptimizer": {"sgd": {"learningRate": 1}}}, [[INF]], [0]),
    ("mechanize", {"inner": {"sgd": {"learningRate": 1}}}, [[1, 1]], [0.5, 0.75]),
    ("scheduleFreeSgd", {"warmupSteps": 6}, [[1, 1]], [0.35, 0.85]),
    ("momo", {}, [[1e20]], [0]),
    ("prodigy", {"estimLr0": 0.5}, [[0, 0], [1, 1]], [3, 4]),
    ("dadaptAdamw", {"estimLr0": 0.5}, [[0, 0], [1, 1]], [3, 4]),
]


def words(value):
  return [words(item) for item in value] if isinstance(value, list) else value if np.isfinite(value) else str(value)


def main():
  cases = []
  for name, options, gradients, params in CASES:
    # optax has no `delayed`: it is what makes ours as late as theirs.
    theirs = {key: value for key, value in options.items() if key != "delayed"}
    optimizer = optax.with_extra_args_support(make_optax({name: theirs}))
    params = jnp.array(params, jnp.float32)
    state = optimizer.init(params)
    updates = []
    for gradient in gradients:
      update, state = optimizer.update(jnp.array(gradient, jnp.float32), state, params, value=1.0)
      updates.append(np.asarray(update).tolist())
    cases.append({
        "spec": {name: options},
        "params": params.tolist(),
        "gradients": words(gradients),
        "optax": words(updates),
    })
  path = pathlib.Path(__file__).parent / "corners.json"
  path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
  main()
