"""The Python contenders: PyTorch's fused optimizers and optax under jit with donated buffers, one thread each.

A child process of the benchmark. On start it prints one line of JSON naming the versions it found, or why there are none.
Then each line on standard input is a request, and each answer is one line of JSON on standard output:

    run torch-adam 1000000 20     ->  {"ms": 0.78}      milliseconds per step, the mean of 20 after one untimed step
    free                          ->  {}                drops all parameters and state
"""

import json
import os
import sys
import time

# One core and one thread, set before the libraries start their thread pools.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
os.environ.update({"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "JAX_PLATFORMS": "cpu"})

LEARNING_RATE, B1, B2, EPS, WEIGHT_DECAY, MAX_NORM = 1e-3, 0.9, 0.999, 1e-8, 1e-2, 1.0


def torch_step(make_optimizer, clip):
    import torch

    def prepare(size):
        parameter = torch.nn.Parameter(torch.zeros(size))
        parameter.grad = torch.rand(size) * 2 - 1
        optimizer = make_optimizer(torch, [parameter])

        def step(times):
            for _ in range(times):
                if clip:
                    torch.nn.utils.clip_grad_norm_([parameter], MAX_NORM)
                optimizer.step()

        return step

    torch.set_num_threads(1)
    return prepare


def torch_adam():
    return torch_step(
        lambda torch, ps: torch.optim.Adam(ps, lr=LEARNING_RATE, betas=(B1, B2), eps=EPS, fused=True), clip=False
    )


def torch_clip_adamw():
    return torch_step(
        lambda torch, ps: torch.optim.AdamW(
            ps, lr=LEARNING_RATE, betas=(B1, B2), eps=EPS, weight_decay=WEIGHT_DECAY, fused=True
        ),
        clip=True,
    )


def optax_step(make_optimizer):
    import functools

    import jax
    import optax

    def prepare(size):
        optimizer = make_optimizer(optax)
        params = jax.numpy.zeros(size)
        grads = jax.random.uniform(jax.random.key(1), (size,), minval=-1, maxval=1)
        state = optimizer.init(params)

        @functools.partial(jax.jit, donate_argnums=(0, 1))
        def update(params, state, grads):
            updates, state = optimizer.update(grads, state, params)
            return optax.apply_updates(params, updates), state

        held = [params, state]

        def step(times):
            params, state = held
            for _ in range(times):
                params, state = update(params, state, grads)
            jax.block_until_ready(params)
            held[:] = [params, state]

        del params, state
        return step

    return prepare


def optax_adam():
    return optax_step(lambda optax: optax.adam(LEARNING_RATE, b1=B1, b2=B2, eps=EPS))


def optax_clip_adamw():
    return optax_step(
        lambda optax: optax.chain(
            optax.clip_by_global_norm(MAX_NORM),
            optax.adamw(LEARNING_RATE, b1=B1, b2=B2, eps=EPS, weight_decay=WEIGHT_DECAY),
        )
    )


CONTENDERS = {
    "torch-adam": torch_adam,
    "torch-clip-adamw": torch_clip_adamw,
    "optax-adam": optax_adam,
    "optax-clip-adamw": optax_clip_adamw,
}


def versions():
    found = {"python": sys.version.split()[0]}
    for name in ("torch", "jax", "optax"):
        try:
            found[name] = __import__(name).__version__
        except Exception as error:  # a broken installation is as absent as a missing one
            found[name + "Missing"] = f"{type(error).__name__}: {error}".splitlines()[0]
    return found


def run(steps, name, size, times):
    key = (name, size)
    if key not in steps:
        steps[key] = CONTENDERS[name]()(size)
        steps[key](2)
    step = steps[key]
    step(1)
    start = time.perf_counter()
    step(times)
    return {"ms": (time.perf_counter() - start) * 1e3 / times}


def main():
    print(json.dumps(versions()), flush=True)
    steps = {}
    for line in sys.stdin:
        command, *arguments = line.split()
        try:
            if command == "free":
                steps.clear()
                answer = {}
            else:
                name, size, times = arguments
                answer = run(steps, name, int(size), int(times))
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(answer), flush=True)


main()
