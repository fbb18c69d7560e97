"""Writes losses.json: losses of PyTorch, whole and of the hardest examples, with the gradients of its autodiff.

    python losses.py
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(7)
EXAMPLES, CLASSES = 10, 4
logits = 3 * torch.randn(EXAMPLES, CLASSES, generator=generator)
labels = torch.randint(CLASSES, (EXAMPLES,), generator=generator)


def hardest(values, ratio, loss):
    """The mean loss of the part of the batch with the largest losses, which are chosen without a gradient."""
    with torch.no_grad():
        each = loss(values, labels, reduction="none")
        _, kept = each.topk(int(ratio * EXAMPLES))
    return loss(values.index_select(0, kept), labels.index_select(0, kept)), kept


def case(name, values, loss, ratio):
    given = values.clone().requires_grad_()
    value, kept = hardest(given, ratio, loss)
    value.backward()
    return {
        "loss": name,
        "ratio": ratio,
        "given": values.flatten().tolist(),
        "losses": loss(values, labels, reduction="none").tolist(),
        "value": value.item(),
        "kept": kept.tolist(),
        "gradient": given.grad.flatten().tolist(),
    }


document = {
    "torch": torch.__version__.split("+")[0],
    "shape": [EXAMPLES, CLASSES],
    "labels": labels.tolist(),
    "cases": [
        case(name, values, loss, ratio)
        for name, values, loss in [
            ("nllLoss", logits.log_softmax(1), F.nll_loss),
            ("softmaxCrossEntropyWithIntegerLabels", logits, F.cross_entropy),
            ("softmaxCrossEntropyWithIntegerLabels", 300 * logits, F.cross_entropy),
        ]
        for ratio in [0.1, 0.25, 0.29, 0.7, 1]
    ],
}
(Path(__file__).parent / "losses.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
