namespace Governance.Web.Embeddings;

/// <summary>Example descriptions, one for each modality.</summary>
internal static class EncoderTemplates
{
    public static readonly (Modality Modality, string Text)[] All =
    [
        (
            Modality.Image,
            """
            {
              "modality": "image",
              "output": "output",
              "dimension": 1280,
              "pooling": "mean",
              "normalise": true,
              "image": {
                "input": "input",
                "width": 224,
                "height": 224,
                "channels": "rgb",
                "layout": "nchw",
                "fit": "crop",
                "scale": 0.003921569,
                "mean": [0.485, 0.456, 0.406],
                "deviation": [0.229, 0.224, 0.225]
              }
            }
            """
        ),
        (
            Modality.Text,
            """
            {
              "modality": "text",
              "output": "last_hidden_state",
              "dimension": 384,
              "pooling": "mean",
              "normalise": true,
              "text": {
                "wordPiece": {
                  "ids": "input_ids",
                  "mask": "attention_mask",
                  "segments": "token_type_ids",
                  "maxTokens": 256,
                  "vocabulary": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "one token for each line of vocab.txt"]
                }
              }
            }
            """
        ),
        (
            Modality.Sensor,
            """
            {
              "modality": "series",
              "output": "output",
              "dimension": 128,
              "pooling": "none",
              "normalise": true,
              "series": {
                "input": "input",
                "channelCount": 3,
                "samples": 256,
                "channels": ["x", "y", "z"],
                "normalisation": "zScore"
              }
            }
            """
        ),
    ];
}
