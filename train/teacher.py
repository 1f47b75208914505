"""A larger encoder whose answers train ours (distil.py): MPNet, as all-mpnet-base-v2 has it (Apache-2.0), with our
embedding of letter case. Takes the same wordpieces: its vocabulary is BERT's, moved by four."""
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import data
import model as M

BASE = Path("/tmp/train/mp/all-mpnet-base-v2")
WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY = 768, 12, 12, 3072, 30527
BUCKETS, FARTHEST = 32, 128  # of relative positions
FIRST_POSITION = 2
EPSILON = 1e-5
SPECIAL = {101: 0, 102: 2, 103: 30526}  # [CLS], [SEP], [MASK]


def bucket(away):
    """Relative positions as T5 puts them into buckets: one each when near, logarithmic when far, by direction."""
    half = BUCKETS // 2
    exact = half // 2
    far = exact + (torch.log(away.abs().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return (away > 0).long() * half + torch.where(away.abs() < exact, away.abs(), far.clamp(max=half - 1))


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query, self.key, self.value, self.attention_out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm, self.inner_norm = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.inner, self.inner_out = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, bias):
        shape = (*x.shape[:2], ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype)).transpose(1, 2).reshape(x.shape)
        x = self.attention_norm(x + self.dropout(self.attention_out(a)))
        return self.inner_norm(x + self.dropout(self.inner_out(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    width = WIDTH

    def __init__(self, dropout=0.1):
        super().__init__()
        self.word, self.position = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(514, WIDTH)
        self.case = nn.Embedding(len(data.CASES), WIDTH)
        self.near = nn.Embedding(BUCKETS, ATTENTION_HEADS)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, EPSILON), nn.Dropout(dropout)
        self.layer = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        ids = torch.arange(30522) + 4
        for theirs, ours in SPECIAL.items():
            ids[theirs] = ours
        self.register_buffer("ids", ids, persistent=False)

    def forward(self, pieces, cases, real):
        """As model.Encoder's."""
        at = torch.arange(pieces.shape[1])
        x = self.word(self.ids[pieces]) + self.position(at + FIRST_POSITION) + self.case(cases)
        x = self.dropout(self.norm(x))
        bias = self.near(bucket(at[None] - at[:, None])).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~real[:, None, None, :], -1e4)
        for layer in self.layer:
            x = layer(x, bias)
        return x


def load_base(encoder):
    base = M.read_safetensors(BASE / "model.safetensors")
    names = {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "attention_out": "attention.attn.o",
             "attention_norm": "attention.LayerNorm", "inner": "intermediate.dense", "inner_out": "output.dense", "inner_norm": "output.LayerNorm"}
    state = {"word.weight": base["embeddings.word_embeddings.weight"], "position.weight": base["embeddings.position_embeddings.weight"],
             "norm.weight": base["embeddings.LayerNorm.weight"], "norm.bias": base["embeddings.LayerNorm.bias"],
             "near.weight": base["encoder.relative_attention_bias.weight"]}
    for i in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layer.{i}.{ours}.{part}"] = base[f"encoder.layer.{i}.{theirs}.{part}"]
    missing, surplus = encoder.load_state_dict(state, strict=False)
    assert missing == ["case.weight"] and not surplus, (missing, surplus)
