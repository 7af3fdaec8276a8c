"""The story model in PyTorch, with hand-written backward passes so that two CPU cores train it in hours.

A llama-like decoder (RMSNorm, rotary positions, SwiGLU, no biases) with two differences, both written into the
model's configuration:

* The input embedding is [100 frozen dimensions of the word table | learned dimensions]; the output matrix starts as
  the same vectors and learns an offset.
* The residual stream stays on the shell of the token's own starting length R ("residual": "shell"; after nGPT,
  Loshchilov et al. 2024): u = R f/|f| for a block's output f, then x <- R norm(x + alpha (u - x)), with alpha learned
  for each dimension. As every block begins with RMSNorm, R cancels; here x is kept at length 1.

Matrix products run in bfloat16 (float32 sums) where the processor has them; everything else is float32.
"""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.autograd import Function


@dataclass
class Config:
    vocabulary: int
    table_dims: int = 100
    dims: int = 192
    layers: int = 6
    heads: int = 6
    hidden: int = 512
    context: int = 256
    rope_base: float = 10000.0
    dropout: float = 0.1
    half: bool = True  # bfloat16 products

    def as_dict(self):
        return asdict(self)


class Dropper:
    """Dropout masks as slices of one long random strip: drawing fresh ones costs as much as the layers do."""

    def __init__(self, rate, seed, size=1 << 23):
        generator = torch.Generator().manual_seed(hash(tuple(seed)) % (1 << 62))
        self.strip = (torch.rand(size, generator=generator) >= rate).float() / (1 - rate)
        self.generator = generator

    def __call__(self, x):
        room = self.strip.numel() - x.numel()
        at = int(torch.randint(room, (1,), generator=self.generator))
        return x * self.strip[at:at + x.numel()].view_as(x)


class Product(Function):
    """x (n, in) times w (out, in) transposed."""

    @staticmethod
    def forward(ctx, x, w, half):
        if half:
            x, w = x.bfloat16(), w.bfloat16()
        ctx.save_for_backward(x, w)
        return (x @ w.t()).float()

    @staticmethod
    def backward(ctx, dy):
        x, w = ctx.saved_tensors
        dy = dy.to(x.dtype)
        return (dy @ w).float(), (dy.t() @ x).float(), None


class Rotate(Function):
    """Rotary positions: adjacent pairs of x (b, t, h, s) times angles (t, 1, s/2), complex."""

    @staticmethod
    def forward(ctx, x, angles):
        ctx.angles = angles
        return torch.view_as_real(torch.view_as_complex(x.unflatten(-1, (-1, 2))) * angles).flatten(-2)

    @staticmethod
    def backward(ctx, dy):
        dy = torch.view_as_complex(dy.contiguous().unflatten(-1, (-1, 2)))
        return torch.view_as_real(dy * ctx.angles.conj()).flatten(-2), None


class Attend(Function):
    """Causal attention of q, k, v (b*h, t, s); mask (t, t) is 0 or -inf."""

    @staticmethod
    def forward(ctx, q, k, v, mask, half):
        scale = q.shape[-1] ** -0.5
        q = q * scale
        if half:
            q, k, v = q.bfloat16(), k.bfloat16(), v.bfloat16()
        scores = (q @ k.transpose(1, 2)).float()
        p = torch.softmax(scores.add_(mask), -1).to(q.dtype)
        ctx.save_for_backward(q, k, v, p)
        ctx.scale = scale
        return (p @ v).float()

    @staticmethod
    def backward(ctx, dy):
        q, k, v, p = ctx.saved_tensors
        dy = dy.to(q.dtype)
        dv = p.transpose(1, 2) @ dy
        dp = (dy @ v.transpose(1, 2)).float()
        ds = torch._softmax_backward_data(dp, p.float(), -1, torch.float32).to(q.dtype)
        dq = (ds @ k).float().mul_(ctx.scale)
        dk = ds.transpose(1, 2) @ q
        return dq, dk.float(), dv.float(), None, None


class Gate(Function):
    """silu(a) * b."""

    @staticmethod
    def forward(ctx, a, b):
        s = torch.sigmoid(a)
        ctx.save_for_backward(a, b, s)
        return (a * s).mul_(b)

    @staticmethod
    def backward(ctx, dy):
        a, b, s = ctx.saved_tensors
        silu = a * s
        # d silu / da = s + silu (1 - s)
        da = torch.addcmul(s, silu, 1 - s).mul_(b).mul_(dy)
        return da, silu.mul_(dy)


class Step(Function):
    """One half-step on the unit shell: norm(x + alpha (f/|f| - x)); x, f (n, d), alpha (d)."""

    @staticmethod
    def forward(ctx, x, f, alpha):
        length = f.norm(dim=-1, keepdim=True).add_(1e-12)
        u = f / length
        towards = u - x
        z = torch.addcmul(x, towards, alpha)
        size = z.norm(dim=-1, keepdim=True)
        y = z.div_(size)
        ctx.save_for_backward(u, length, towards, y, size, alpha)
        return y

    @staticmethod
    def backward(ctx, dy):
        u, length, towards, y, size, alpha = ctx.saved_tensors
        dz = torch.addcmul(dy, y, (dy * y).sum(-1, keepdim=True), value=-1).div_(size)
        dalpha = (dz * towards).sum(0)
        du = dz * alpha
        dx = dz - du
        df = torch.addcmul(du, u, (du * u).sum(-1, keepdim=True), value=-1).div_(length)
        return dx, df, dalpha


class CrossEntropy(Function):
    """Mean loss of h (n, d) times w (v, d) against targets (n); logits live for one slice of rows only."""

    ROWS = 512

    @staticmethod
    def forward(ctx, h, w, targets, half):
        hc, wc = (h.bfloat16(), w.bfloat16()) if half else (h, w)
        dh = torch.empty_like(h)
        dw = torch.zeros_like(w)
        total = 0.0
        for at in range(0, len(h), CrossEntropy.ROWS):
            rows = slice(at, at + CrossEntropy.ROWS)
            t = targets[rows, None]
            logits = (hc[rows] @ wc.t()).float()
            logits.sub_(logits.amax(-1, keepdim=True))
            hit = logits.gather(1, t)
            g = logits.exp_()  # by hand: torch's log_softmax takes five times as long on a CPU
            mass = g.sum(-1, keepdim=True)
            total += float((mass.log() - hit).sum())
            g.div_(mass).scatter_add_(1, t, -torch.ones_like(t, dtype=g.dtype))
            g = g.to(hc.dtype)
            dh[rows] = (g @ wc).float()
            dw += (g.t() @ hc[rows]).float()
        ctx.save_for_backward(dh, dw)
        return torch.tensor(total / len(h))

    @staticmethod
    def backward(ctx, dy):
        dh, dw = ctx.saved_tensors
        n = float(dy) / len(dh)
        return dh * n, dw * n, None, None


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        d, h = config.dims, config.hidden

        def matrix(out, inner):
            return nn.Parameter(torch.randn(out, inner) * inner ** -0.5)

        self.attention_gain = nn.Parameter(torch.ones(d))
        self.qkv = matrix(3 * d, d)
        self.out = matrix(d, d)
        self.attention_alpha = nn.Parameter(torch.full((d,), 0.15))
        self.mlp_gain = nn.Parameter(torch.ones(d))
        self.gate_up = matrix(2 * h, d)
        self.down = matrix(d, h)
        self.mlp_alpha = nn.Parameter(torch.full((d,), 0.15))
        self.config = config

    def forward(self, x, shape, angles, mask, drop):
        c = self.config
        b, t = shape
        root = c.dims ** 0.5
        q, k, v = Product.apply(x * (self.attention_gain * root), self.qkv, c.half) \
            .view(b, t, 3, c.heads, c.dims // c.heads).unbind(2)
        q, k = Rotate.apply(q, angles), Rotate.apply(k, angles)
        q, k, v = (y.transpose(1, 2).reshape(b * c.heads, t, -1) for y in (q, k, v))
        a = Attend.apply(q, k, v, mask, c.half)
        a = a.view(b, c.heads, t, -1).transpose(1, 2).reshape(b * t, c.dims)
        x = Step.apply(x, drop(Product.apply(a, self.out, c.half)), self.attention_alpha)
        gate, up = Product.apply(x * (self.mlp_gain * root), self.gate_up, c.half).split(c.hidden, -1)
        return Step.apply(x, drop(Product.apply(Gate.apply(gate, up), self.down, c.half)), self.mlp_alpha)


class StoryModel(nn.Module):
    """start: (vocabulary, table_dims), NaN rows where the table has no such word."""

    def __init__(self, config, start, start_of_rest, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.config = config
        missing = torch.isnan(start[:, 0])
        frozen = torch.where(missing[:, None], torch.zeros(()), start)
        spread = float(start[~missing].std())
        free = torch.where(missing[:, None], start_of_rest, torch.zeros(()))
        self.register_buffer("frozen", frozen)
        self.register_buffer("missing", missing)
        self.free = nn.Parameter(free)  # (vocabulary, table_dims): used where the table has nothing
        self.extra = nn.Parameter(torch.randn(config.vocabulary, config.dims - config.table_dims) * spread * 0.7)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.final_gain = nn.Parameter(torch.full((config.dims,), 0.3))
        with torch.no_grad():
            self.offset = nn.Parameter(torch.zeros(config.vocabulary, config.dims))
            self.offset[:, config.table_dims:] = self.extra
        head = config.dims // config.heads
        turn = config.rope_base ** (-torch.arange(0, head, 2).float() / head)
        angle = torch.outer(torch.arange(config.context).float(), turn)
        self.register_buffer("angles", torch.polar(torch.ones_like(angle), angle)[:, None], persistent=False)
        mask = torch.full((config.context, config.context), float("-inf")).triu(1)
        self.register_buffer("mask", mask, persistent=False)

    def embedding(self):
        """(vocabulary, dims)"""
        words = torch.where(self.missing[:, None], self.free, self.frozen)
        return torch.cat([words, self.extra], 1)

    def unembedding(self):
        """(vocabulary, dims): the table's part plus what was learned."""
        pad = torch.zeros(len(self.frozen), self.config.dims - self.config.table_dims)
        return torch.cat([self.frozen, pad], 1) + self.offset

    def stream(self, ids, drop=None):
        """ids (b, t) -> normed last state (b*t, dims)."""
        drop = drop or (lambda x: x)
        b, t = ids.shape
        x = torch.nn.functional.embedding(ids.flatten(), self.embedding())
        x = torch.nn.functional.normalize(drop(x), dim=-1)
        for block in self.blocks:
            x = block(x, (b, t), self.angles[:t], self.mask[:t, :t], drop)
        return x * (self.final_gain * self.config.dims ** 0.5)

    def loss(self, ids, targets, drop=None):
        return CrossEntropy.apply(self.stream(ids, drop), self.unembedding(), targets.flatten(), self.config.half)

    @torch.no_grad()
    def logits(self, ids):
        return self.stream(ids) @ self.unembedding().t()
