namespace Governance.Inference;

/// <content>Contradictions in the description of an encoder.</content>
public static partial class InferenceTexts
{
    private static (string Key, string What, string Remedy)[] Descriptions =>
        [
            ("preparation-missing", "The preparation of {0} is missing.", ""),
            ("preparation-of-other", "The encoder reads {0}, but a preparation of {1} is given.", ""),
            ("output-name-missing", "The name of the output is missing.", ""),
            ("output-name-too-long", "The name of the output is too long.", ""),
            ("dimension-out-of-range", "The dimension {0} is not between 1 and 65,536.", ""),
            ("rows-out-of-range", "The number of rows in a call is {0}, which is not between 1 and 4,096.", ""),
            ("too-many-fixed-inputs", "There are {0} fixed inputs; at most {1} are allowed.", ""),
            ("fixed-input-empty", "A fixed input is empty.", ""),
            ("fixed-input-twice", "The fixed input “{0}” is given twice.", ""),
            ("fixed-input-unnamed", "The name of a fixed input is missing.", ""),
            (
                "fixed-input-type-unknown",
                "The fixed input “{0}” has the type {1}; use Float, Float16, Double, Int32, Int64 or Bool.",
                ""
            ),
            (
                "fixed-input-lengths",
                "The fixed input “{0}” has the shape [{1}]: lengths are above zero, −1 at most once for the rows "
                    + "of a call, {2} numbers at most.",
                ""
            ),
            (
                "fixed-input-values",
                "The fixed input “{0}” has {1} values for the shape [{2}]; with a list of values, −1 is allowed "
                    + "only as the first length.",
                ""
            ),
            ("fixed-input-value", "A value of the fixed input “{0}” is not a valid {1}.", ""),
            ("text-preparation-unclear", "Text needs either hashed n-grams or a WordPiece vocabulary.", ""),
            ("characters-out-of-range", "{0} characters are not between 1 and 1,000,000.", ""),
            ("ids-input-unnamed", "The name of the input for token ids is missing.", ""),
            ("tokens-out-of-range", "{0} tokens are not between 3 and 8,192.", ""),
            ("vocabulary-too-large", "The vocabulary has {0} tokens; at most {1} are allowed.", ""),
            ("token-empty", "A token of the vocabulary is empty.", ""),
            ("token-missing", "The vocabulary lacks {0}.", ""),
            ("image-input-unnamed", "The name of the image input is missing.", ""),
            ("image-size-out-of-range", "{0} × {1} pixels are not between 1 × 1 and 4096 × 4096.", ""),
            ("scale-not-a-number", "The scale is zero or not a number.", ""),
            ("means-differ", "{0} means are given for {1} channels.", ""),
            ("mean-not-a-number", "A mean is not a number.", ""),
            ("deviations-not-positive", "The deviations must be {0} numbers above zero.", ""),
            ("series-input-unnamed", "The name of the series input is missing.", ""),
            ("channels-out-of-range", "{0} channels are not between 1 and 256.", ""),
            ("samples-out-of-range", "{0} samples are not between 2 and 1,048,576.", ""),
            ("series-too-large", "{0} channels of {1} samples are more than {2} numbers.", ""),
            ("channel-unnamed", "A channel has no name.", ""),
            ("channel-twice", "A channel is named twice.", ""),
            ("channel-names-differ", "{0} names are given for {1} channels.", ""),
            ("gap-not-a-number", "The longest gap to interpolate is negative or not a number.", ""),
            ("text-input-unnamed", "The name of the text input is missing.", ""),
            ("buckets-out-of-range", "{0} buckets are not between 2 and 1,048,576.", ""),
            ("ngrams-out-of-range", "N-grams of {0} to {1} characters cannot be counted.", ""),
        ];
}
