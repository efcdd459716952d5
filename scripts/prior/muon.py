"""Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal before the step, by Newton-Schulz iteration."""

import torch


def orthogonal(g, steps=5):
    """The nearest (semi-)orthogonal matrix of a batch of matrices [n, rows, columns], roughly: singular values end between 0.7 and 1.2.
    In bfloat16, as in the original, where the processor multiplies that: three times as fast there, and rough it is anyway. Others would take
    two hundred times as long."""
    a, b, c = 3.4445, -4.7750, 2.0315
    flip = g.shape[-2] > g.shape[-1]
    x = g.mT if flip else g
    if x.device.type != "cpu" or torch.cpu._is_avx512_bf16_supported():
        x = x.bfloat16()
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        s = x @ x.mT
        x = a * x + (b * s + c * s @ s) @ x
    return (x.mT if flip else x).to(g.dtype)


class Muon(torch.optim.Optimizer):
    """For weight matrices and convolutions of the trunk; embeddings, biases, first and last layers want AdamW."""

    def __init__(self, params, lr=0.02, momentum=0.95, weight_decay=0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["buffer"] = torch.zeros_like(p)
                buffer = state["buffer"]
                buffer.lerp_(p.grad, 1 - group["momentum"])
                update = p.grad.lerp(buffer, group["momentum"])
                shapes.setdefault(update.flatten(1).shape, []).append((p, update.flatten(1)))
            for shape, members in shapes.items():
                updates = orthogonal(torch.stack([u for _, u in members]))
                scale = max(1, shape[0] / shape[1]) ** 0.5
                for (p, _), update in zip(members, updates):
                    p.mul_(1 - group["lr"] * group["weight_decay"])
                    p.sub_(update.view(p.shape) * (group["lr"] * scale))
