"""Writes a checkpoint as one weights file for the C++ engine, and reads such a file back. README.md describes the format.

  export.py CHECKPOINT FILE [--int8]
"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np
import torch

import data
import model as M

MAGIC, VERSION, ALIGN = b"DETENTEM", 1, 64


def checksum(body):
    """FNV-1a over 8-byte words, the last bytes one by one, in hexadecimal."""
    total, mask = 0xCBF29CE484222325, (1 << 64) - 1
    whole = len(body) // 8 * 8
    for word in np.frombuffer(body[:whole], "<u8").tolist() + list(body[whole:]):
        total = (total ^ word) * 0x100000001B3 & mask
    return f"{total:016x}"


def is_float(name):
    """Small tables stay f32 in either file."""
    return name.startswith(("head.", "role", "distance", "encoder.case"))


def quantise(weight):
    """Symmetric int8 with one scale a row (an output channel, or a vocabulary entry): weight ~ row * scale."""
    scale = weight.abs().amax(1).clamp(min=1e-12) / 127
    return (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def tensors(model, int8, pieces):
    yield "vocabulary", np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8), None
    for name, w in model.state_dict().items():
        if int8 and w.dim() == 2 and not is_float(name):
            q, scale = quantise(w)
            yield name, q.numpy(), name + ".scale"
            yield name + ".scale", scale.numpy(), None
        else:
            yield name, w.float().contiguous().numpy(), None


def write(path, model, saved, pieces, int8):
    body, table = bytearray(), []
    kinds = {"float32": "f32", "int8": "i8", "uint8": "u8"}
    for name, array, scale in tensors(model, int8, pieces):
        entry = {"name": name, "dtype": kinds[str(array.dtype)], "shape": list(array.shape), "offset": len(body), "bytes": array.nbytes}
        table.append(entry | ({"scale": scale} if scale else {}))
        body += array.tobytes()
        body += bytes(-len(body) % ALIGN)
    header = {"precision": "int8" if int8 else "fp32", "checksum": checksum(bytes(body)), "data_bytes": len(body),
              "hyper": {"hidden": M.HIDDEN, "layers": M.LAYERS, "attention_heads": M.ATTENTION_HEADS, "inner": M.INNER, "pair": M.PAIR,
                        "reach": M.REACH, "epsilon": M.EPSILON, "positions": 512, "max_pieces": data.MAX_PIECES, "word_vector": "first piece"},
              "labels": {"case": data.CASES, "trigger": ["none"] + data.TYPES, "status": data.STATUSES, "mode": data.MODES, "mention": data.MENTIONS,
                         "sector": data.SECTORS, "statement": data.STATEMENT_PARTS, "statement_bio": ["O", "B", "I"], "role": data.ROLES},
              "thresholds": data.THRESHOLDS | saved["thresholds"],
              "special": {"unknown": "[UNK]", "begin": "[CLS]", "end": "[SEP]"}, "tensors": table}
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-(24 + len(text)) % ALIGN)
    Path(path).write_bytes(MAGIC + struct.pack("<IIQ", VERSION, 0, len(text)) + text + body)


def read(path):
    """The model of a weights file (int8 is turned back into f32) and the file's header."""
    raw = Path(path).read_bytes()
    version, _, size = struct.unpack("<IIQ", raw[8:24])
    assert raw[:8] == MAGIC and version == VERSION, "not a weights file of this version"
    header, body = json.loads(raw[24:24 + size]), raw[24 + size:]
    assert checksum(body) == header["checksum"], "damaged"
    kinds = {"f32": np.float32, "i8": np.int8, "u8": np.uint8}
    arrays = {t["name"]: torch.from_numpy(np.frombuffer(body, kinds[t["dtype"]], int(np.prod(t["shape"])), t["offset"]).reshape(t["shape"]).copy())
              for t in header["tensors"]}
    scale = {t["name"]: t["scale"] for t in header["tensors"] if "scale" in t}
    state = {n: a.float() * arrays[scale[n]][:, None] if n in scale else a for n, a in arrays.items() if n != "vocabulary" and not n.endswith(".scale")}
    model = M.Model()
    model.load_state_dict(state)
    return model.eval(), header


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint"), parser.add_argument("file"), parser.add_argument("--int8", action="store_true")
    options = parser.parse_args()
    model, saved = M.load(options.checkpoint)
    write(options.file, model, saved, data.Tokenizer(data.VOCABULARY).pieces, options.int8)
    print(options.file, Path(options.file).stat().st_size)


if __name__ == "__main__":
    main()
