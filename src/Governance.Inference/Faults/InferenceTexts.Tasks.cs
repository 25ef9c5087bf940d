namespace Governance.Inference;

/// <content>Faults of the data or the options of a training.</content>
public static partial class InferenceTexts
{
    private static (string Key, string What, string Remedy)[] Tasks =>
        [
            (
                "checkpoint-damaged",
                "These bytes are not a checkpoint of a training, or they are damaged.",
                "Start the training again from the beginning."
            ),
            (
                "checkpoint-of-other",
                "The checkpoint belongs to another training.",
                "Start again from the beginning, or give the same samples, split and options."
            ),
            ("count-differs", "There are {0} {1} for {2} rows.", "Give one for each row."),
            ("mask-unknown", "A mask is {0}.", "Masks run from 0 to 7."),
            (
                "vectors-of-other-encoder",
                "The {0} vectors have dimension {1}; the model was trained on {2}.",
                "Embed with the encoder that the model was trained with."
            ),
            ("option-out-of-range", "{0} is out of range.", "Choose a value {1}."),
            (
                "not-a-fusion-model",
                "This ONNX model is not a fusion model of this portal.",
                "Choose a model version that was trained here."
            ),
            ("subjects-differ", "There are {0} subjects for {1} labels.", "Give both for each row."),
            ("share-not-positive", "A share of the split is zero or less.", "Give each part a share above zero."),
            (
                "one-subject",
                "All rows come from one subject.",
                "Training, validation and test need a subject each: import recordings of at least three subjects."
            ),
            (
                "few-subjects",
                "The rows come from {0} subjects.",
                "Training, validation and test need a subject each: import recordings of at least three subjects."
            ),
            (
                "vectors-empty",
                "The {0} vectors have dimension {1}.",
                "Give at least one number for each row; for a modality that no row has, give a column of zeros."
            ),
            (
                "vectors-differ",
                "There are {0} {1} vectors, but {2} text vectors.",
                "Give one vector for each row and modality, zeros where the modality is absent."
            ),
            ("matrix-differs", "The {0} matrix has {1} numbers, not {2} × {3}.", "Check the encoder's dimension."),
            ("label-negative", "A label is {0}.", "Number the classes from 0."),
            ("few-classes", "There are {0} classes.", "A model needs at least two classes: choose another label."),
            ("part-empty", "The {0} part is empty.", "Import more subjects, or give the part a larger share."),
            ("part-names-row", "The {0} part names row {1} of {2}.", "Split the task that is trained."),
            ("row-mask", "Row {0} has the mask {1}.", "Leave out rows without any modality; masks run from 1 to 7."),
            ("row-class", "Row {0} has the class {1} of {2}.", "Number the classes from 0."),
            (
                "row-not-finite",
                "The {0} vector of row {1} contains {2}.",
                "Embed that sample again, or leave its modality out."
            ),
            (
                "one-class",
                "Every training row has the class “{0}”.",
                "Label samples of at least one more class, from other subjects."
            ),
            (
                "subject-in-two-parts",
                "Subject {0} is in the {1} part and in the {2} part.",
                "Split by subject, so that no subject is in two parts."
            ),
            ("loss-not-finite", "The loss is not a finite number in epoch {0}.", "Choose a smaller learning rate."),
            (
                "export-differs",
                "The exported file differs from the trainer by {0}.",
                "Report this error: the export is wrong."
            ),
        ];
}
