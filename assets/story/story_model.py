"""The story model in PyTorch, with hand-written backward passes so that two CPU cores train it in hours.

A llama-like transformer (RMSNorm, rotary positions, SwiGLU, no biases), causal for the writer, reading both ways for the
reader, with two differences, both written into the model's configuration:

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

PAIR_SCALE = 10.0  # of cosines, as the aim's scale begins


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
    causal: bool = True  # False: a token reads what follows it too
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
        ctx.kind = x.dtype
        if half:
            x, w = x.bfloat16(), w.bfloat16()
        ctx.save_for_backward(x, w)
        return x @ w.t()

    @staticmethod
    def backward(ctx, dy):
        x, w = ctx.saved_tensors
        return (dy @ w).to(ctx.kind), (dy.t() @ x).float(), None


def rotate(x, angles):
    """Rotary positions: adjacent pairs of x (b, t, 2, h, s) times angles (t, 1, 1, s/2), complex."""
    return torch.view_as_real(torch.view_as_complex(x.float().unflatten(-1, (-1, 2))) * angles).flatten(-2)


class Attend(Function):
    """Attention of queries, keys and values (b, t, 3, h, s) with rotary positions; mask (t, t), 0 or -inf, or None."""

    @staticmethod
    def heads_first(x):
        """(b, t, h, s) -> (b h, t, s)"""
        return x.transpose(1, 2).flatten(0, 1)

    @staticmethod
    def heads_last(x, b):
        """(b h, t, s) -> (b, t, h, s)"""
        return x.unflatten(0, (b, -1)).transpose(1, 2)

    @staticmethod
    def forward(ctx, qkv, angles, mask):
        turned = rotate(qkv[:, :, :2], angles)
        ctx.scale = qkv.shape[-1] ** -0.5
        q = Attend.heads_first(turned[:, :, 0].mul_(ctx.scale).to(qkv.dtype))
        k = Attend.heads_first(turned[:, :, 1].to(qkv.dtype))
        v = Attend.heads_first(qkv[:, :, 2])
        scores = q @ k.transpose(1, 2)
        p = torch.softmax(scores if mask is None else scores.add_(mask), -1)
        ctx.save_for_backward(q, k, v, p, angles)
        return Attend.heads_last(p @ v, len(qkv)).flatten(2)

    @staticmethod
    def backward(ctx, dy):
        q, k, v, p, angles = ctx.saved_tensors
        b = len(dy)
        dy = Attend.heads_first(dy.unflatten(2, (len(q) // b, -1)))
        dp = dy @ v.transpose(1, 2)
        ds = torch._softmax_backward_data(dp, p, -1, p.dtype)
        turned = torch.stack([Attend.heads_last(ds @ k, b) * ctx.scale, Attend.heads_last(ds.transpose(1, 2) @ q, b)], 2)
        dqk = rotate(turned, angles.conj()).to(dy.dtype)
        return torch.cat([dqk, Attend.heads_last(p.transpose(1, 2) @ dy, b)[:, :, None]], 2), None, None


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
        ctx.kind = f.dtype
        f = f.float()
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
        return dx, df.to(ctx.kind), dalpha


class CrossEntropy(Function):
    """Mean loss of h (n, d) times w (v, d) against targets (n); logits live for one slice of rows only.

    By hand, since torch's log_softmax takes five times as long on a CPU. The logits of a stream on the shell are small:
    no largest one has to be taken away before their powers of e."""

    ROWS = 512

    @staticmethod
    def forward(ctx, h, w, targets, half):
        hc, wc = (h.bfloat16(), w.bfloat16()) if half else (h, w)
        hits = w[targets]
        total = -float((h * hits).sum())
        dh, dw = torch.empty_like(h), torch.zeros_like(w)
        for at in range(0, len(h), CrossEntropy.ROWS):
            rows = slice(at, at + CrossEntropy.ROWS)
            powers = (wc @ hc[rows].t()).exp_()
            mass = powers.sum(0, dtype=torch.float32)[:, None]
            total += float(mass.log().sum())
            dh[rows] = (powers.t() @ wc).float().div_(mass)
            dw += powers @ (h[rows] / mass).to(hc.dtype)
        dh -= hits
        dw.index_add_(0, targets, h, alpha=-1)
        ctx.save_for_backward(dh, dw)
        return torch.tensor(total / len(h))

    @staticmethod
    def backward(ctx, dy):
        dh, dw = ctx.saved_tensors
        n = float(dy) / len(dh)
        return dh.mul_(n), dw.mul_(n), None, None


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
        qkv = Product.apply(x * (self.attention_gain * root), self.qkv, c.half).view(b, t, 3, c.heads, -1)
        a = Attend.apply(qkv, angles, mask).view(b * t, c.dims)
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
        self.aim_scale = nn.Parameter(torch.tensor(10.0).log())
        with torch.no_grad():
            self.offset = nn.Parameter(torch.zeros(config.vocabulary, config.dims))
            self.offset[:, config.table_dims:] = self.extra
        head = config.dims // config.heads
        turn = config.rope_base ** (-torch.arange(0, head, 2).float() / head)
        angle = torch.outer(torch.arange(config.context).float(), turn)
        self.register_buffer("angles", torch.polar(torch.ones_like(angle), angle)[:, None, None], persistent=False)
        mask = torch.full((config.context, config.context), float("-inf")).triu(1) if config.causal else None
        self.register_buffer("mask", mask, persistent=False)

    def embedding(self):
        """(vocabulary, dims)"""
        words = torch.where(self.missing[:, None], self.free, self.frozen)
        return torch.cat([words, self.extra], 1)

    def unembedding(self):
        """(vocabulary, dims): the table's part plus what was learned."""
        pad = torch.zeros(len(self.frozen), self.config.dims - self.config.table_dims)
        return torch.cat([self.frozen, pad], 1) + self.offset

    def states(self, ids, drop=None):
        """ids (b, t) -> the residual stream (b*t, dims) before the blocks and after each, of length 1."""
        drop = drop or (lambda x: x)
        b, t = ids.shape
        x = torch.nn.functional.embedding(ids.flatten(), self.embedding())
        states = [torch.nn.functional.normalize(drop(x), dim=-1)]
        mask = None if self.mask is None else self.mask[:t, :t]
        for block in self.blocks:
            states.append(block(states[-1], (b, t), self.angles[:t], mask, drop))
        return states

    def normed(self, last):
        """What the unembedding reads of the last state."""
        return last * (self.final_gain * self.config.dims ** 0.5)

    def stream(self, ids, drop=None):
        """ids (b, t) -> normed last state (b*t, dims)."""
        return self.normed(self.states(ids, drop)[-1])

    def word_loss(self, last, targets):
        """last (n, dims): the stream's end where the next or the hidden word is to be told; targets (n)."""
        return CrossEntropy.apply(self.normed(last), self.unembedding(), targets, self.config.half)

    def aim_loss(self, states, words):
        """states (n, dims): their drawn part is to point to the word at hand rather than to the other words."""
        drawn = torch.nn.functional.normalize(states[:, :self.config.table_dims], dim=-1)
        others, own = words.unique(return_inverse=True)
        directions = torch.nn.functional.normalize(self.frozen[others], dim=-1)
        return CrossEntropy.apply(drawn * self.aim_scale.exp(), directions, own, self.config.half)

    def pair_loss(self, states, pairs, words):
        """states (n, dims); pairs (m, 2): places of one word in one text each; words (m). Each state is to be nearer to
        that of its own text than to those of the same word in other texts, in the drawn part and in all dimensions."""
        other_word = words[:, None] != words[None]
        own = torch.arange(len(words))
        loss = torch.zeros(())
        for dims in (self.config.table_dims, self.config.dims):
            a, b = (torch.nn.functional.normalize(states[pairs[:, side], :dims], dim=-1) for side in (0, 1))
            scores = (PAIR_SCALE * a @ b.t()).masked_fill(other_word, float("-inf"))
            loss = loss + sum(torch.nn.functional.cross_entropy(s, own) for s in (scores, scores.t()))
        return loss / 4
