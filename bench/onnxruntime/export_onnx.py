"""The encoder of a weights file as an ONNX model in dynamic int8.

The graph is the one that ONNX Runtime's optimiser makes of a BERT: query, key and value in one product, and the fused
operators Attention, SkipLayerNormalization and BiasGelu. `quantize_dynamic` then turns its products into int8.
"""
import json
import logging
import struct

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

KERNELS = "com.microsoft"


class Weights:
    """A weights file, read as train/README.md describes it; its tensors as float32."""

    def __init__(self, path):
        with open(path, "rb") as file:
            magic, _, _, length = struct.unpack("<8sIIQ", file.read(24))
            if magic != b"DETENTEM":
                raise SystemExit(f"{path}: these are no weights of the learned model")
            header = json.loads(file.read(length))
            self.data = file.read()
        self.hyper = header["hyper"]
        self.tensors = {tensor["name"]: tensor for tensor in header["tensors"]}

    def __getitem__(self, name):
        tensor = self.tensors[name]
        kind = {"f32": np.float32, "i8": np.int8}[tensor["dtype"]]
        values = np.frombuffer(self.data, kind, tensor["bytes"] // kind().itemsize, tensor["offset"])
        values = values.reshape(tensor["shape"]).astype(np.float32)
        return values * self[tensor["scale"]].reshape(-1, 1) if "scale" in tensor else values


class Graph:
    """Nodes and constants, as they are added."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, values):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator, inputs, name, domain="", **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [name], name, domain=domain, **attributes))
        return name


def add_embedding(graph, weights):
    rows = []
    for table, index in (("word", "ids"), ("position", "positions"), ("case", "cases")):
        values = graph.constant(f"{table}_table", weights[f"encoder.{table}.weight"])
        rows.append(graph.add("Gather", [values, index], f"{table}_rows"))
    total = graph.add("Add", [graph.add("Add", [rows[0], rows[2]], "word_and_case"), rows[1]], "embedded")
    gain = graph.constant("norm_gain", weights["encoder.norm.weight"])
    bias = graph.constant("norm_bias", weights["encoder.norm.bias"])
    return graph.add("LayerNormalization", [total, gain, bias], "x0", axis=-1, epsilon=weights.hyper["epsilon"])


def add_layer(graph, weights, number, x):
    name = f"encoder.layer.{number}."

    def product(inputs, layer):
        values = graph.constant(f"{layer}{number}_weight", weights[f"{name}{layer}.weight"].T)
        return graph.add("MatMul", [inputs, values], f"{layer}{number}")

    def bias_of(layer):
        return graph.constant(f"{layer}{number}_bias", weights[f"{name}{layer}.bias"])

    def norm(inputs, output, layer, result):
        values = [graph.constant(f"{layer}{number}_{kind}", weights[f"{name}{layer}.{kind}"])
                  for kind in ("weight", "bias")]
        return graph.add("SkipLayerNormalization", [inputs, product(output, layer.replace("norm", "out")), *values,
                                                    bias_of(layer.replace("norm", "out"))],
                         result, KERNELS, epsilon=weights.hyper["epsilon"])

    three = ("query", "key", "value")
    stacked = graph.constant(f"three{number}_weight",
                             np.concatenate([weights[f"{name}{part}.weight"].T for part in three], axis=1))
    biases = graph.constant(f"three{number}_bias", np.concatenate([weights[f"{name}{part}.bias"] for part in three]))
    mixed = graph.add("Attention", [x, stacked, biases, "lengths"], f"attention{number}", KERNELS,
                      num_heads=weights.hyper["attention_heads"])
    x = norm(x, mixed, "attention_norm", f"attended{number}")
    inner = graph.add("BiasGelu", [product(x, "inner"), bias_of("inner")], f"gelu{number}", KERNELS)
    return norm(x, inner, "inner_norm", f"x{number + 1}")


def whole_graph(weights):
    graph = Graph()
    x = add_embedding(graph, weights)
    for number in range(weights.hyper["layers"]):
        x = add_layer(graph, weights, number, x)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name, shape in (
        ("ids", ["batch", "length"]), ("cases", ["batch", "length"]), ("positions", ["length"]),
        ("lengths", ["batch"]))]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", "length", weights.hyper["hidden"]])
    return helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.constants)


def export(weights_path, fp32_path, int8_path, per_channel):
    """Writes the encoder twice: in float32, and in int8 as ONNX Runtime quantises it."""
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(KERNELS, 1)]
    model = helper.make_model(whole_graph(Weights(weights_path)), opset_imports=versions, ir_version=8)
    onnx.save(model, fp32_path)
    logging.getLogger().setLevel(logging.ERROR)  # it would advise to optimise the graph first, which is done
    quantize_dynamic(fp32_path, int8_path, weight_type=QuantType.QInt8, per_channel=per_channel,
                     op_types_to_quantize=["MatMul", "Attention"],
                     extra_options={"DefaultTensorType": TensorProto.FLOAT})
