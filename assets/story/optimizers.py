"""Muon for the matrices of the blocks, AdamW for the rest."""

import torch


def newton_schulz(g, steps=5):
    """The nearest orthogonal matrices of a stack (n, small, large), roughly (Muon: Jordan et al. 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (g / (g.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(steps):
        s = x @ x.transpose(1, 2)
        x = a * x + (b * s + c * (s @ s)) @ x
    return x.float()


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised, for the matrices of the blocks; fused matrices are taken apart."""

    def __init__(self, parameters, lr, momentum=0.95, decay=0.1):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            stacks = {}
            for p in group["params"]:
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                m = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                g = p.grad.lerp(m, group["momentum"])
                p.mul_(1 - group["lr"] * group["decay"])
                for part, target in zip(g.split(p.parts), p.split(p.parts)):
                    if part.shape[0] > part.shape[1]:
                        part, target = part.t(), target.t()
                    stacks.setdefault(part.shape, []).append((part, target))
            for shape, pairs in stacks.items():
                directions = newton_schulz(torch.stack([part for part, _ in pairs]))
                for direction, (_, target) in zip(directions, pairs):
                    target.add_(direction, alpha=-group["lr"] * 0.2 * max(shape) ** 0.5)


def optimizers(model, options):
    matrices, wide, small = [], [], []
    for name, p in model.named_parameters():
        if name.startswith("blocks") and p.ndim == 2:
            p.parts = model.config.dims if name.endswith("qkv") else \
                model.config.hidden if name.endswith("gate_up") else p.shape[0]
            matrices.append(p)
        else:
            (wide if name in ("offset", "extra", "free") else small).append(p)
    adam = torch.optim.AdamW([{"params": wide, "weight_decay": options.decay}, {"params": small, "weight_decay": 0.0}],
                             lr=options.adam, betas=(0.9, 0.98), eps=1e-9)
    return [Muon(matrices, options.muon, decay=options.decay), adam]
