"""The encoder (BERT, as MiniLM has it, with an embedding of letter case) and its heads."""
import json
import struct

import torch
from torch import nn
from torch.nn import functional as F

import data

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, PAIR, REACH = 384, 6, 12, 1536, 256, 15
EPSILON = 1e-12
HEADS = {"trigger": 1 + len(data.TYPES), "status": len(data.STATUSES), "mode": len(data.MODES), "claimed": 1,
         "mention": len(data.MENTIONS), "sector": len(data.SECTORS), "statement": 3 * len(data.STATEMENT_PARTS)}


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.query, self.key, self.value, self.attention_out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.attention_norm, self.inner_norm = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.inner, self.inner_out = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        shape = (*x.shape[:2], ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, mask)
        a = a.transpose(1, 2).reshape(x.shape)
        x = self.attention_norm(x + self.dropout(self.attention_out(a)))
        return self.inner_norm(x + self.dropout(self.inner_out(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    width = HIDDEN

    def __init__(self, vocabulary=30522, dropout=0.1):
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, HIDDEN), nn.Embedding(512, HIDDEN)
        self.case = nn.Embedding(len(data.CASES), HIDDEN)
        self.norm, self.dropout = nn.LayerNorm(HIDDEN, EPSILON), nn.Dropout(dropout)
        self.layer = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces, cases, real):
        """pieces, cases: [batch, length]; real: true where not padding. Returns [batch, length, HIDDEN]."""
        x = self.word(pieces) + self.position.weight[:pieces.shape[1]] + self.case(cases)
        x = self.dropout(self.norm(x))
        for layer in self.layer:
            x = layer(x, real[:, None, None, :])
        return x


class Model(nn.Module):
    """Heads on an encoder: ours, or a larger one that teaches it (teacher.py)."""

    def __init__(self, encoder=None, dropout=0.1):
        super().__init__()
        self.encoder = encoder or Encoder(dropout=dropout)
        width = self.encoder.width
        self.head = nn.ModuleDict({name: nn.Linear(width, n) for name, n in HEADS.items()})
        self.predicate, self.argument = nn.Linear(width, PAIR), nn.Linear(width, PAIR)
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        self.role = nn.Linear(PAIR, len(data.ROLES))
        self.dropout = nn.Dropout(dropout)
        for p in (*self.head.parameters(), *self.predicate.parameters(), *self.argument.parameters(), self.distance.weight, self.role.weight):
            nn.init.normal_(p, std=0.02)
        nn.init.zeros_(self.encoder.case.weight)

    def words(self, batch):
        """The vector of each word: its first piece's. [batch, words, width]"""
        x = self.encoder(batch["pieces"], batch["cases"], batch["real"])
        return self.dropout(x.gather(1, batch["first"][:, :, None].expand(-1, -1, x.shape[2])))

    def roles(self, words, sentence, start, end):
        """Logits [predicates, words, roles] of every word of the predicate's sentence; a predicate is words start..end."""
        p = span_mean(words, sentence, start, end)
        at = torch.arange(words.shape[1])[None]
        away = torch.where(at < start[:, None], at - start[:, None], (at - end[:, None] + 1).clamp(min=0))
        pair = self.predicate(p)[:, None] + self.argument(words)[sentence] + self.distance(away.clamp(-REACH, REACH) + REACH)
        return self.role(self.dropout(F.relu(pair)))


def span_mean(words, sentence, start, end):
    at = torch.arange(words.shape[1])[None]
    inside = ((at >= start[:, None]) & (at < end[:, None])).to(words.dtype)
    return (inside[:, :, None] * words[sentence]).sum(1) / inside.sum(1, keepdim=True)


def collate(sentences):
    """Pads. `first` of padding words points at [CLS]; `exists` tells which words are real."""
    length, width = max(len(s.pieces) for s in sentences), max(1, max(len(s.words) for s in sentences))
    pad = lambda rows, n: torch.tensor([r + [0] * (n - len(r)) for r in rows])
    batch = {"pieces": pad([s.pieces for s in sentences], length), "cases": pad([s.cases for s in sentences], length),
             "first": pad([s.first for s in sentences], width)}
    batch["real"] = torch.arange(length)[None] < torch.tensor([[len(s.pieces)] for s in sentences])
    batch["exists"] = torch.arange(width)[None] < torch.tensor([[len(s.words)] for s in sentences])
    return batch


def read_safetensors(path):
    with open(path, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        body = bytearray(f.read())
    kinds = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}
    return {name: torch.frombuffer(body, dtype=kinds[t["dtype"]], offset=t["data_offsets"][0],
                                   count=(t["data_offsets"][1] - t["data_offsets"][0]) // kinds[t["dtype"]].itemsize).view(t["shape"])
            for name, t in header.items() if name != "__metadata__"}


def load_base(encoder, path):
    """MiniLM's weights; the embedding of token type 0 is added to every position."""
    base = {k.removeprefix("bert."): v.float() for k, v in read_safetensors(path).items()}
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "attention_out": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
             "inner": "intermediate.dense", "inner_out": "output.dense", "inner_norm": "output.LayerNorm"}
    state = {"word.weight": base["embeddings.word_embeddings.weight"],
             "position.weight": base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0],
             "norm.weight": base["embeddings.LayerNorm.weight"], "norm.bias": base["embeddings.LayerNorm.bias"]}
    for i in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layer.{i}.{ours}.{part}"] = base[f"encoder.layer.{i}.{theirs}.{part}"]
    missing, surplus = encoder.load_state_dict(state, strict=False)
    assert missing == ["case.weight"] and not surplus, (missing, surplus)


def save(model, path, **notes):
    torch.save({"state": model.state_dict(), **notes}, path)


def load(path):
    saved = torch.load(path, weights_only=False)
    encoder = None
    if saved.get("options", {}).get("teacher"):
        import teacher
        encoder = teacher.Encoder()
    model = Model(encoder)
    model.load_state_dict(saved["state"])
    return model.eval(), saved
