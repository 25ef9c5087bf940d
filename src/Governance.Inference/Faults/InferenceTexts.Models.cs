namespace Governance.Inference;

/// <content>Faults of model files, and of models that do not fit their descriptions.</content>
public static partial class InferenceTexts
{
    private static (string Key, string What, string Remedy)[] Models =>
        [
            (
                "not-onnx",
                "The file is not a valid ONNX model: {8}.",
                "Export or download it again and compare its size and digest with the source."
            ),
            ("onnx-without-graph", "it has no graph or no format version", ""),
            ("onnx-without-output", "its graph has no output", ""),
            ("onnx-nested-too-deep", "its graphs are nested deeper than {0}", ""),
            ("onnx-too-many-edges", "it has more than {0} inputs or outputs", ""),
            ("onnx-too-many-operator-sets", "it imports more than {0} operator sets", ""),
            ("onnx-too-much-metadata", "it has more than {0} lines of metadata", ""),
            ("onnx-weights-shape", "the weights “{0}” claim the shape [{1}]", ""),
            ("onnx-weights-bytes", "the weights “{0}” have {1} bytes for {2} numbers of {3}", ""),
            ("onnx-too-many-axes", "a shape has more than {0} axes", ""),
            ("onnx-field-number", "a field is numbered {0}", ""),
            ("onnx-field-length", "field {0} claims {1} bytes where {2} are left", ""),
            ("onnx-field-text", "the text of field {0} is {1} bytes long", ""),
            ("onnx-field-wire-type", "field {0} has the wire type {1}", ""),
            ("onnx-field-other-wire-type", "field {0} has the wire type {1} in place of {2}", ""),
            ("onnx-field-repeats", "field {0} repeats more than {1} times", ""),
            ("onnx-field-cut-off", "it ends in the middle of field {0}", ""),
            ("onnx-number-cut-off", "it ends in the middle of a number", ""),
            ("onnx-number-too-long", "a number is longer than ten bytes", ""),
            (
                "model-too-large",
                "The model is larger than {0} MiB.",
                "Use a smaller or quantised model, or raise the limit in the settings."
            ),
            (
                "format-version-unknown",
                "The model has format version {0}; this portal reads up to {1}.",
                "Export it with an older format version."
            ),
            (
                "operator-set-unknown",
                "The model uses operator set {0}; this portal knows up to {1}.",
                "Export it for an older operator set."
            ),
            (
                "operator-unknown",
                "The model uses the operator {0} of the domain “{1}”, which ONNX Runtime does not include.",
                "Export it with standard operators only; this portal does not load native operator libraries."
            ),
            (
                "weights-not-finite",
                "The weights “{0}” contain NaN or an infinity.",
                "The training failed or the file is damaged; export a valid checkpoint."
            ),
            (
                "weights-nan",
                "The weights “{0}” contain NaN.",
                "The training failed or the file is damaged; export a valid checkpoint."
            ),
            (
                "weights-elsewhere",
                "The weights “{0}” are in another file (external data).",
                "Export the model as one file of at most 2 GiB."
            ),
            ("input-not-a-tensor", "The input “{0}” is not a tensor.", "Export the model with tensors as inputs."),
            ("input-too-large", "The input “{0}” needs {1} numbers.", "Use a model with smaller inputs."),
            (
                "input-type-unknown",
                "The input “{0}” has the type {1}, which this portal does not support.",
                "Export the model with float, integer or bool inputs."
            ),
            (
                "model-does-not-run",
                "The model loads but does not run on input of its declared shapes.",
                "Run it where it was made on input of these shapes, or export it with fixed input lengths."
            ),
            (
                "model-rejected",
                "ONNX Runtime rejects the model.",
                "Check it where it was made, with onnx.checker and a test run, then export it again."
            ),
            (
                "gpu-required",
                "A GPU is required but not available: {8}",
                "Install the GPU build of ONNX Runtime and its driver, or allow the CPU."
            ),
            ("gpu-not-in-build", "This build of ONNX Runtime computes on {0} only.", ""),
            ("gpu-does-not-open", "The GPU or its driver cannot be opened.", ""),
            ("file-empty", "The file is empty.", "Upload the model itself."),
            (
                "file-lfs-pointer",
                "This is a Git LFS pointer of {0} bytes, not the model{1}.",
                "Fetch the file itself with “git lfs pull” and upload that."
            ),
            (
                "file-annex-pointer",
                "This is a git-annex pointer, not the model.",
                "Fetch the file itself with “git annex get” and upload that."
            ),
            (
                "file-zip",
                "This is a zip archive (PyTorch checkpoints look like this), not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "file-hdf",
                "This is an HDF5 file (Keras models look like this), not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "file-tflite",
                "This is a TensorFlow Lite model, not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "file-ort",
                "This is a model in ONNX Runtime's own format, not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "file-text",
                "This is text (a web page or JSON), not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "file-safetensors",
                "This is a safetensors file, not an ONNX model.",
                "Export the model to ONNX and upload that file."
            ),
            (
                "input-not-described",
                "The model needs the input {0}, which the encoder's description does not name.",
                "Add it to the description, under “fixed” if it is the same for every sample, or choose the model "
                    + "that belongs to it."
            ),
            (
                "input-not-in-model",
                "The model has no input “{0}”; it has {1}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "rows-differ",
                "The model takes {0} rows in a call; the description says {1}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "fixed-input-of-sample",
                "The input “{0}” is filled from the sample; it cannot be fixed as well.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "fixed-input-type",
                "The input {0} takes {1}; the description fixes {2}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "fixed-input-shape",
                "The model takes {0}; the description fixes [{1}].",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "fixed-input-rows",
                "The input {0} takes {1} rows in a call, another input {2}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "tokens-differ",
                "The model takes {0} tokens; the description allows {1}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "input-type-differs",
                "The input {0} takes {1}; the encoder feeds {2}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "input-shape-differs",
                "The model takes {0}; the description prepares [N, {1}].",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "output-not-in-model",
                "The model has no output “{0}”; it has {1}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "output-type-differs",
                "The output {0} is {1}; vectors are Float.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "output-width-differs",
                "The output {0} does not give vectors of {1} numbers with pooling {2}.",
                "Correct the encoder's description, or choose the model that belongs to it."
            ),
            (
                "output-shape-differs",
                "The output “{0}” has the shape [{1}], which does not give vectors of {2}.",
                "Correct the encoder's dimension or pooling."
            ),
            (
                "encoder-fails-on-test-input",
                "The encoder fails on test input. {8}",
                "Correct its description or its model."
            ),
            (
                "vectors-depend-on-batch",
                "The vector of an input changes by {0} with the other inputs of its batch; at most {1} is allowed.",
                "Set “rowsPerCall” to 1, so that each input is computed alone, or export the model for inference, "
                    + "with an attention mask where it pads."
            ),
            (
                "vectors-vary",
                "The same input gives vectors that differ by {0}; at most {1} is allowed.",
                "Export the model for inference: without dropout or other random operators."
            ),
            ("description-contradicts", "{8}", "Correct the encoder's description."),
        ];
}
