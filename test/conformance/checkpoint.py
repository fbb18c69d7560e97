"""Writes checkpoint.json: a checkpoint as the safetensors library itself writes it, in base64.

    python checkpoint.py

The numbers are those of checkpoint.test.ts.
"""

import base64
import json
from pathlib import Path

import numpy as np
from safetensors import __version__
from safetensors.numpy import save

tensors = {
    "params.enc.w": np.array([[1, -2, 3], [0.5, -0.0, np.inf]], np.float32),
    "params.enc.b": np.array([1e-45, 2], np.float32),
    "params['odd key'][0]": np.array(0.1, np.float64),
    "state[0].count": np.array(7, np.float64),
    "state[0].trace.enc.w": np.array([[0.1, 0.2, 0.3], [4, 5, 6]], np.float32),
    "state[0].trace.enc.b": np.array([7, 8], np.float32),
    "state[0].trace['odd key'][0]": np.array(-0.25, np.float64),
    "state[1].count": np.array(7, np.float64),
}

written = save(tensors, metadata={"note": "π, from Python"})
document = {"safetensors": __version__, "base64": base64.b64encode(written).decode()}
(Path(__file__).parent / "checkpoint.json").write_text(json.dumps(document, indent=2) + "\n")
