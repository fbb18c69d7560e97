"""The implementations that conformance vectors are taken from: optax, torch, Keras, and numpy where none has the method."""

import inspect
import os
import re

os.environ.setdefault("KERAS_BACKEND", "torch")
import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import optax.contrib
import torch

from masks import leaf_values
import torch.optim.swa_utils

# optax takes schedules for these; any other scheduled option goes through optax.inject_hyperparams.
SCHEDULED_BY_OPTAX = {"learning_rate", "step_size_fn", "weight_decay"}


def adafactor_decay(step, exponent):
  """optax's decay rate, which it computes in float32 even where float64 is enabled."""
  t = jnp.asarray(step + 1, jnp.float64 if jax.config.jax_enable_x64 else jnp.float32)
  return 1.0 - t ** (-exponent)


# The last of its parameters has no name in adafactor.
factored_rms = optax._src.factorized.scale_by_factored_rms
factored_rms.__defaults__ = (*factored_rms.__defaults__[:-1], adafactor_decay)


def snake(name):
  return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def is_schedule(value):
  return isinstance(value, dict) and len(value) == 1 and hasattr(optax, snake(next(iter(value))))


def make_option(name, value, paths=()):
  if name == "mask" or name.endswith("_mask"):
    return value if value is None else leaf_values(value, paths)
  if name == "boundaries_and_scales":
    return {int(boundary): scale for boundary, scale in value.items()}
  if name == "schedules":
    return [make_schedule(schedule) for schedule in value]
  if name == "cosine_kwargs":
    return [{snake(key): item for key, item in cycle.items()} for cycle in value]
  if name == "axis" and isinstance(value, list):
    return tuple(value)
  return make_schedule(value) if is_schedule(value) else value


def make_options(options, paths=()):
  made = {snake(name): make_option(snake(name), value, paths) for name, value in options.items()}
  # optax takes the kind of DoG's first step and its size as a pair.
  if "init_step" in made:
    made["init_step"] = (snake(made["init_step"]), made.pop("init_step_size"))
  return made


def with_betas(options):
  """optax takes the decays of Prodigy and D-Adaptation as a pair, and calls the third one beta3."""
  b1, b2, b3 = options.pop("b1", 0.9), options.pop("b2", 0.999), options.pop("b3", None)
  return options | {"betas": (b1, b2)} | ({} if b3 is None else {"beta3": b3})


def make_schedule(spec):
  """The optax schedule that a spec describes.

  optax counts in int32, and jax divides int32 in float32 even where float64 is enabled; a Python int is divided in
  float64, and where jax traces the count it is made a float64.
  """
  [(name, options)] = spec.items()
  schedule = getattr(optax, snake(name))(**make_options(options))

  def in_float64(count):
    return schedule(count.astype(jnp.float64) if isinstance(count, jax.core.Tracer) else int(count))

  return in_float64 if jax.config.jax_enable_x64 else schedule


def oracle_schedule(case):
  """The values of a case of a schedule, as a function of the count, from the oracle it names; optax where it names none."""
  [(kind, options)] = case.get("oracle", {"optax": case["schedule"]}).items()
  if kind == "optax":
    return make_schedule(options)
  if kind == "numpyNoam":
    scale = options["factor"] * options["modelSize"] ** -0.5
    return lambda count: scale * min((count + 1) ** -0.5, (count + 1) * options["warmupSteps"] ** -1.5)
  name = kind.rsplit(".", 1)[1]
  if kind.startswith("keras.optimizers.schedules."):
    keras.config.set_floatx("float64")
    return getattr(keras.optimizers.schedules, name)(**options)
  if kind.startswith("torch.optim.lr_scheduler."):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(()))], lr=options.get("lr", 1))
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **{k: v for k, v in options.items() if k != "lr"})
    values = []

    def at(count):
      while len(values) <= count:
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
      return values[count]

    return at
  raise ValueError(f"unknown oracle {kind}")


def with_layout(name, options):
  """Options of Muon as optax takes them: triples of coefficients, and for each leaf which axes are inputs and outputs."""
  layout, mask = options.pop("layout", "inOut"), options.pop("muon_mask", None)
  coefficients = options.get("ns_coeffs")
  if isinstance(coefficients, dict):
    options["ns_coeffs"] = tuple(coefficients.values())
  elif coefficients is not None:
    options["ns_coeffs"] = tuple(tuple(each.values()) for each in coefficients)

  def numbers(leaf):
    axes = tuple(range(leaf.ndim))
    inputs, outputs = (axes[:-1], axes[-1:]) if layout == "inOut" else (axes[1:], axes[:1])
    return optax.contrib.MuonDimensionNumbers(inputs, outputs)

  def all_numbers(leaves):
    # Where it is asked for Muon's leaves alone, something without axes stands for the others.
    ranks = [getattr(leaf, "ndim", None) for leaf in leaves]
    chosen = [rank is not None for rank in ranks] if name != "muon" else mask or [rank == 2 for rank in ranks]
    return [numbers(leaf) if each and rank is not None else None for leaf, each, rank in zip(leaves, chosen, ranks)]

  return options | {("muon_" if name == "muon" else "") + "weight_dimension_numbers": all_numbers}


def make_optax(spec, paths=()):
  """The optax transformation that a spec describes, for leaves at these paths."""
  [(name, options)] = spec.items()
  if name == "masked":
    return optax.masked(make_optax(options["inner"], paths), leaf_values(options["mask"], paths))
  if name == "partition":
    transforms = {label: make_optax(inner, paths) for label, inner in options["transforms"].items()}
    return optax.partition(transforms, leaf_values(options["paramLabels"], paths))
  if name == "selectiveTransform":
    freeze_mask = leaf_values(options["freezeMask"], paths)
    return optax.selective_transform(make_optax(options["inner"], paths), freeze_mask=freeze_mask)
  if name == "multiSteps":
    return optax.MultiSteps(
      make_optax(options["inner"], paths),
      make_option("every", options["every"]),
      use_grad_mean=options.get("mean", True),
      should_skip_update_fn=optax.skip_not_finite if options.get("skipNonFinite", True) else None,
      accumulator_dtype=jnp.float64 if jax.config.jax_enable_x64 else jnp.float32,
    ).gradient_transformation()
  if name == "sam":
    pair = [make_optax(options[option], paths) for option in ("optimizer", "advOptimizer")]
    inner = optax.contrib.sam(*pair, options.get("syncPeriod", 2), options.get("resetState", True))
    # It takes no extra argument but the gradient function of its other mode.
    return optax.GradientTransformation(inner.init, lambda updates, state, params: inner.update(updates, state, params))
  if name in ("scheduleFree", "mechanize"):
    rest = {option: value for option, value in options.items() if option != "inner"}
    factory = getattr(optax.contrib, snake(name))
    return factory(make_optax(options["inner"], paths), **make_options(rest, paths))
  if name == "chain":
    return optax.chain(*[make_optax(link, paths) for link in options])
  if name == "applyIfFinite":
    return optax.apply_if_finite(make_optax(options["inner"], paths), options["maxConsecutiveErrors"])
  if name == "flatten":
    return optax.flatten(make_optax(options["inner"], paths))
  if name == "injectHyperparams":
    [(inner, inner_options)] = options["inner"].items()
    return optax.inject_hyperparams(getattr(optax, snake(inner)))(**make_options(inner_options, paths))
  # The parts of DoG and Muon are not among optax's public names.
  homes = [optax, optax.contrib, optax.contrib._dog, optax.contrib._muon]
  factory = next(getattr(home, snake(name)) for home in homes if hasattr(home, snake(name)))
  options = make_options(options, paths)
  if name in ("scaleByMuon", "scaleByShape", "muon"):
    made = factory(**with_layout(name, options))
    # Its loop would be traced anew at every step.
    return optax.GradientTransformation(made.init, jax.jit(made.update))
  if "betas" in inspect.signature(factory).parameters:
    options = with_betas(options)
  if name == "scaleByFactoredRms" and "eps" in options:
    options["epsilon"] = options.pop("eps")
  if name == "scaleByDistanceOverGradients" and jax.config.jax_enable_x64:
    options["param_dtype"] = "float64"
  if name == "adafactor" and jax.config.jax_enable_x64:
    options["dtype_momentum"] = "float64"
  if any(callable(value) and option not in SCHEDULED_BY_OPTAX for option, value in options.items()):
    # What is a function by default is no schedule.
    parameters = inspect.signature(factory).parameters.items()
    functions = [option for option, parameter in parameters if callable(parameter.default)]
    factory = optax.inject_hyperparams(factory, static_args=[each for each in functions if each not in options])
  return factory(**options)


def optax_updates(spec, params, gradients, losses, paths, long_count=False):
  optimizer = optax.with_extra_args_support(make_optax(spec, paths))
  params = [jnp.asarray(leaf) for leaf in params]
  state = optimizer.init(params)
  if long_count and jax.config.jax_enable_x64:
    state = jax.tree.map(lambda leaf: leaf.astype(jnp.int64) if leaf.dtype == jnp.int32 else leaf, state)
  for step, loss in zip(gradients, losses):
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, params, value=loss)
    # Layer-wise DoG gives a number an axis.
    updates = [leaf.reshape(param.shape) for leaf, param in zip(updates, params)]
    yield [np.asarray(leaf) for leaf in updates]
    params = optax.apply_updates(params, updates)


def optax_state(spec, params, gradients, watch):
  """A tree in the state of an optax wrapper, by its name there."""
  optimizer = make_optax(spec)
  params = [jnp.asarray(leaf) for leaf in params]
  state = optimizer.init(params)
  for step in gradients:
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, params)
    yield [np.asarray(leaf) for leaf in getattr(state, watch)]
    params = optax.apply_updates(params, updates)


def optax_momo_updates(spec, params, gradients, losses):
  """optax's MoMo and MoMo-Adam, with the step down the mean gradient divided by the decay as the parameters are."""
  [(name, options)] = spec.items()
  optimizer = make_optax(spec)
  decayed = options["learningRate"] * options["weightDecay"]
  share = decayed / (1 + decayed)
  state = optimizer.init([jnp.asarray(leaf) for leaf in params])
  for step, loss in zip(gradients, losses):
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, params, value=loss)
    updates = [
        np.asarray(update + share * leaf) / leaf.dtype.type(1 + decayed) - share * leaf
        for update, leaf in zip(updates, params)
    ]
    yield updates
    params = [leaf + update for leaf, update in zip(params, updates)]


def optax_lookahead(spec, params, gradients, watch):
  """optax's lookahead from synchronized parameters: the updates of the fast ones, or the slow ones themselves."""
  [options] = spec.values()
  optimizer = optax.lookahead(
      make_optax(options["inner"]),
      options["syncPeriod"],
      options["slowStepSize"],
      options.get("resetState", False),
  )
  pair = optax.LookaheadParams.init_synced([jnp.asarray(leaf) for leaf in params])
  state = optimizer.init(pair)
  for step in gradients:
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, pair)
    pair = optax.apply_updates(pair, updates)
    yield [np.asarray(leaf) for leaf in (updates.fast if watch is None else pair.slow)]


def optax_ema_of_params(options, params, gradients):
  """The average that optax.ema keeps of the parameters after each step, as it hands it out."""
  optimizer = make_optax(options["optimizer"])
  average = optax.ema(options["decay"], options["debias"])
  params = [jnp.asarray(leaf) for leaf in params]
  state, average_state = optimizer.init(params), average.init(params)
  for step in gradients:
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, params)
    params = optax.apply_updates(params, updates)
    averaged, average_state = average.update(params, average_state)
    yield [np.asarray(leaf) for leaf in averaged]


def optax_incremental_updates(options, params, gradients):
  """The average that optax.incremental_update keeps, from the first parameters on."""
  optimizer = make_optax(options["optimizer"])
  params = averaged = [jnp.asarray(leaf) for leaf in params]
  state = optimizer.init(params)
  for step in gradients:
    updates, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state, params)
    params = optax.apply_updates(params, updates)
    averaged = optax.incremental_update(params, averaged, options["stepSize"])
    yield [np.asarray(leaf) for leaf in averaged]


def torch_averages(options, params, gradients):
  """The averages that torch.optim.swa_utils.AveragedModel keeps, updated after the steps that `swa` counts."""
  leaves = [torch.nn.Parameter(torch.from_numpy(leaf.copy())) for leaf in params]
  model = torch.nn.ParameterList(leaves)
  average = torch.optim.swa_utils.AveragedModel(model)
  optimizer = torch.optim.SGD(leaves, lr=options["learningRate"])
  for i, step in enumerate(gradients, 1):
    for leaf, gradient in zip(leaves, step):
      leaf.grad = torch.from_numpy(gradient.copy())
    optimizer.step()
    if i >= options["start"] and (i - options["start"]) % options["period"] == 0:
      average.update_parameters(model)
    watched = average.module.parameters() if i >= options["start"] else leaves
    yield [leaf.detach().numpy().copy() for leaf in watched]


def optax_rprop_updates(spec, params, gradients):
  """The moves that optax's Rprop computes at each step.

  optax hands out the move computed at the step before (all zeros at the first step). The paper, and torch, make the
  move at once; optax's state holds it.
  """
  [(name, options)] = spec.items()
  optimizer = optax.scale_by_rprop(**make_options(options))
  sign = {"scaleByRprop": 1, "rprop": -1}[name]
  state = optimizer.init([jnp.asarray(leaf) for leaf in params])
  for step in gradients:
    _, state = optimizer.update([jnp.asarray(leaf) for leaf in step], state)
    yield [sign * np.asarray(leaf) for leaf in state.prev_updates]


def torch_updates(name, options, params, gradients):
  """What torch adds to the parameters at each step.

  Without weight decay the step does not depend on the parameters, so they are set to zero before each: the difference
  is then exact. With it, the difference carries the rounding of the parameters.
  """
  leaves = [torch.nn.Parameter(torch.from_numpy(leaf.copy())) for leaf in params]
  # The step length of ASGD is a tensor of the default dtype.
  torch.set_default_dtype(leaves[0].dtype)
  optimizer = getattr(torch.optim, name)(leaves, **options)
  exact = optimizer.defaults.get("weight_decay", 0) == 0 and optimizer.defaults.get("lambd", 0) == 0
  for step in gradients:
    before = []
    for leaf, gradient in zip(leaves, step):
      if exact:
        leaf.data.zero_()
      before.append(leaf.detach().clone())
      leaf.grad = torch.from_numpy(gradient.copy())
    optimizer.step()
    yield [(leaf.detach() - old).numpy() for leaf, old in zip(leaves, before)]


def torch_asgd_averages(options, params, gradients):
  """The average that torch's ASGD keeps in its state."""
  leaves = [torch.nn.Parameter(torch.from_numpy(leaf.copy())) for leaf in params]
  # Its step length is a tensor of the default dtype.
  torch.set_default_dtype(leaves[0].dtype)
  optimizer = torch.optim.ASGD(leaves, **options)
  for step in gradients:
    for leaf, gradient in zip(leaves, step):
      leaf.grad = torch.from_numpy(gradient.copy())
    optimizer.step()
    yield [optimizer.state[leaf]["ax"].detach().numpy().copy() for leaf in leaves]


def keras_updates(name, options, params, gradients):
  """What Keras adds to the variables at each step: differences of them, which carry their rounding."""
  keras.config.set_floatx(str(params[0].dtype))
  variables = [keras.Variable(leaf.copy()) for leaf in params]
  optimizer = getattr(keras.optimizers, name)(**options)
  for step in gradients:
    before = [variable.value.detach().numpy().copy() for variable in variables]
    optimizer.apply([torch.from_numpy(leaf.copy()) for leaf in step], variables)
    yield [variable.value.detach().numpy() - old for variable, old in zip(variables, before)]


def local_gains_updates(options, params, gradients):
  """Hinton's adaptive gains (lecture 6d of Neural Networks for Machine Learning), with the momentum of its slide.

  A gain grows by `increase` where the gradient agrees in sign with the one before, shrinks by `decrease` where it does
  not, and stays where either is 0, as at the first step.
  """
  lr, increase, decrease = options["learningRate"], options["increase"], options["decrease"]
  low, high, momentum = options["minGain"], options["maxGain"], options["momentum"]
  gains = [np.ones_like(leaf) for leaf in params]
  previous = [np.zeros_like(leaf) for leaf in params]
  velocity = [np.zeros_like(leaf) for leaf in params]
  for step in gradients:
    for i, gradient in enumerate(step):
      agreement = np.sign(gradient) * np.sign(previous[i])
      gain = np.where(agreement > 0, gains[i] + increase, np.where(agreement < 0, gains[i] * decrease, gains[i]))
      gains[i] = np.clip(gain, low, high)
      velocity[i] = momentum * velocity[i] + gains[i] * gradient
      previous[i] = gradient
    yield [-lr * leaf for leaf in velocity]


def adan_updates(options, params, gradients):
  """Adan as in algorithm 1 of Xie et al. 2022, the decay of the parameters added to the step; b = 1 - β is what is kept."""
  b1, b2, b3, eps, eps_root = (options[name] for name in ("b1", "b2", "b3", "eps", "epsRoot"))
  lr, decay = options.get("learningRate", -1), options.get("weightDecay", 0)
  m, v, n = ([np.zeros_like(leaf) for leaf in params] for _ in range(3))
  previous = gradients[0]
  for t, step in enumerate(gradients, 1):
    updates = []
    for i, gradient in enumerate(step):
      change = gradient - previous[i]
      m[i] = b1 * m[i] + (1 - b1) * gradient
      v[i] = b2 * v[i] + (1 - b2) * change
      n[i] = b3 * n[i] + (1 - b3) * (gradient + b2 * change) ** 2
      root = np.sqrt(n[i] / (1 - b3**t) + eps_root) + eps
      updates.append(-lr * ((m[i] / (1 - b1**t) + b2 * v[i] / (1 - b2**t)) / root + decay * params[i]))
    previous = step
    params = [leaf + update for leaf, update in zip(params, updates)]
    yield updates


def acprop_updates(options, params, gradients):
  """ACProp as in its authors' code without rectification: squares around the mean that has seen the gradient already."""
  b1, b2, eps, eps_root = (options[name] for name in ("b1", "b2", "eps", "epsRoot"))
  lr, decay = options.get("learningRate", -1), options.get("weightDecay", 0)
  m, s = ([np.zeros_like(leaf) for leaf in params] for _ in range(2))
  for t, step in enumerate(gradients, 1):
    updates = []
    for i, gradient in enumerate(step):
      root = 1 if t == 1 else np.sqrt(s[i] / (1 - b2 ** (t - 1)))
      updates.append(-lr * (gradient / (root + eps) + decay * params[i]))
      m[i] = b1 * m[i] + (1 - b1) * gradient
      s[i] = b2 * s[i] + (1 - b2) * (gradient - m[i]) ** 2 + eps_root
    params = [leaf + update for leaf, update in zip(params, updates)]
    yield updates


def oracle_updates(case, params, gradients, losses, paths):
  """The updates of a case, step by step, from the oracle it names; optax itself when it names none."""
  [(kind, options)] = case.get("oracle", {"optax": case["spec"]}).items()
  if kind == "optax":
    return optax_updates(options, params, gradients, losses, paths)
  if kind == "optaxState":
    return optax_state(case["spec"], params, gradients, options)


  if kind == "optaxLongCount":
    return optax_updates(options, params, gradients, losses, paths, long_count=True)
  if kind == "optaxMomo":
    return optax_momo_updates(case["spec"], params, gradients, losses)
  if kind == "optaxRprop":
    return optax_rprop_updates(options, params, gradients)
  if kind == "optaxLookahead":
    return optax_lookahead(case["spec"], params, gradients, case.get("state"))
  if kind == "optaxEma":
    return optax_ema_of_params(options, params, gradients)
  if kind == "optaxIncrementalUpdate":
    return optax_incremental_updates(options, params, gradients)
  if kind == "torchAverages":
    return torch_averages(options, params, gradients)
  if kind == "torchAsgdAverages":
    return torch_asgd_averages(options, params, gradients)
  if kind == "numpyLocalGains":
    return local_gains_updates(options, params, gradients)
  if kind == "numpyAdan":
    return adan_updates(options, params, gradients)
  if kind == "numpyAcprop":
    return acprop_updates(options, params, gradients)
  if kind.startswith("torch.optim."):
    return torch_updates(kind.removeprefix("torch.optim."), options, params, gradients)
  if kind.startswith("keras.optimizers."):
    return keras_updates(kind.removeprefix("keras.optimizers."), options, params, gradients)
  raise ValueError(f"unknown oracle {kind}")
