"""Writing ONNX: float16 weights cast at load, and int8 weights stored once for two graphs."""
import os
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SMALL = 2048  # weights with fewer elements stay float32


def trace(module, inputs, names, outputs, dynamic, path):
    torch.onnx.export(module, inputs, path, input_names=names, output_names=outputs, dynamic_axes=dynamic,
                      opset_version=17, dynamo=False, do_constant_folding=True)
    return onnx.load(path)


def arrays(graph):
    return {t.name: numpy_helper.to_array(t) for t in graph.initializer}


def replace_file(path, write):
    write(path + ".part")
    os.replace(path + ".part", path)


def store_half(model, path):
    """Every large float32 weight becomes float16 followed by a Cast."""
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < SMALL:
            continue
        value, name = numpy_helper.to_array(tensor), tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(value.astype(np.float16), name + "_half"))
        casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    replace_file(path, lambda p: onnx.save(model, p))


def gemm_to_matmul(graph):
    """Gemm(x, W, b, transB=1) becomes MatMul + Add, so that one rule quantises every linear layer."""
    values = arrays(graph)
    for index, node in enumerate(list(graph.node)):
        if node.op_type != "Gemm" or node.input[1] not in values:
            continue
        transposed = any(a.name == "transB" and a.i for a in node.attribute)
        weight = values[node.input[1]].T if transposed else values[node.input[1]]
        name = node.output[0] + "_weight"
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(weight), name))
        position = list(graph.node).index(node)
        graph.node.remove(node)
        graph.node.insert(position, helper.make_node("Add", [name + "_out", node.input[2]], [node.output[0]]))
        graph.node.insert(position, helper.make_node("MatMul", [node.input[0], name], [name + "_out"]))


def quantise(weight):
    """Symmetric 8 bits per output column: weight ~ codes * scale.

    Files hold codes + 128 as uint8: with int8 weights, ONNX Runtime's integer MatMul saturates on CPUs without VNNI
    (measured here: wrong by 99451 of about 2e5); with uint8 it is exact everywhere.
    """
    scale = np.maximum(np.abs(weight).max(0, keepdims=True), 1e-8) / 127
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def used(graph):
    names = {name for node in graph.node for name in node.input}
    for tensor in [t for t in graph.initializer if t.name not in names]:
        graph.initializer.remove(tensor)


class SharedData:
    """One external file for several graphs: a tensor is written once and referred to by name."""

    def __init__(self, location):
        self.location, self.blob, self.offsets = location, bytearray(), {}

    def add(self, name, array):
        if name not in self.offsets:
            self.blob += b"\0" * (-len(self.blob) % 64)
            self.offsets[name] = (len(self.blob), array.nbytes)
            self.blob += np.ascontiguousarray(array).tobytes()
        offset, length = self.offsets[name]
        tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(array.dtype), dims=array.shape,
                             data_location=TensorProto.EXTERNAL)
        for key, value in (("location", self.location), ("offset", offset), ("length", length)):
            tensor.external_data.add(key=key, value=str(value))
        return tensor


def store_int8(model, folder, data_name="weights.data"):
    """folder/model.onnx (weights become float at load) and folder/model_q8d.onnx (integer MatMul), one weight file."""
    gemm_to_matmul(model.graph)
    data, files = SharedData(data_name), {}
    for file, dynamic in (("model.onnx", False), ("model_q8d.onnx", True)):
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        quantise_graph(copy.graph, data, dynamic)
        files[file] = copy
    replace_file(os.path.join(folder, data_name), lambda p: open(p, "wb").write(bytes(data.blob)))
    for file, graph in files.items():
        replace_file(os.path.join(folder, file), lambda p: onnx.save(graph, p))


def integer_path(node):
    """Whether a layer may multiply integers: not the first, the last, and those that read a gated product, whose outliers one scale cannot hold."""
    return not any(part in node.name for part in ("/input/", "/output/", "/down/"))


def quantise_graph(graph, data, dynamic):
    values, nodes, seen, inputs = arrays(graph), [], set(), {}
    for node in graph.node:
        weight = values.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is None or weight.ndim != 2 or weight.size < 4 * SMALL:
            nodes.append(node)
            continue
        name, (x, w), out = node.input[1], node.input, node.output[0]
        codes, scale = quantise(weight)
        if name not in seen:
            stored = (codes.astype(np.int16) + 128).astype(np.uint8)
            graph.initializer.extend([data.add(name + "_codes", stored), data.add(name + "_scale", scale)])
        if not dynamic or not integer_path(node):
            if name not in seen:
                nodes += [helper.make_node("Cast", [name + "_codes"], [name + "_cast"], to=TensorProto.FLOAT),
                          helper.make_node("Sub", [name + "_cast", "middle_float"], [name + "_centred"]),
                          helper.make_node("Mul", [name + "_centred", name + "_scale"], [name + "_float"])]
            nodes.append(helper.make_node("MatMul", [x, name + "_float"], [out]))
        else:
            if x not in inputs:
                inputs[x] = [f"{x}_u8", f"{x}_u8_scale", f"{x}_u8_zero"]
                nodes.append(helper.make_node("DynamicQuantizeLinear", [x], inputs[x]))
            codes8, step, zero = inputs[x]
            nodes += [helper.make_node("MatMulInteger", [codes8, name + "_codes", zero, "middle"], [out + "_i32"]),
                      helper.make_node("Cast", [out + "_i32"], [out + "_f32"], to=TensorProto.FLOAT),
                      helper.make_node("Mul", [step, name + "_scale"], [out + "_step"]),
                      helper.make_node("Mul", [out + "_f32", out + "_step"], [out])]
        seen.add(name)
    graph.initializer.extend([numpy_helper.from_array(np.array(128, np.uint8), "middle"),
                              numpy_helper.from_array(np.array(128, np.float32), "middle_float")])
    del graph.node[:]
    graph.node.extend(nodes)
    used(graph)
    for tensor in list(graph.initializer):
        if tensor.data_location != TensorProto.EXTERNAL and np.prod(tensor.dims) >= SMALL:
            graph.initializer.remove(tensor)
            graph.initializer.append(data.add(tensor.name, numpy_helper.to_array(tensor)))
